"""Other revisions that a standard rests on, named beyond doubt by their digest."""

from typing import Protocol

from assessor.domain.standard import Standard, StandardRef
from assessor.i18n import _
from assessor.standards import names
from assessor.standards.fields import Table


class Bases(Protocol):
    """Where pinned revisions are looked up."""

    def by_ref(self, ref: StandardRef) -> Standard | None:
        """The very revision; None where it is not at hand or broken."""

    def digests(self, standard_id: str, revision: int) -> tuple[str, ...]:
        """The digests of what is at hand under this name, sound or not."""


def pinned(table: Table, bases: Bases) -> Standard | None:
    """The revision that a table with `standard`, `revision` and `digest` names.

    None, and a problem noted, where it is not at hand.
    """
    standard_id = table.name("standard", names.STANDARD)
    revision = table.whole("revision", 1, names.LAST_REVISION)
    ref = StandardRef(standard_id, revision or 0, table.name("digest", names.DIGEST))
    if not (ref.id and ref.revision and ref.digest):
        return None
    found = bases.by_ref(ref)
    if found is None:
        _refuse_missing(table, ref, bases.digests(ref.id, ref.revision))
    return found


def _refuse_missing(table: Table, ref: StandardRef, at_hand: tuple[str, ...]) -> None:
    if not at_hand:
        table.refuse("standard", _("{ref} is not at hand. Install it first.").format(ref=ref))
    elif ref.digest in at_hand:
        table.refuse("standard", _("{ref} is broken itself. Check it first.").format(ref=ref))
    else:
        message = _("{ref} has other contents here; its digest is {digest}.")
        table.refuse("digest", message.format(ref=ref, digest=at_hand[0]))
