"""Reading a site type and its form."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from pathlib import PurePosixPath

from assessor.domain.forms import BandLine, CheckItem, Mode, Section, SiteType
from assessor.i18n import _
from assessor.standards import names
from assessor.standards.fields import Table
from assessor.standards.names import ClauseRegister, Register, refuse_wrong_file
from assessor.standards.origins import origin

#: The most that one item, and one form, may be worth.
MOST_POINTS = Decimal(1000)

_EVIDENCE = ("photo", "document")
_MOST_FAULTS = 1000


class FormReader:
    """Reads the forms of one standard; what they refer to has been read before."""

    def __init__(
        self,
        clauses: ClauseRegister,
        sources: Register,
        thresholds: Register,
        items: Register | None = None,
    ) -> None:
        self._clauses = clauses
        self._sources = sources
        self._thresholds = thresholds
        self._sections = Register()
        self._items = items or Register()

    def site_type(self, table: Table) -> SiteType:
        """A whole file of `site_types/`."""
        code = table.name("code", names.SITE_TYPE)
        refuse_wrong_file(table, "code", code)
        points = table.number("points", most=MOST_POINTS)
        form = SiteType(
            code,
            table.words("name"),
            table.words("responsible"),
            table.words("basis"),
            self._form_sections(table),
            table.names("groups", names.GROUP),
        )
        table.since(2, "groups")
        refuse_wrong_sum(table, points, (item.points for item in form.items))
        table.close()
        return form

    def _form_sections(self, table: Table) -> tuple[Section, ...]:
        code = PurePosixPath(table.file).stem
        found: list[Section] = []
        first = 1
        for entry in table.tables("section", required=True):
            section_id = entry.name("id", names.section(code))
            self._sections.add(entry, "id", section_id)
            items = entry.tables("item", first, required=True)
            first += len(items)
            title = entry.words("title")
            entry.close()
            found.append(Section(section_id, title, tuple(self.item(each, code) for each in items)))
        return tuple(found)

    def item(self, table: Table, code: str) -> CheckItem:
        """An item of the form of this code."""
        mode = table.choice("mode", Mode)
        item = CheckItem(
            id=table.name("id", names.item(code)),
            text=table.words("text"),
            guidance=table.words("guidance"),
            mode=mode or Mode.FAULTS,
            points=table.number("points", most=MOST_POINTS),
            deduct=table.optional_number("deduct", most=MOST_POINTS),
            clauses=table.names("clauses", names.REFERENCE),
            origin=origin(table, self._sources),
            band_lines=_band_lines(table),
            veto_below=table.optional_number("veto_below", most=Decimal(1)),
            veto_on_severe=table.flag("veto_on_severe", default=False),
            may_not_apply=table.flag("may_not_apply", default=True),
            categories=table.names("categories", names.CATEGORY),
            evidence=table.choices("evidence", _EVIDENCE),
            thresholds=table.names("thresholds", names.THRESHOLD),
        )
        table.since(2, "veto_on_severe", "thresholds")
        table.close()
        self._items.add(table, "id", item.id)
        self._clauses.expect_references(table, "clauses", item.clauses)
        self._thresholds.expect_all(table, "thresholds", item.thresholds)
        if mode:
            refuse_wrong_mode(table, item)
        return item


def refuse_wrong_sum(table: Table, points: Decimal, parts: Iterable[Decimal]) -> None:
    """Note parts whose points do not add up; nothing is said if a number was unreadable."""
    total = sum(parts, Decimal(0))
    if not points.is_nan() and not total.is_nan() and points != total:
        message = _("the parts add up to {total}, not to {points}.")
        table.refuse("points", message.format(total=total, points=points))


def _band_lines(table: Table) -> tuple[BandLine, ...]:
    lines = []
    for entry in table.rows("band_lines"):
        faults, grade = entry.whole("faults", 0, _MOST_FAULTS), entry.whole("grade", 0, 10)
        if faults is not None and grade is not None:
            lines.append(BandLine(faults, grade))
        entry.close()
    for line, following in pairwise(lines):
        if following.faults <= line.faults or following.grade >= line.grade:
            table.refuse("band_lines", _("each line has more faults and a lower grade."))
            break
    return tuple(lines)


def refuse_wrong_mode(table: Table, item: CheckItem) -> None:
    """Note keys that the mode needs or cannot have."""
    if item.mode is Mode.FAULTS and item.deduct is None:
        table.refuse("deduct", _("mode D needs the points off for each place."))
    if item.mode is not Mode.FAULTS and item.deduct is not None:
        table.refuse("deduct", _("only mode D has points off for each place."))
    if item.mode is not Mode.BAND and item.band_lines:
        table.refuse("band_lines", _("only mode G has lines for its grades."))
    if item.mode is Mode.VETO and item.veto_below is not None:
        table.refuse("veto_below", _("mode V vetoes by itself."))
    unreadable = item.points.is_nan() or (item.deduct or item.points).is_nan()
    if item.deduct is not None and not unreadable and item.deduct > item.points:
        table.refuse("deduct", _("more points come off for one place than the item has."))
