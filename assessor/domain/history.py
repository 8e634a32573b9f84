"""What an inspector did to a check, step by step, so that it can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessor.domain.inspection import Observation

#: Fields of a check or of its visit by name, as they were or became.
Fields = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Marking:
    """An item was marked, or left open again; `words` say what would be undone."""

    words: str
    item: str
    before: Observation | None
    after: Observation | None


@dataclass(frozen=True, slots=True)
class Describing:
    """Something else about the check was changed."""

    words: str
    before: Fields
    after: Fields


Step = Marking | Describing


@dataclass(frozen=True, slots=True)
class History:
    """The steps that are still known, oldest first; the first `done` of them are in force."""

    steps: tuple[Step, ...] = ()
    done: int = 0


NO_HISTORY = History()
