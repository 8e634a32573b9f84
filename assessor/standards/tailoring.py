"""Reading how an office adapts a standard, which itself stays unchanged.

A folder with `tailoring.toml` makes a standard of its own: the base with other points,
further items, and without those that were switched off.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from assessor.domain.forms import CheckItem, SiteType
from assessor.domain.standard import Alteration, Standard, StandardRef, TailoredItem, Tailoring
from assessor.i18n import _
from assessor.standards import names
from assessor.standards.fields import Table
from assessor.standards.forms import MOST_POINTS, FormReader, refuse_wrong_mode
from assessor.standards.names import ClauseRegister, Register
from assessor.standards.pins import Bases, pinned


def tailored(head: Table, bases: Bases, ref: StandardRef) -> Standard | None:
    """The base adapted by the tables of `tailoring.toml`; None where there is no base."""
    title = head.words("title")
    author, reason, made = head.text("author"), head.text("reason"), head.day("made")
    if made is None and not head.has("made"):
        head.refuse("made", _("is missing; it must be {wanted}.").format(wanted="2026-11-22"))
    pin = head.table("base")
    base = pinned(pin, bases) if pin else None
    if pin:
        pin.close()
    if base is None:
        head.tables("change"), head.tables("switch_off"), head.tables("add")
        return None
    if base.tailoring is not None:
        message = _("{base} is a tailoring itself; tailor {national}.")
        head.refuse("base.standard", message.format(base=base.ref, national=base.tailoring.base))
    adapted = _Adaptation(base)
    site_types = adapted.site_types(head)
    return replace(
        base,
        ref=ref,
        title=title,
        site_types=site_types,
        proposed_from=None,
        proposed_to=None,
        tailoring=Tailoring(base.ref, author, reason, made or date.min, tuple(adapted.differences)),
    )


@dataclass
class _Adaptation:
    """One base being adapted, difference by difference."""

    base: Standard
    differences: list[TailoredItem] = field(default_factory=list)
    _items: dict[str, CheckItem | None] = field(default_factory=dict)
    _added: dict[str, list[CheckItem]] = field(default_factory=dict)

    def site_types(self, head: Table) -> tuple[SiteType, ...]:
        """The base's forms with everything done that the tables ask for."""
        self._items = {item.id: item for form in self.base.site_types for item in form.items}
        known = Register(self._items, of=str(self.base.ref))
        touched = Register()
        for entry in head.tables("change", identity="item"):
            self._change(entry, known, touched)
        for entry in head.tables("switch_off", identity="item"):
            self._switch_off(entry, known, touched)
        self._add_all(head, known)
        return tuple(self._form(head, form) for form in self.base.site_types)

    def _change(self, entry: Table, known: Register, touched: Register) -> None:
        item = self._touched(entry, known, touched)
        points = entry.optional_number("points", most=MOST_POINTS)
        deduct = entry.optional_number("deduct", most=MOST_POINTS)
        reason = entry.text("reason")
        entry.close()
        if item is None:
            return
        changed = replace(
            item,
            points=item.points if points is None else points,
            deduct=item.deduct if deduct is None else deduct,
        )
        refuse_wrong_mode(entry, changed)
        if changed == item:
            entry.refuse("points", _("give other points, or another deduction, or both."))
        self._note(item, Alteration.POINTS, item, changed, reason)

    def _switch_off(self, entry: Table, known: Register, touched: Register) -> None:
        item = self._touched(entry, known, touched)
        reason = entry.text("reason")
        entry.close()
        if item is not None:
            self._note(item, Alteration.OFF, item, None, reason)

    def _touched(self, entry: Table, known: Register, touched: Register) -> CheckItem | None:
        identity = entry.name("item", names.ITEM)
        known.expect(entry, "item", identity)
        touched.add(entry, "item", identity)
        return self._items.get(identity)

    def _add_all(self, head: Table, known: Register) -> None:
        clauses = ClauseRegister([self.base.ref.id], (each.id for each in self.base.clauses))
        sources = Register(each.id for each in self.base.sources)
        thresholds = Register(each.id for each in self.base.thresholds)
        reader = FormReader(clauses, sources, thresholds, items=known)
        sections = Register(
            section.id for form in self.base.site_types for section in form.sections
        )
        for entry in head.tables("add", identity="section"):
            section = entry.name("section", names.SECTION)
            sections.expect(entry, "section", section)
            reason = entry.text("reason")
            table = entry.table("item")
            entry.close()
            if table is not None:
                item = reader.item(table, section.partition(".")[0])
                self._added.setdefault(section, []).append(item)
                self._note(item, Alteration.ADDED, None, item, reason)

    def _note(
        self,
        item: CheckItem,
        alteration: Alteration,
        before: CheckItem | None,
        after: CheckItem | None,
        reason: str,
    ) -> None:
        if before is not None:
            self._items[item.id] = after
        self.differences.append(
            TailoredItem(
                item.id,
                alteration,
                before.points if before else None,
                after.points if after else None,
                reason,
                item.text,
            )
        )

    def _form(self, head: Table, form: SiteType) -> SiteType:
        sections = []
        for section in form.sections:
            kept = (self._items[item.id] for item in section.items)
            items = (*filter(None, kept), *self._added.get(section.id, ()))
            if items:
                sections.append(replace(section, items=items))
        if not sections:
            message = _("every item of {form} is off; a form needs at least one.")
            head.refuse("switch_off", message.format(form=form.code))
        return replace(form, sections=tuple(sections))
