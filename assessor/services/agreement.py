"""Whether a report and the data attached to it are of one record.

A report names what it was made from (`dc:identifier`), and every file attached to it is
named by its own digest; so each must name the other. What a report does not name is told.
pyHanko takes half a second to load: import this module where it is needed.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from assessor.errors import AssessorError
from assessor.exchange import codec
from assessor.i18n import _
from assessor.signing.attachments import Enclosed

#: What identifiers of reports begin with: the digest of a record, that of a report's basis,
#: the fingerprint in a bulletin's basis (see `reporting`).
_RECORD, _REPORT, _BULLETIN = "urn:sha256:", "urn:assessor:report:", "urn:assessor:bulletin:"

_NAME = re.compile(r"([0-9a-f]{64})(\.[a-z]{1,8})")
_DATA = ".json"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Why report and data disagree, empty if they do not; sentences that change nothing."""

    reason: str = ""
    notes: tuple[str, ...] = ()


def agreement(enclosed: Enclosed, keys: Collection[str]) -> Agreement:
    """Compare what a report says of itself with what is attached to it.

    `keys` are those of the inspectors who signed the report.
    """
    known = {name: found for name in enclosed.files if (found := _NAME.fullmatch(name))}
    notes = _unnamed(enclosed, known)
    for name, found in known.items():
        if hashlib.sha256(enclosed.files[name]).hexdigest() != found[1]:
            return Agreement(_("The attached data is not the record that its name says."), notes)
    by_digest = {found[1]: enclosed.files[name] for name, found in known.items()}
    bases = {
        found[1]: basis
        for name, found in known.items()
        if found[2] == _DATA and (basis := _basis(enclosed.files[name])) is not None
    }
    return Agreement(_disagreement(enclosed.identifier, by_digest, bases, keys), notes)


def _unnamed(enclosed: Enclosed, known: Collection[str]) -> tuple[str, ...]:
    """What nothing tells of: files that are not named by their digest."""
    message = _("{name} is attached too; nothing in the report says what it is.")
    notes = [message.format(name=name) for name in sorted(enclosed.files) if name not in known]
    if known and not enclosed.identifier.startswith((_RECORD, _REPORT, _BULLETIN)):
        notes.append(_("The report does not say from which data it was made."))
    return tuple(notes)


def _disagreement(
    identifier: str,
    attached: Mapping[str, bytes],
    bases: Mapping[str, Mapping[str, object]],
    keys: Collection[str],
) -> str:
    """A sentence on the first thing in which the report and what is attached differ."""
    if identifier.startswith(_BULLETIN):
        own = {digest for digest, basis in bases.items() if _of_bulletin(basis) == identifier}
    elif identifier.startswith((_RECORD, _REPORT)):
        own = {identifier.rpartition(":")[2]} & set(attached)
    else:
        return ""
    if not own:
        return _("The report is of another record than the data that is attached to it.")
    listed = _listed(basis for digest, basis in bases.items() if digest in own)
    if strays := attached.keys() - own - set(listed):
        return _("Data is attached that the report does not rest on: {digest}.").format(
            digest=min(strays)[:12]
        )
    return _signed_otherwise(attached[min(own)], keys) if identifier.startswith(_RECORD) else ""


def _of_bulletin(basis: Mapping[str, object]) -> str:
    """The identifier of the bulletin that rests on this."""
    return f"{_BULLETIN}{basis.get('fingerprint')}".replace(" ", "-")


def _signed_otherwise(record: bytes, keys: Collection[str]) -> str:
    try:
        key = codec.decode(record).document.key
    except AssessorError as error:
        return str(error)
    if keys and key not in keys:
        return _("The attached record was signed with another key than the report.")
    return ""


def _basis(content: bytes) -> Mapping[str, object] | None:
    """What a report over several checks rests on (see `papers.basis`); None for a record."""
    with suppress(ValueError, RecursionError):
        told = json.loads(content)
        if isinstance(told, dict) and isinstance(told.get("report"), str):
            return told
    return None


def _listed(bases: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The digests of the records that a report says it rests on."""
    for basis in bases:
        documents = basis.get("documents")
        if isinstance(documents, list):
            yield from (each for each in documents if isinstance(each, str))
