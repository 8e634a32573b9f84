"""What the numbers say that signers give their documents: which never came, which came twice.

A key counts what it signs. A number that is missing is a document that never arrived; one
that two documents bear means that a computer was set back, or that the key is in two hands.
"""

from collections.abc import Iterable, Iterator

from assessor.i18n import _
from assessor.storage import Documents


def never_arrived(documents: Documents) -> Iterator[str]:
    """A sentence for each signer with documents that never arrived here."""
    for key, missing in sorted(documents.gaps().items()):
        yield _("Never arrived from {name}: documents {numbers}.").format(
            name=_name(documents, key),
            numbers=_numbers(
                str(each.start) if len(each) == 1 else f"{each.start}–{each.stop - 1}"
                for each in missing
            ),
        )


def used_twice(documents: Documents) -> Iterator[str]:
    """A sentence for each signer who gave one number to several documents."""
    for key, counters in sorted(documents.shared_counters().items()):
        yield _(
            "{name} signed different documents as number {numbers}. Either that computer was set "
            "back to an older state, or somebody else has the key: ask, and declare the key lost "
            "if it was not the holder."
        ).format(name=_name(documents, key), numbers=_numbers(map(str, counters)))


def _name(documents: Documents, key: str) -> str:
    signer = documents.signer(key)
    return signer.name if signer else key[:8]


def _numbers(numbers: Iterable[str]) -> str:
    return _(", ").join(numbers)
