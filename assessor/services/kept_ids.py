"""Keeping the ids of an earlier revision when its table is imported again.

Ids are eternal: an item that stands in another row, or says the same in other words,
keeps its id, and a new item gets one that nobody ever had.
"""

from collections.abc import Iterable
from dataclasses import replace

from assessor.domain.matching import match
from assessor.domain.standard import Standard
from assessor.domain.typography import plain
from assessor.services.imported_standard import ImportedItem, ImportedTable


def with_kept_ids(table: ImportedTable, former: Standard) -> ImportedTable:
    """The table with the ids that its items have in an earlier revision."""
    renamed: dict[str, str] = {}
    for code in table.type_names:
        own = [each for each in table.items if each.site_type == code]
        renamed |= _renamed(code, own, former)
    items = tuple(
        replace(each, item=replace(each.item, id=renamed[each.item.id])) for each in table.items
    )
    return replace(table, items=items)


def _renamed(code: str, items: Iterable[ImportedItem], former: Standard) -> dict[str, str]:
    """The id of each item of a form, by the one it was given by its row."""
    forms = [form for form in former.site_types if form.code == code]
    older = {item.id: plain(item.text.zh) for form in forms for item in form.items}
    # Rows are numbered anew each time, so their numbers must not count as ids.
    newer = {f"row {each.item.id}": plain(each.item.text.zh) for each in items}
    kept = {
        pair.newer[0].removeprefix("row "): pair.older[0]
        for pair in match(older, newer, lambda _older, _newer: False)
        if len(pair.older) == len(pair.newer) == 1
    }
    last = max((int(each.rpartition(".")[2]) for each in older), default=0)
    found = {}
    for name in newer:
        row = name.removeprefix("row ")
        if row not in kept:
            last += 1
        found[row] = kept.get(row) or f"{code}.{last:02}"
    return found
