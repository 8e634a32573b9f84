"""The faults of the current item: a list, and the words, category and photos of the chosen one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assessor.domain import wording
from assessor.domain.forms import Mode
from assessor.domain.inspection import CountUnit, Fault, Severity, faults_of
from assessor.i18n import _, current
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.marker import Marker
from assessor.ui.photo_strip import PhotoStrip
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

    def __init__(
        self,
        fieldwork: Fieldwork,
        marker: Marker,
        theme: Theme,
        thumbnail: Callable[[str], bytes],
        picture: Callable[[str], bytes],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._fieldwork, self._marker = fieldwork, marker
        self._shown: tuple[str, int] = ("", -1)
        self._edit = 0  # of the words being typed
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

    def _make_fields(self, theme: Theme) -> None:
        self._words = text_field("", _("What is wrong? (N)"))
        self._category = Choice(_("Category of disorder"))
        self._severity = Segments(
            [(each.value, wording.severity(each, current())) for each in Severity], _("Severity")
        )
        self._count = Stepper(_("Count"), theme, least=1)
        self._unit = Choice(_("Unit of the count"))
        self._unit.setMinimumContentsLength(4)
        for unit in CountUnit:
            self._unit.addItem(wording.count_unit(unit, current()), unit.value)
        self._spot = text_field("", _("Where exactly?"))
        words = _("Widespread: takes all points of the item")
        self._widespread = action_button(words, theme, sign="box", checkable=True)

    def _lay_out(self) -> None:
        self._form = QWidget()
        count = row(self._count, self._unit)
        count.setStretch(1, 1)
        fields = form(
            self._words,
            (_("Category"), self._category),
            (_("Severity"), self._severity),
            (_("Count"), count),
            (_("Spot"), self._spot),
            self._widespread,
            self.photos,
        )
        self._form.setLayout(fields)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(row(self._title, 1, self._add, self._remove))
        for part in (self._empty, self._list, self._form):
            layout.addWidget(part)
        layout.addStretch(1)

    def _connect(self) -> None:
        self._add.clicked.connect(self._marker.add_fault)
        self._remove.clicked.connect(self._marker.remove_fault)
        self._list.currentRowChanged.connect(self._on_row_chosen)
        for field in (self._words, self._spot):
            field.textEdited.connect(self._on_typed)
            field.editingFinished.connect(self.commit)
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
            words, spot = self._words.text().strip(), self._spot.text().strip()
            self._marker.change_fault(self._edit, words=words, spot=spot)

    def _show(self) -> None:
        item = self._fieldwork.current
        faults = faults_of(self._fieldwork.seen(item.id))
        number = self._marker.fault
        chosen = faults[number] if 0 <= number < len(faults) else None
        self._title.setText(_("Faults {count}").format(count=len(faults)))
        self._show_list(faults, number)
        for part in (self._form, self._remove):
            part.setEnabled(chosen is not None)
            part.setVisible(chosen is not None)
        self._empty.setVisible(chosen is None)
        if chosen is not None:
            is_same = (item.id, number) == self._shown
            self._show_fault(chosen, keeps_typing=is_same)
            self._widespread.setVisible(item.mode is Mode.FAULTS)
        self._shown = (item.id, number)

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
        for field, words in ((self._words, fault.words), (self._spot, fault.spot)):
            if not (keeps_typing and field.hasFocus()):
                field.setText(words)
        self._fill_categories(fault.category)
        self._severity.choose(fault.severity)
        self._count.show_value(fault.count)
        self._unit.setCurrentIndex(self._unit.findData(fault.unit.value))
        self._widespread.setChecked(fault.widespread)
        self.photos.show_photos(fault.photos)

    def _fill_categories(self, chosen: str) -> None:
        """Those that suit the item come first."""
        first = self._fieldwork.current.categories
        known = self._fieldwork.vocabulary.categories
        ordered = sorted(known, key=lambda each: each.code not in first)
        self._category.clear()
        self._category.addItem("—", "")
        for each in ordered:
            self._category.addItem(each.name.in_language(current().language), each.code)
        if chosen and self._category.findData(chosen) < 0:
            self._category.addItem(chosen, chosen)
        self._category.setCurrentIndex(self._category.findData(chosen))

    def _on_row_chosen(self, number: int) -> None:
        self.commit()
        self._marker.choose_fault(number)

    def _on_category(self) -> None:
        self._change(category=self._category.currentData())

    def _on_unit(self) -> None:
        self._change(unit=CountUnit(self._unit.currentData()))

    def _on_severity(self, value: str) -> None:
        self._change(severity=Severity(value))

    def _on_count(self, count: int) -> None:
        self._change(count=count)

    def _on_widespread(self, is_widespread: bool) -> None:
        self._change(widespread=is_widespread)

    def _on_photo_removed(self, digest: str) -> None:
        faults = faults_of(self._fieldwork.seen(self._fieldwork.current.id))
        photos = faults[self._marker.fault].photos
        self._change(photos=tuple(each for each in photos if each != digest))

    def _change(self, **changes: Any) -> None:
        self._marker.change_fault(**changes)


def _fault_list() -> QListWidget:
    made = QListWidget()
    made.setProperty("kind", "framed")
    made.setAccessibleName(_("Faults of the item"))
    made.setProperty("rows", "tall")
    flick(made)
    return made
