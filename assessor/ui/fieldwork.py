"""The open draft, as the pages see it: what is marked, where the inspector is, what to undo."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal

from assessor.domain.forms import CheckItem, SiteType
from assessor.domain.history import Describing, Marking, Step
from assessor.domain.inspection import CHINA_TIME, Observation, SiteCheck, fault_count
from assessor.domain.scoring import ItemScore, Scorecard, score
from assessor.domain.standard import Standard
from assessor.domain.vocabulary import Vocabulary
from assessor.i18n import _
from assessor.services.assessing import form_of
from assessor.standards import Library
from assessor.storage import StepPlace, Workspace
from assessor.ui.saving import Saving
from assessor.ui.sharing_out import SharedOut
from assessor.ui.undoing import Steps

#: In place of a section: those that no colleague was given.
MINE = "*mine"


class Filter(StrEnum):
    """Which items are gone through."""

    ALL = "all"
    OPEN = "open"
    FAULTS = "faults"


def _now() -> datetime:
    return datetime.now(UTC)


class Fieldwork(QObject):
    """One draft, its score and its undo history, which outlives the program.

    Every change is on disk before a signal tells of it. One that the disk refuses stays on
    screen and waits in `saving`, which says why. Signals carry item ids. A draft whose
    standard is not at hand cannot be opened: `AssessorError`.
    """

    leaving = Signal()  # before another item is shown: what is being typed must be kept now
    item_changed = Signal(str)
    current_changed = Signal(str)
    filter_changed = Signal()
    history_changed = Signal()  # of what can be undone and redone
    said = Signal(str)  # a remark for the user

    def __init__(
        self,
        workspace: Workspace,
        library: Library,
        check_id: str,
        *,
        clock: Callable[[], datetime] = _now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        draft = workspace.drafts.get(check_id)
        self.check: SiteCheck = draft.check
        self.revises = draft.revises
        self.standard: Standard
        self.site_type: SiteType
        self.standard, self.site_type = form_of(draft.check, library)
        self.vocabulary: Vocabulary = library.vocabulary()
        self.saving = Saving(self)
        self.saving.said.connect(self.said)
        first = next(iter(draft.check.visit.inspectors), "")
        self.shared_out = SharedOut(workspace, check_id, first, self)
        self.shared_out.changed.connect(self.filter_changed)
        self._steps = Steps(draft)
        self.filter = Filter.ALL
        self.section = ""  # the one that is gone through, or `MINE`; all where it is empty
        self._section_of = {
            item.id: section.id for section in self.site_type.sections for item in section.items
        }
        self._items = {item.id: item for item in self.site_type.items}
        self._current = draft.current_item if draft.current_item in self._items else ""
        self._current = self._current or next(iter(self._items))
        self._workspace = workspace
        self._clock = clock
        self._latest = max(draft.check.visit.started, draft.changed_at or draft.check.visit.started)
        self._has_told_clock = False
        self._card: Scorecard | None = None
        self._scored: dict[str, ItemScore] | None = None

    @property
    def current(self) -> CheckItem:
        """The item the inspector is looking at."""
        return self._items[self._current]

    @property
    def card(self) -> Scorecard:
        """The score so far."""
        if self._card is None:
            self._card = score(self.site_type, self.check.observations)
        return self._card

    def scored(self, item_id: str) -> ItemScore:
        """What an item came to."""
        if self._scored is None:
            self._scored = {each.item.id: each for each in self.card.items}
        return self._scored[item_id]

    def item(self, item_id: str) -> CheckItem:
        """An item of the form."""
        return self._items[item_id]

    def seen(self, item_id: str) -> Observation | None:
        """How an item is marked."""
        return self.check.observations.get(item_id)

    def mark(self, item_id: str, seen: Observation | None, words: str, entry: int = 0) -> bool:
        """Mark an item, or leave it open again, undoably; False where it is not on disk yet.

        `words` say what undo would take back. Marks of one item with the same `entry`,
        not 0, are undone together: the digits of one number.
        """
        before = self.seen(item_id)
        if seen == before:
            return True
        place = self._steps.add(Marking(words, item_id, before, seen), entry)
        return self._write(item_id, seen, place)

    @property
    def undo_words(self) -> str:
        """What would be undone; empty while nothing can be."""
        return self._steps.last.words if self._steps.last else ""

    @property
    def redo_words(self) -> str:
        """What would be done again; empty while nothing can be."""
        return self._steps.next.words if self._steps.next else ""

    def undo(self) -> None:
        """Take the last step back, and say which it was."""
        self.leaving.emit()
        step = self._steps.last
        if step is None:
            self.said.emit(self._nothing_to_undo())
            return
        place = self._steps.back()
        if self._apply(step, step.after, step.before, place):
            self.said.emit(_("Undone: {what}").format(what=step.words))

    def redo(self) -> None:
        """Do again what was undone last."""
        self.leaving.emit()
        step = self._steps.next
        if step is None:
            self.said.emit(_("There is nothing to do again."))
            return
        place = self._steps.forth()
        if self._apply(step, step.before, step.after, place):
            self.said.emit(_("Done again: {what}").format(what=step.words))

    def visit(self, item_id: str) -> None:
        """Go to an item; the place is remembered for the next start."""
        if item_id == self._current or item_id not in self._items:
            return
        self.leaving.emit()
        self._current = item_id
        drafts, check_id, at = self._workspace.drafts, self.check.id, self._now()
        self.saving.save(lambda: drafts.visit_item(check_id, item_id, at))
        self.current_changed.emit(item_id)

    def describe(self, **changes: Any) -> bool:
        """Change fields of the check or of its visit, undoably; False where it waits."""
        before = {name: self._field(name) for name in changes}
        changed = {name: value for name, value in changes.items() if value != before[name]}
        if not changed:
            return True
        before = {name: before[name] for name in changed}
        words = _("visit: {fields}").format(fields=_(", ").join(map(_field_words, changed)))
        place = self._steps.add(Describing(words, before, changed))
        return self._describe(changed, place)

    def read_again(self) -> None:
        """Show what came into the draft from elsewhere: a colleague's part."""
        before = self.check
        self.check = self._workspace.drafts.get(before.id).check
        self._card = self._scored = None
        for item_id in self._items:
            if self.seen(item_id) != before.observations.get(item_id):
                self.item_changed.emit(item_id)

    def time_visit(self, started: datetime, finished: datetime | None) -> bool:
        """Change when the visit began and ended, undoably; False where it waits."""
        return self.describe(started=_written(started), finished=_written(finished))

    def choose_filter(self, chosen: Filter) -> None:
        """Go through all items, the open ones, or those with lost points."""
        self.filter = chosen
        self.filter_changed.emit()

    def choose_section(self, section_id: str) -> None:
        """Go through the items of one section, of mine, or of all; the first comes into view."""
        self.section = section_id
        self.filter_changed.emit()
        if not self._is_in_section(self._current):
            self.visit(next(filter(self._is_in_section, self._items), self._current))

    def section_of(self, item_id: str) -> str:
        """The section of an item, as far as one is gone through by itself; else empty."""
        return self._section_of[item_id] if self.section else ""

    def leave_section(self) -> None:
        """Go through all sections again; the current item stays."""
        self.section = ""
        self.filter_changed.emit()

    def shows(self, item_id: str) -> bool:
        """Whether section and filter let an item through."""
        if not self._is_in_section(item_id):
            return False
        seen = self.seen(item_id)
        match self.filter:
            case Filter.OPEN:
                return seen is None
            case Filter.FAULTS:
                return self.is_faulty(item_id)
            case _:
                return True

    def is_faulty(self, item_id: str) -> bool:
        """Whether an item was marked and lost points or has faults."""
        seen = self.seen(item_id)
        return seen is not None and bool(fault_count(seen) or self.scored(item_id).lost)

    def neighbour(self, step: int, *, is_open: bool = False) -> str | None:
        """The next item, or with -1 the one before, that the filter lets through.

        `is_open` leaves out what is marked, unless faults alone are gone through.
        """
        order = list(self._items)
        at = order.index(self._current)
        following = order[at + 1 :] if step > 0 else order[:at][::-1]
        wants_open = is_open and self.filter is not Filter.FAULTS
        return next(
            (
                each
                for each in following
                if self.shows(each) and not (wants_open and self.seen(each) is not None)
            ),
            None,
        )

    def first_open(self) -> str | None:
        """The first item nobody marked yet, of the section that is gone through if it has one."""
        still_open = [each for each in self._items if self.seen(each) is None]
        here = filter(self._is_in_section, still_open)
        return next(here, still_open[0] if still_open else None)

    def _is_in_section(self, item_id: str) -> bool:
        section = self._section_of[item_id]
        if self.section == MINE:
            return not self.shared_out.colleague(section)
        return self.section in ("", section)

    def _write(self, item_id: str, seen: Observation | None, place: StepPlace) -> bool:
        """Put an observation on disk and tell of it."""
        drafts, check_id, at = self._workspace.drafts, self.check.id, self._now()
        saved = self.saving.save(lambda: drafts.mark(check_id, item_id, seen, at, place))
        self.check = self.check.with_observation(item_id, seen)
        self._card = self._scored = None
        self.item_changed.emit(item_id)
        self.history_changed.emit()
        return saved

    def _describe(self, fields: Mapping[str, Any], place: StepPlace) -> bool:
        of_visit = {name: value for name, value in fields.items() if name in _VISIT_FIELDS}
        of_visit |= {name: _read(fields[name]) for name in _TIMES if name in fields}
        others = {name: value for name, value in fields.items() if name not in _VISIT_FIELDS}
        check = replace(self.check, visit=replace(self.check.visit, **of_visit), **others)
        drafts, at = self._workspace.drafts, self._now()
        saved = self.saving.save(lambda: drafts.describe(check, at, place))
        self.check = check
        self.history_changed.emit()
        return saved

    def _field(self, name: str) -> Any:
        value = getattr(self.check.visit if name in _VISIT_FIELDS else self.check, name)
        return _written(value) if name in _TIMES else value

    def _apply(self, step: Step, expected: Any, wanted: Any, place: StepPlace) -> bool:
        """Go over a step in either direction; False where somebody else changed the same."""
        match step:
            case Marking(item=item):
                is_as_expected = self.seen(item) == expected
            case Describing():
                is_as_expected = all(self._field(name) == v for name, v in expected.items())
        if not is_as_expected:
            sentence = _("“{what}” was changed from elsewhere since, and stays as it is.")
            self.said.emit(sentence.format(what=step.words))
            self.history_changed.emit()
            return False
        if isinstance(step, Marking):
            self._write(step.item, wanted, place)
            self.visit(step.item)
        else:
            self._describe(wanted, place)
        return True

    def _nothing_to_undo(self) -> str:
        if self._steps.forgotten:
            return _("Earlier steps can no longer be undone.")
        return _("There is nothing to undo.")

    def _now(self) -> datetime:
        """The time, never earlier than that of what was done before."""
        now = self._clock()
        if now >= self._latest:
            self._latest = now
        elif not self._has_told_clock:
            self._has_told_clock = True
            sentence = _(
                "This computer's clock was set back to {now}. This check keeps counting from "
                "{latest}. Set the clock right before you sign."
            )
            self.said.emit(sentence.format(now=_shown(now), latest=_shown(self._latest)))
        return self._latest


_TIMES = ("started", "finished")
_VISIT_FIELDS = (
    *_TIMES,
    "inspectors",
    "companions",
    "weather",
    "representative",
    "signature",
    "refusal",
)


def _field_words(name: str) -> str:
    return {
        "started": _("begin of the visit"),
        "finished": _("end of the visit"),
        "inspectors": _("inspectors"),
        "companions": _("companions"),
        "weather": _("weather"),
        "representative": _("site's representative"),
        "signature": _("signature of the representative"),
        "refusal": _("why nobody signed for the site"),
        "remarks": _("remarks"),
        "open_reason": _("why items were left open"),
    }[name]


def _written(moment: datetime | None) -> str:
    """A time as steps keep it."""
    return moment.isoformat() if moment else ""


def _read(written: str) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
