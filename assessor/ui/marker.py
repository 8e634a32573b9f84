"""What a key or a button does to the current item, and the number being typed."""

from dataclasses import replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal

from assessor.domain import marking, wording
from assessor.domain.forms import CheckItem, Mode
from assessor.domain.inspection import (
    Band,
    Fault,
    NotApplicable,
    Observation,
    Rate,
    Severity,
    faults_of,
)
from assessor.domain.vocabulary import ChaosCategory
from assessor.i18n import _, current
from assessor.ui.fieldwork import Fieldwork

_MOST_DIGITS = 4
_TOP_GRADE = 10
_TENTH = 10  # the category that the digit 0 stands for
_WIDESPREAD = 10  # places of one kind from which on they are called widespread
_MERGES, _KEEPS = 1, 2


class Entry(StrEnum):
    """What the next digit means."""

    NONE = "none"  # 1, 2, 3 mark the item
    COUNT = "count"  # places at fault
    LOOKED_AT = "looked_at"  # places looked at
    GRADE = "grade"
    REASON = "reason"  # why the item does not apply, by its number
    CATEGORY = "category"  # of the chosen fault, by its number
    TWIN = "twin"  # 1 merges two faults of one kind, 2 keeps them apart


class Marker(QObject):
    """Marks the current item. Good ones are left behind at once, others wait for Enter."""

    entry_changed = Signal()
    fault_chosen = Signal()
    said = Signal(str)  # a remark for the user
    all_marked = Signal()  # there is nothing to go on to

    def __init__(self, fieldwork: Fieldwork, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fieldwork = fieldwork
        self._typed = ""
        self._edits = 0
        self._edit = 0  # of the entry: its digits are undone together
        self._base = 0  # places that were counted before the number being typed
        self._merging: dict[tuple[str, str, str], bool] = {}  # by item, words, category
        self.entry = Entry.NONE
        self.fault = self._last_fault()
        fieldwork.current_changed.connect(self._on_current_changed)
        fieldwork.item_changed.connect(self._on_item_changed)

    def full(self) -> None:
        """All in order. Where places are counted, how many were looked at comes next."""
        item = self._item
        if item.mode is Mode.RATE:
            self._begin(Entry.LOOKED_AT)
            self._mark(marking.full_marks(item, self._seen), self._typing)
        else:
            self._answer(marking.full_marks(item, self._seen))

    def add_fault(self) -> None:
        """One more fault; digits typed next say how many places."""
        item = self._item
        self._begin(Entry.COUNT)
        category = item.categories[0] if len(item.categories) == 1 else ""
        fault = Fault(category=category)
        self._mark(marking.with_fault(item, self._seen, fault), self._typing)
        self.choose_fault(self._last_fault())

    def say_words(self, words: str, category: str = "") -> None:
        """Say what the chosen fault is, or a new one where the chosen one has words already."""
        chosen = self.chosen
        corrects = self.entry is Entry.COUNT and chosen is not None and chosen.words != words
        if chosen is None or (chosen.words and not corrects):
            self.add_fault()
        changes = {"category": category} if category else {}
        self.change_fault(self._typing, words=words, **changes)
        self.look_for_twin()

    def look_for_twin(self) -> None:
        """Ask what to do where the chosen fault is of the same kind as another; ask once."""
        if self.chosen is None or marking.twin_of(faults_of(self._seen), self.fault) is None:
            return
        decided = self._merging.get(self._kind)
        if decided is None:
            self._begin(Entry.TWIN)
        elif decided:
            self._merge()

    def decide_twin(self, *, merges: bool) -> None:
        """Merge the chosen fault with the other of its kind, or keep them apart, from now on."""
        self._merging[self._kind] = merges
        if merges:
            self._merge()
        else:
            self._begin(Entry.COUNT)

    @property
    def is_widespread_offered(self) -> bool:
        """Whether the chosen fault's kind has so many places that it may be called widespread."""
        chosen = self.chosen
        if self._item.mode is not Mode.FAULTS or chosen is None:
            return False
        faults = faults_of(self._seen)
        kind = [f for f in faults if (f.words, f.category) == (chosen.words, chosen.category)]
        return not chosen.widespread and sum(each.count for each in kind) >= _WIDESPREAD

    def spread(self) -> None:
        """Call the chosen fault widespread, or not any more."""
        if self._item.mode is Mode.FAULTS and (chosen := self.chosen):
            self.change_fault(widespread=not chosen.widespread)

    def worsen(self) -> None:
        """The next severity of the chosen fault, after the worst the least."""
        if chosen := self.chosen:
            order = list(Severity)
            at = order.index(chosen.severity)
            self.change_fault(severity=order[(at + 1) % len(order)])

    def ask_category(self) -> None:
        """The category of the chosen fault comes next, by its number."""
        if self.chosen:
            self._begin(Entry.CATEGORY)

    def categorise(self, category: str) -> None:
        """Give the chosen fault a category by its code."""
        self.cancel()
        self.change_fault(category=category)

    def count_sound(self) -> None:
        """One more room, sound."""
        self._count_one(is_sound=True)

    def count_unsound(self) -> None:
        """One more room, not sound."""
        self._count_one(is_sound=False)

    def _count_one(self, *, is_sound: bool) -> None:
        if self._item.mode is Mode.RATE:
            self.cancel()
            self._mark(marking.counted_one(self._seen, is_sound=is_sound))

    def ask_reason(self) -> None:
        """Not applicable: the reason comes next."""
        if self._item.may_not_apply:
            self._begin(Entry.REASON)
        else:
            self.said.emit(_("This item always applies; it cannot be set aside."))

    def set_aside(self, reason: str) -> None:
        """Not applicable, for a reason by its code."""
        self._answer(NotApplicable(reason))

    def ask_grade(self) -> None:
        """A grade comes next, in one digit or as 10."""
        if self._item.mode is Mode.BAND:
            self._begin(Entry.GRADE)

    def grade(self, grade: int) -> None:
        """A grade of 0 to 10."""
        self._mark(marking.graded(self._item, self._seen, grade), self._typing)

    def new_edit(self) -> int:
        """A number for marks that are undone together."""
        self._edits += 1
        return self._edits

    def explain_grade(self, reason: str, edit: int = 0) -> None:
        """Why the grade is not the suggested one; `edit` as for `change_fault`."""
        seen = self._seen
        if isinstance(seen, Band):
            self._mark(replace(seen, reason=reason.strip()), edit)

    def count(self, sound: int, looked_at: int) -> None:
        """How many were sound of how many looked at."""
        self._mark(marking.counted(self._seen, sound, looked_at), self._typing)

    def leave_open(self) -> None:
        """Take every mark off the item."""
        self.cancel()
        self._mark(None)

    def choose_fault(self, number: int) -> None:
        """Choose the fault that is described, by its position; -1 for none."""
        self.fault = number
        self.fault_chosen.emit()

    def change_fault(self, edit: int = 0, **changes: Any) -> None:
        """Change something about the chosen fault; the same `edit`, not 0, is undone as one."""
        if chosen := self.chosen:
            changed = replace(chosen, **changes)
            self._mark(marking.changed_fault(self._item, self._seen, self.fault, changed), edit)

    def remove_fault(self) -> None:
        """Take the chosen fault away."""
        self.cancel()
        if self.chosen:
            self._mark(marking.without_fault(self._item, self._seen, self.fault))

    def more(self) -> None:
        """One place more at the chosen fault, or the first one."""
        if chosen := self.chosen:
            self.change_fault(count=chosen.count + 1)
        else:
            self.add_fault()

    def fewer(self) -> None:
        """One place less at the chosen fault; the last one takes it away."""
        chosen = self.chosen
        if chosen and chosen.count > 1:
            self.change_fault(count=chosen.count - 1)
        elif chosen:
            self.remove_fault()

    def attach(self, item_id: str, number: int, digests: tuple[str, ...]) -> None:
        """Give photos to a fault of an item, or to a new one where it is gone by now."""
        item, seen = self._fieldwork.item(item_id), self._fieldwork.seen(item_id)
        faults = faults_of(seen)
        if 0 <= number < len(faults):
            fault = faults[number]
            new = tuple(each for each in digests if each not in fault.photos)
            changed = replace(fault, photos=fault.photos + new)
            marked = marking.changed_fault(item, seen, number, changed)
        else:
            marked = marking.with_fault(item, seen, Fault(photos=digests))
        words = _("item {number}: photos").format(number=item.number)
        self._fieldwork.mark(item_id, marked, words)

    def digit(self, digit: int) -> None:
        """A digit was typed."""
        match self.entry:
            case Entry.TWIN:
                if digit in (_MERGES, _KEEPS):
                    self.decide_twin(merges=digit == _MERGES)
            case Entry.CATEGORY:
                codes = [each.code for each in self.categories]
                if (digit or _TENTH) <= len(codes):
                    self.categorise(codes[(digit or _TENTH) - 1])
            case Entry.REASON:
                reasons = self._fieldwork.vocabulary.reasons
                if 1 <= digit <= len(reasons):
                    self.set_aside(reasons[digit - 1].code)
            case Entry.NONE:
                self._mark_by(digit)
            case _:
                self._typed = (self._typed + str(digit))[-_MOST_DIGITS:]
                self._enter(int(self._typed))

    def confirm(self) -> None:
        """Done with this item: go on to the next."""
        if self.entry in (Entry.REASON, Entry.CATEGORY, Entry.TWIN):
            self.cancel()
        else:
            self.advance(to_open=self.entry is not Entry.NONE)

    def cancel(self) -> None:
        """Stop typing a number; what was typed stays."""
        if self.entry is not Entry.NONE:
            self.entry = Entry.NONE
            self._typed = ""
            self.entry_changed.emit()

    def advance(self, *, to_open: bool = False) -> None:
        """Go to the next item, or the next open one; after the last to the first that is open."""
        self.cancel()
        following = self._fieldwork.neighbour(1, is_open=to_open) or self._fieldwork.first_open()
        if following and self._fieldwork.section_of(following) != self._fieldwork.section:
            self._fieldwork.leave_section()
        if following and following != self._item.id:
            self._fieldwork.visit(following)
        elif not following:
            self.all_marked.emit()

    def go_back(self) -> None:
        """Go to the item before."""
        self.cancel()
        if before := self._fieldwork.neighbour(-1):
            self._fieldwork.visit(before)

    @property
    def _item(self) -> CheckItem:
        return self._fieldwork.current

    @property
    def _seen(self) -> Observation | None:
        return self._fieldwork.seen(self._item.id)

    def _mark_by(self, digit: int) -> None:
        match digit:
            case 1:
                self.full()
            case 2:
                self.add_fault()
            case 3:
                self.ask_reason()
            case _ if self._item.mode is Mode.BAND:
                self._begin(Entry.GRADE)
                self._typed = str(digit)
                self.grade(digit)

    def _enter(self, number: int) -> None:
        match self.entry:
            case Entry.COUNT if number > 0:
                self.change_fault(self._typing, count=self._base + number)
            case Entry.LOOKED_AT if number > 0:
                seen = self._seen
                unsound = seen.looked_at - seen.sound if isinstance(seen, Rate) else 0
                self.count(number - unsound, number)
            case Entry.GRADE:
                if number > _TOP_GRADE:
                    self._typed = self._typed[-1]
                self.grade(int(self._typed))

    @property
    def _typing(self) -> int:
        """The edit of the number that is being entered, 0 where none is."""
        return 0 if self.entry is Entry.NONE else self._edit

    def _answer(self, seen: Observation) -> None:
        """Answering items in a row leaves alone what is marked already."""
        self.cancel()
        gone = len(faults_of(self._seen))
        if self._mark(seen):
            if gone:
                words = _("Faults taken away: {count}. Ctrl+Z brings them back.")
                self.said.emit(words.format(count=gone))
            self.advance(to_open=True)

    def _mark(self, seen: Observation | None, edit: int = 0) -> bool:
        item = self._item
        return self._fieldwork.mark(item.id, seen, self._words(item, seen), edit)

    def _words(self, item: CheckItem, seen: Observation | None) -> str:
        marked = wording.marked(item, seen, self._fieldwork.vocabulary, current())
        return _("item {number}: {marked}").format(number=item.number, marked=marked)

    @property
    def categories(self) -> tuple[ChaosCategory, ...]:
        """The disorders, those that suit the item first."""
        first = self._item.categories
        known = self._fieldwork.vocabulary.categories
        return tuple(sorted(known, key=lambda each: each.code not in first))

    @property
    def chosen(self) -> Fault | None:
        """The fault that is described; None where there is none."""
        faults = faults_of(self._seen)
        return faults[self.fault] if 0 <= self.fault < len(faults) else None

    @property
    def _kind(self) -> tuple[str, str, str]:
        fault = faults_of(self._seen)[self.fault]
        return self._item.id, fault.words, fault.category

    def _merge(self) -> None:
        """The number typed next says how many places the new one had."""
        faults = faults_of(self._seen)
        twin = marking.twin_of(faults, self.fault)
        if twin is None:
            return
        into, number = sorted((twin, self.fault))
        edit = self._typing
        if self._mark(marking.merged_faults(self._item, self._seen, number, into), edit):
            self.choose_fault(into)
        self._begin(Entry.COUNT, keeps_edit=edit)
        self._base = faults[into].count

    def _begin(self, entry: Entry, *, keeps_edit: int = 0) -> None:
        self._base = 0
        self._typed = ""
        self._edit = keeps_edit or self.new_edit()
        self.entry = entry
        self.entry_changed.emit()

    def _last_fault(self) -> int:
        return len(faults_of(self._seen)) - 1

    def _on_current_changed(self) -> None:
        self.cancel()
        self.choose_fault(self._last_fault())

    def _on_item_changed(self, item_id: str) -> None:
        if item_id == self._item.id and self.fault >= len(faults_of(self._seen)):
            self.choose_fault(self._last_fault())
