"""What is found when a signed report is checked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Finding(StrEnum):
    """What is wrong with a signature, or that nothing is; the gravest come first."""

    UNREADABLE = "unreadable"  # no PDF, or damaged
    ENCRYPTED = "encrypted"  # for an office, which alone can tell more
    UNSIGNED = "unsigned"
    WEAK = "weak"  # made with an algorithm that can be forged
    ATTACHMENT_CHANGED = "attachment-changed"
    PAGE_CHANGED = "page-changed"  # painted over, annotated, added or dropped
    CHANGED = "changed"  # anything else
    DISAGREES = "disagrees"  # the report and the attached data are of different records
    FOREIGN = "foreign"  # sound perhaps, but made by another program
    UNKNOWN = "unknown"  # no office that is believed certified the signer
    UNSUITABLE = "unsuitable"  # certified, but not for this
    EXPIRED = "expired"  # the certificate was not valid then
    LOST_BEFORE = "lost-before"  # signed after the key was declared lost
    LOST = "lost"  # the key was declared lost, and nothing proves that it was signed before
    NO_LIST = "no-list"  # the office's list of lost keys is missing
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """The verdict on one signature; `field` says what for, see `domain.signatures`.

    `signer` is the name that a trusted office certified, empty where none did. `reason` is
    a sentence, empty when all is well.
    """

    field: str
    finding: Finding
    signer: str = ""
    at: datetime | None = None
    reason: str = ""
    key: str = ""  # id of the signer's key, if it was certified

    @property
    def unchanged(self) -> bool:
        """Whether what was signed is still as it was."""
        return self.finding not in _TOUCHED


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on all signatures of a report; of a bad one, if any, else of the first.

    `signer` and `reason` are those of that one. `held` is since when, at the latest, an
    office that is believed says by its own timestamp to have held the report. `notes` are
    sentences that change nothing, such as that a list of lost keys is old.
    """

    unchanged: bool
    trusted: bool
    signer: str = ""
    signed_at: datetime | None = None
    reason: str = ""
    finding: Finding = Finding.GOOD
    signatures: tuple[SignatureVerdict, ...] = ()
    held: datetime | None = None
    notes: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Signed by someone we believe, and not touched since."""
        return self.unchanged and self.trusted


_TOUCHED = {
    Finding.UNREADABLE,
    Finding.UNSIGNED,
    Finding.WEAK,
    Finding.ATTACHMENT_CHANGED,
    Finding.PAGE_CHANGED,
    Finding.CHANGED,
    Finding.FOREIGN,
}
