"""An office adapts a standard: what it typed becomes a folder, is checked, and is installed.

The standard itself stays unchanged. Whatever is wrong with the adaptation is found by
reading the folder back, as if somebody had sent it.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assessor import files
from assessor.domain.forms import CheckItem, Mode
from assessor.domain.standard import StandardRef
from assessor.domain.texts import Text
from assessor.standards import Installed, Library, install

_FILE = "tailoring.toml"


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """Other points, or another deduction, as typed; what is empty stays as it is."""

    item: str
    points: str
    deduct: str
    reason: str


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """An item that is not asked any more."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddedItem:
    """A further item, as typed; `deduct` only where places are counted."""

    section: str  # `MARKET.A`
    id: str
    text: Text
    guidance: Text
    mode: Mode
    points: str
    deduct: str
    reason: str


@dataclass(frozen=True, slots=True)
class TailoringDraft:
    """What an office wants to be different, and who says so."""

    base: StandardRef
    id: str
    revision: int
    title: Text
    author: str
    reason: str
    made: date
    changed: tuple[ChangedItem, ...] = ()
    off: tuple[SwitchedOff, ...] = ()
    added: tuple[AddedItem, ...] = ()


def next_revision(identity: str, library: Library) -> int:
    """The revision that an adaptation of this id may have: nothing at hand has it."""
    taken = [each.revision for each in library.headings() if each.id == identity]
    return max(taken, default=0) + 1


def next_item_id(form_items: Iterable[CheckItem], code: str, added: Iterable[str]) -> str:
    """An id for a further item of a form; from 91 on, away from the national ones."""
    used = {each.id for each in form_items} | set(added)
    number = 91
    while f"{code}.{number}" in used:
        number += 1
    return f"{code}.{number}"


def tailoring_file(draft: TailoringDraft) -> str:
    """The contents of `tailoring.toml`; equal drafts give equal files."""
    return "\n".join(_lines(draft)) + "\n"


def keep_tailoring(draft: TailoringDraft, target: Path, library: Library) -> Installed:
    """Check an adaptation and install it, whole or not at all.

    `StandardError` lists every problem of what was typed.
    """
    with tempfile.TemporaryDirectory(prefix="assessor-") as place:
        folder = Path(place, draft.id or "unnamed", str(draft.revision))
        files.made(folder)
        files.write(folder / _FILE, tailoring_file(draft).encode())
        return install(folder, target, library)


def _lines(draft: TailoringDraft) -> Iterator[str]:
    yield "format = 2"
    yield f"id = {_quoted(draft.id)}"
    yield f"revision = {draft.revision}"
    yield from _words("title", draft.title)
    yield f"author = {_quoted(draft.author)}"
    yield f"reason = {_quoted(draft.reason)}"
    yield f"made = {draft.made.isoformat()}"
    yield from ("", "[base]")
    yield f"standard = {_quoted(draft.base.id)}"
    yield f"revision = {draft.base.revision}"
    yield f"digest = {_quoted(draft.base.digest)}"
    for change in draft.changed:
        yield from ("", "[[change]]", f"item = {_quoted(change.item)}")
        yield from _optional("points", change.points)
        yield from _optional("deduct", change.deduct)
        yield f"reason = {_quoted(change.reason)}"
    for off in draft.off:
        yield from ("", "[[switch_off]]", f"item = {_quoted(off.item)}")
        yield f"reason = {_quoted(off.reason)}"
    for added in draft.added:
        yield from _added(added)


def _added(added: AddedItem) -> Iterator[str]:
    yield from ("", "[[add]]", f"section = {_quoted(added.section)}")
    yield f"reason = {_quoted(added.reason)}"
    yield "[add.item]"
    yield f"id = {_quoted(added.id)}"
    yield from _words("text", added.text)
    yield from _words("guidance", added.guidance)
    yield f"mode = {_quoted(added.mode)}"
    yield f"points = {_quoted(added.points)}"
    if added.mode is Mode.FAULTS:
        yield from _optional("deduct", added.deduct)
    yield 'origin = { confidence = "own" }'


def _words(key: str, text: Text) -> Iterator[str]:
    yield f"{key}.zh = {_quoted(text.zh)}"
    yield f"{key}.en = {_quoted(text.en)}"


def _optional(key: str, value: str) -> Iterator[str]:
    if value:
        yield f"{key} = {_quoted(value)}"


def _quoted(text: str) -> str:
    """A string of TOML; what JSON escapes, TOML reads the same way."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
