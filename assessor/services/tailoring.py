"""An office adapts a standard: what it typed becomes a folder, is checked, and is installed.

The standard itself stays unchanged. Whatever is wrong with the adaptation is found by
reading the folder back, as if somebody had sent it.
"""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assessor import files
from assessor.domain.forms import CheckItem
from assessor.domain.standard import Standard, StandardRef
from assessor.domain.texts import Text
from assessor.standards import Installed, Library, install
from assessor.standards.writing import item_lines, quoted, worded

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
    """A further item of a section."""

    section: str  # `MARKET.A`
    item: CheckItem
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


def drafted(adapted: Standard, base: Standard) -> TailoringDraft:
    """What an office adapted before, to go on from; `ValueError` for what is no tailoring."""
    tailoring = adapted.tailoring
    if tailoring is None:
        raise ValueError(str(adapted.ref))
    before = {item.id: item for form in base.site_types for item in form.items}
    now = {
        item.id: (section.id, item)
        for form in adapted.site_types
        for section in form.sections
        for item in section.items
    }
    changed, off, added = [], [], []
    for each in tailoring.items:
        if each.item not in now:
            off.append(SwitchedOff(each.item, each.reason))
        elif each.item in before:
            changed.append(_changed(before[each.item], now[each.item][1], each.reason))
        else:
            added.append(AddedItem(*now[each.item], each.reason))
    return TailoringDraft(
        base.ref,
        adapted.ref.id,
        adapted.ref.revision + 1,
        adapted.title,
        tailoring.author,
        tailoring.reason,
        tailoring.made,
        tuple(changed),
        tuple(off),
        tuple(added),
    )


def _changed(before: CheckItem, now: CheckItem, reason: str) -> ChangedItem:
    points = "" if now.points == before.points else f"{now.points:f}"
    deduct = "" if now.deduct in (None, before.deduct) else f"{now.deduct:f}"
    return ChangedItem(now.id, points, deduct, reason)


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
    yield f"id = {quoted(draft.id)}"
    yield f"revision = {draft.revision}"
    yield from worded("title", draft.title)
    yield f"author = {quoted(draft.author)}"
    yield f"reason = {quoted(draft.reason)}"
    yield f"made = {draft.made.isoformat()}"
    yield from ("", "[base]")
    yield f"standard = {quoted(draft.base.id)}"
    yield f"revision = {draft.base.revision}"
    yield f"digest = {quoted(draft.base.digest)}"
    for change in draft.changed:
        yield from ("", "[[change]]", f"item = {quoted(change.item)}")
        yield from _optional("points", change.points)
        yield from _optional("deduct", change.deduct)
        yield f"reason = {quoted(change.reason)}"
    for off in draft.off:
        yield from ("", "[[switch_off]]", f"item = {quoted(off.item)}")
        yield f"reason = {quoted(off.reason)}"
    for added in draft.added:
        yield from ("", "[[add]]", f"section = {quoted(added.section)}")
        yield f"reason = {quoted(added.reason)}"
        yield "[add.item]"
        yield from item_lines(added.item)


def _optional(key: str, value: str) -> Iterator[str]:
    if value:
        yield f"{key} = {quoted(value)}"
