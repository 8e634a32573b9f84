"""The faults of the current item: a list, and the words, category and photos of the chosen one."""

import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assessor.domain import wording
from assessor.domain.forms import CheckItem, Mode
from assessor.domain.inspection import CountUnit, Fault, Severity, Unit, faults_of
from assessor.errors import AssessorError
from assessor.i18n import _, current
from assessor.pinyin import Query, initials
from assessor.services.phrasebook import Offer, Phrasebook
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.marker import Marker
from assessor.ui.photo_strip import PhotoStrip
from assessor.ui.suggest_field import Proposal, SuggestField
from assessor.ui.theme import Theme
from assessor.ui.widgets import (
    Choice,
    Segments,
    Stepper,
    action_button,
    flick,
    form,
    label,
    row,
    text_field,
    typing_pause,
)

_LIST_ROWS = 3
_AROUND_LIST = 8  # px of frame


class FaultPanel(QFrame):
    """What is typed is kept when the typing pauses; one step of undo until the field is left."""

    left = Signal()  # there is nothing more to type: a proposal was taken, or the fault is gone

    def __init__(
        self,
        fieldwork: Fieldwork,
        marker: Marker,
        phrases: Phrasebook,
        units: Sequence[Unit],
        theme: Theme,
        thumbnail: Callable[[str], bytes],
        picture: Callable[[str], bytes],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._fieldwork, self._marker, self._phrasebook = fieldwork, marker, phrases
        self._units = {unit.code: unit.name for unit in units}
        self._shown: tuple[str, int] = ("", -1)
        self._edit = 0  # of the words being typed
        self._chosen_responsible = ""
        self._pause = typing_pause(self)
        self._title = label(kind="title")
        self._add = action_button(_("Fault"), theme, sign="plus", tip=_("Add a fault (2)"))
        self._remove = action_button("", theme, sign="bin", tip=_("Remove the chosen fault"))
        self._list = _fault_list()
        self._empty = label(_("No faults here. Press 2 to add one."), "muted", wraps=True)
        self.photos = PhotoStrip(thumbnail, picture, theme)
        self._make_fields(theme)
        self._lay_out()
        self._connect()
        self._show()

    def commit(self) -> None:
        """Keep what was typed; what is typed next is another edit."""
        self._keep()
        self._edit = 0

    def focus_words(self) -> None:
        """Let the user type the words of the chosen fault."""
        if self._form.isEnabled():
            self._words.setFocus()
            self._words.selectAll()

    def focus_responsible(self) -> None:
        """Let the user type who must mend the chosen fault."""
        if self._form.isEnabled():
            self._responsible.setFocus()
            self._responsible.selectAll()

    def _make_fields(self, theme: Theme) -> None:
        self._words = SuggestField(_("What is wrong? Words or pinyin (N)"), self._find_words)
        words = _("Keep these words for later")
        self._keeps = action_button("", theme, sign="star", tip=words, checkable=True)
        self._category = Choice(_("Category of disorder"))
        self._severity = Segments(
            [(each.value, wording.severity(each, current())) for each in Severity], _("Severity")
        )
        self._count = Stepper(_("Count"), theme, least=1)
        self._unit = Choice(_("Unit of the count"))
        self._unit.setMinimumContentsLength(4)
        for unit in CountUnit:
            self._unit.addItem(wording.count_unit(unit, current()), unit.value)
        self._extent = text_field("", _("How long or large"))
        self._spot = text_field("", _("Where exactly?"))
        self._responsible = SuggestField(
            _("Who must mend it, if not the usual one (U)"), self._find_units
        )
        self._veto = label(_("A severe fault of this item vetoes the result."), "veto", wraps=True)
        self._offer = label(
            _("Ten places or more of one kind: call it widespread? (X)"), "notice", wraps=True
        )
        words = _("Widespread: takes all points of the item")
        self._widespread = action_button(words, theme, sign="box", checkable=True)

    def _lay_out(self) -> None:
        self._form = QWidget()
        count = row(self._count, self._unit)
        count.setStretch(1, 1)
        words = row(self._words, self._keeps, spacing=4)
        said = QWidget()
        said.setLayout(words)
        fields = form(
            said,
            self._words.proposals,
            (_("Count"), count),
            (_("Extent"), self._extent),
            self._offer,
            self._widespread,
            (_("Category"), self._category),
            (_("Severity"), self._severity),
            self._veto,
            (_("Spot"), self._spot),
            (_("To mend"), self._responsible),
            self._responsible.proposals,
            self.photos,
        )
        self._fields = fields
        self._form.setLayout(fields)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(row(self._title, 1, self.photos.phone, self._add, self._remove))
        for part in (self._empty, self._list, self._form):
            layout.addWidget(part)
        layout.addStretch(1)

    def _connect(self) -> None:
        self._add.clicked.connect(self._marker.add_fault)
        self._remove.clicked.connect(self._marker.remove_fault)
        self._list.currentRowChanged.connect(self._on_row_chosen)
        for field in (self._words, self._spot, self._extent, self._responsible):
            field.textEdited.connect(self._on_typed)
            field.editingFinished.connect(self._on_finished)
        self._words.picked.connect(self._on_phrase)
        self._responsible.picked.connect(self._on_unit_picked)
        self._keeps.clicked.connect(self._on_keeps)
        self._pause.timeout.connect(self._keep)
        self._category.activated.connect(self._on_category)
        self._unit.activated.connect(self._on_unit)
        self._severity.chosen.connect(self._on_severity)
        self._count.changed.connect(self._on_count)
        self._widespread.clicked.connect(self._on_widespread)
        self.photos.removed.connect(self._on_photo_removed)
        self._fieldwork.leaving.connect(self.commit)
        self._fieldwork.current_changed.connect(self._show)
        self._fieldwork.item_changed.connect(self._show)
        self._marker.fault_chosen.connect(self._show)

    def _on_typed(self) -> None:
        self._edit = self._edit or self._marker.new_edit()
        self._pause.start()

    def _keep(self) -> None:
        self._pause.stop()
        if self._form.isEnabled():
            self._marker.change_fault(
                self._edit,
                words=self._words.text().strip(),
                spot=self._spot.text().strip(),
                extent=_decimal(self._extent.text()),
                responsible=self._unit_code(),
            )

    def _on_finished(self) -> None:
        self.commit()
        self._marker.look_for_twin()

    def _unit_code(self) -> str:
        """The unit whose name is typed; nothing for a name that nobody knows."""
        name = self._responsible.text().strip()
        if name == self._chosen_responsible:
            return name  # the code of a unit that this register does not have
        return next((code for code, known in self._units.items() if known == name), "")

    def _find_words(self, wanted: str) -> list[Proposal]:
        offers = self._phrasebook.found(wanted, self._fieldwork.current)
        return [Proposal(f"{each.words}   {initials(each.words)[0]}", each) for each in offers]

    def _find_units(self, wanted: str) -> list[Proposal]:
        query = Query(wanted)
        ranked = [
            (rank, name, code)
            for code, name in self._units.items()
            if (rank := query.rank(name, code)) is not None
        ]
        return [Proposal(name, code) for _rank, name, code in sorted(ranked)]

    def _on_phrase(self, offer: Offer) -> None:
        self._pause.stop()
        self._words.setText(offer.words)
        changes = {"category": offer.category} if offer.category else {}
        self._marker.change_fault(self._edit, words=offer.words, **changes)
        self._try(lambda: self._phrasebook.use(offer.words, offer.category, self._item_id))
        self.left.emit()
        self._marker.look_for_twin()

    def _on_unit_picked(self, code: str) -> None:
        self._responsible.setText(self._units[code])
        self.commit()
        self.left.emit()

    def _on_keeps(self, keeps: bool) -> None:
        """Keep the words of the chosen fault as the inspector's own, or forget them."""
        self._keep()
        words = self._words.text().strip()
        if words and keeps:
            category = self._category.currentData()
            self._try(lambda: self._phrasebook.use(words, category, self._item_id, own=True))
        elif words:
            self._try(lambda: self._phrasebook.forget(words))
        self._keeps.setChecked(self._phrasebook.is_own(words))

    def _try(self, change: Callable[[], None]) -> None:
        try:
            change()
        except AssessorError as error:
            self._fieldwork.said.emit(str(error))

    @property
    def _item_id(self) -> str:
        return self._fieldwork.current.id

    def _show(self) -> None:
        item = self._fieldwork.current
        faults = faults_of(self._fieldwork.seen(item.id))
        number, chosen = self._marker.fault, self._marker.chosen
        focused = QApplication.focusWidget()
        is_left = chosen is None and focused is not None and self._form.isAncestorOf(focused)
        self._title.setText(_("Faults {count}").format(count=len(faults)))
        self._show_list(faults, number)
        for part in (self._form, self._remove):
            part.setEnabled(chosen is not None)
            part.setVisible(chosen is not None)
        self._empty.setVisible(chosen is None)
        if chosen is not None:
            is_same = (item.id, number) == self._shown
            self._show_fault(chosen, keeps_typing=is_same)
            self._show_warnings(item, chosen)
        self._shown = (item.id, number)
        if is_left:  # else nothing would have the focus, and no key would be heard
            self.left.emit()

    def _show_warnings(self, item: CheckItem, fault: Fault) -> None:
        rows = self._fields.setRowVisible
        rows(self._widespread, item.mode is Mode.FAULTS)
        rows(self._offer, self._marker.is_widespread_offered)
        rows(self._veto, item.veto_on_severe and fault.severity is Severity.SEVERE)
        rows(self._extent, fault.unit in (CountUnit.METRE, CountUnit.SQUARE_METRE))

    def _show_list(self, faults: tuple[Fault, ...], number: int) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        for position, fault in enumerate(faults, start=1):
            words = wording.described(fault, self._fieldwork.vocabulary, current())
            item = QListWidgetItem(f"{position}  {words}")
            self._list.addItem(item)
        self._list.setCurrentRow(number)
        self._list.blockSignals(False)
        rows = min(_LIST_ROWS, len(faults))
        self._list.setFixedHeight(rows * self._list.sizeHintForRow(0) + _AROUND_LIST)
        self._list.setVisible(len(faults) > 1)

    def _show_fault(self, fault: Fault, *, keeps_typing: bool) -> None:
        fields = (
            (self._words, fault.words),
            (self._spot, fault.spot),
            (self._extent, "" if fault.extent is None else f"{fault.extent:f}"),
            (self._responsible, self._units.get(fault.responsible, fault.responsible)),
        )
        self._keeps.setChecked(self._phrasebook.is_own(fault.words))
        for field, words in fields:
            if not (keeps_typing and field.hasFocus()):
                field.setText(words)
        self._chosen_responsible = fault.responsible
        self._fill_categories(fault.category)
        self._severity.choose(fault.severity)
        self._count.show_value(fault.count)
        self._unit.setCurrentIndex(self._unit.findData(fault.unit.value))
        self._widespread.setChecked(fault.widespread)
        self.photos.show_photos(fault.photos)

    def _fill_categories(self, chosen: str) -> None:
        """Those that suit the item come first."""
        self._category.clear()
        self._category.addItem("—", "")
        for each in self._marker.categories:
            self._category.addItem(each.name.in_language(current().language), each.code)
        if chosen and self._category.findData(chosen) < 0:
            self._category.addItem(chosen, chosen)
        self._category.setCurrentIndex(self._category.findData(chosen))

    def _on_row_chosen(self, number: int) -> None:
        self.commit()
        self._marker.choose_fault(number)

    def _on_category(self) -> None:
        self._marker.change_fault(category=self._category.currentData())

    def _on_unit(self) -> None:
        self._marker.change_fault(unit=CountUnit(self._unit.currentData()))

    def _on_severity(self, value: str) -> None:
        self._marker.change_fault(severity=Severity(value))

    def _on_count(self, count: int) -> None:
        self._marker.change_fault(count=count)

    def _on_widespread(self, is_widespread: bool) -> None:
        self._marker.change_fault(widespread=is_widespread)

    def _on_photo_removed(self, digest: str) -> None:
        if chosen := self._marker.chosen:
            kept = tuple(each for each in chosen.photos if each != digest)
            self._marker.change_fault(photos=kept)


def _decimal(typed: str) -> Decimal | None:
    """A number of metres as people type it; None for what is no such number."""
    try:
        number = Decimal(unicodedata.normalize("NFKC", typed).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def _fault_list() -> QListWidget:
    made = QListWidget()
    made.setProperty("kind", "framed")
    made.setAccessibleName(_("Faults of the item"))
    made.setProperty("rows", "tall")
    flick(made)
    return made
