"""What is found when a signed report is checked."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on all signatures of a report; of a bad one, if any, else of the first.

    `signer` is the name that a trusted office certified, empty where none did. `reason` is
    a sentence, empty when all is well.
    """

    unchanged: bool
    trusted: bool
    signer: str = ""
    signed_at: datetime | None = None
    reason: str = ""

    @property
    def good(self) -> bool:
        """Signed by someone we believe, and not touched since."""
        return self.unchanged and self.trusted
