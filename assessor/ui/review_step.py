"""Before signing: what is missing, and the circumstances of the visit."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from assessor.domain import wording
from assessor.domain.completeness import Lack, Missing
from assessor.i18n import _, current, ngettext
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.icons import icon
from assessor.ui.presets import Presets
from assessor.ui.theme import TOUCH, Theme
from assessor.ui.visit_times import VisitTimes
from assessor.ui.widgets import column, flick, form, label, text_field, typing_pause

_ItemRole = Qt.ItemDataRole.UserRole
_AROUND_LIST = 8  # px of frame
_CORRECTION = "correction"  # in place of an item's id
_BETWEEN_NAMES = "、"
_FOR_SITE = (Lack.NO_SIGNATURE, Lack.NO_SIGNER)
_COMMAS = re.compile("[,，、;；]")  # what keyboards give, Chinese and English


class ReviewStep(QWidget):
    """Whatever is typed is kept at once; the list says what still blocks signing.

    What is missing of the site's side is asked for in the step that follows.
    """

    jump_wanted = Signal(str)  # to an item
    readiness_changed = Signal()

    def __init__(
        self, fieldwork: Fieldwork, find_missing: Callable[[], tuple[Missing, ...]], theme: Theme
    ) -> None:
        super().__init__()
        self._fieldwork, self._find_missing, self._theme = fieldwork, find_missing, theme
        self._headline = label(kind="title", wraps=True)
        self._list = QListWidget()
        self._list.setProperty("kind", "framed")
        self._list.setAccessibleName(_("What is missing"))
        self._list.setProperty("rows", "tall")
        self._list.setWordWrap(True)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._on_chosen)
        self._list.itemActivated.connect(self._on_chosen)
        flick(self._list)
        self._fields = _fields(fieldwork)
        self.reason = text_field("", _("Why is the signed check corrected?"))
        self._pause = typing_pause(self)
        self._pause.timeout.connect(self.commit)
        self._lay_out()
        for field in (*self._fields.values(), self.reason):
            if isinstance(field, QLineEdit):
                field.textEdited.connect(self._on_typed)
                field.editingFinished.connect(self.commit)
            else:
                field.textChanged.connect(self._on_typed)
        self._show()

    @property
    def is_ready(self) -> bool:
        """Whether nothing blocks signing."""
        return not self._blocking

    def commit(self) -> None:
        """Keep what was typed, and look again at what is missing."""
        self._pause.stop()
        texts = {name: _text(field) for name, field in self._fields.items()}
        names = _COMMAS.split(texts.pop("inspectors"))
        inspectors = tuple(name.strip() for name in names if name.strip())
        self._fieldwork.describe(inspectors=inspectors, **texts)
        self._show()

    def _on_typed(self) -> None:
        self._pause.start()

    @property
    def _blocking(self) -> int:
        return sum(each.blocks for each in self._missing) + self._lacks_reason

    @property
    def _lacks_reason(self) -> bool:
        return bool(self._fieldwork.revises) and not self.reason.text().strip()

    def _lay_out(self) -> None:
        self.times = VisitTimes(self._fieldwork)
        fields = form(
            (_("Time"), self.times),
            *((words, self._with_presets(name)) for name, words in _labels().items()),
        )
        if self._fieldwork.revises:
            fields.insertRow(0, _("Correction"), self.reason)  # in sight below what is missing
        layout = column(self._headline, self._list, fields, 0, spacing=10)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._form = fields

    def _with_presets(self, name: str) -> QWidget | QLayout:
        field = self._fields[name]
        if name != "weather" or not isinstance(field, QLineEdit):
            return field
        self.weather = Presets(field, _weathers(), in_a_row=8)
        return column(field, self.weather, spacing=6)

    def _show(self) -> None:
        missing = self._missing = tuple(
            each for each in self._find_missing() if each.lack not in _FOR_SITE
        )
        self._list.clear()
        for each in missing:
            self._list.addItem(self._line(each))
        if self._lacks_reason:
            self._list.addItem(self._reason_line())
        self._list.setVisible(bool(self._list.count()))
        rows = range(self._list.count())
        height = sum(self._list.sizeHintForRow(number) for number in rows) + _AROUND_LIST
        self._list.setMinimumHeight(min(height, 3 * TOUCH))
        self._list.setMaximumHeight(height)
        blocking = self._blocking
        words = _("Nothing is missing.")
        if blocking:
            words = ngettext(
                "{count} thing is missing before this check can be signed. Click it to mend it.",
                "{count} things are missing before this check can be signed. Click one to mend it.",
                blocking,
            ).format(count=blocking)
        elif missing:
            words = _("Nothing blocks signing; please look at the remarks below.")
        self._headline.setText(words)
        is_open = bool(self._fieldwork.card.unobserved)
        self._form.setRowVisible(self._fields["open_reason"], is_open)
        self.readiness_changed.emit()

    def _line(self, missing: Missing) -> QListWidgetItem:
        words = wording.lack(missing.lack, current())
        if missing.item:
            item = self._fieldwork.item(missing.item)
            text = item.text.in_language(current().language)
            words = _("{number} {words}: {marked}").format(
                number=item.number, words=text, marked=words
            )
        words = current().noted(words, missing.detail)
        sign, colour = (
            ("cross", self._theme.bad) if missing.blocks else ("warning", self._theme.warn)
        )
        line = QListWidgetItem(icon(sign, colour), words)
        line.setData(_ItemRole, missing.item)
        return line

    def _reason_line(self) -> QListWidgetItem:
        words = _("It is not said why the signed check is corrected")
        line = QListWidgetItem(icon("cross", self._theme.bad), words)
        line.setData(_ItemRole, _CORRECTION)
        return line

    def _on_chosen(self, line: QListWidgetItem) -> None:
        if (item_id := line.data(_ItemRole)) == _CORRECTION:
            self.reason.setFocus()
        elif item_id:
            self.jump_wanted.emit(item_id)
        else:
            self._fields["inspectors"].setFocus()


def _labels() -> dict[str, str]:
    return {
        "open_reason": _("Why open"),
        "inspectors": _("Inspectors"),
        "companions": _("Companions"),
        "weather": _("Weather"),
        "remarks": _("Remarks"),
    }


def _fields(fieldwork: Fieldwork) -> dict[str, QLineEdit | QPlainTextEdit]:
    check, visit = fieldwork.check, fieldwork.check.visit
    values = {
        "open_reason": check.open_reason,
        "inspectors": _BETWEEN_NAMES.join(visit.inspectors),
        "companions": visit.companions,
        "weather": visit.weather,
        "remarks": check.remarks,
    }
    names = {
        "open_reason": _("Why items were left open"),
        "inspectors": _("Names of the inspectors, with a comma between them"),
        "companions": _("Who came along"),
        "weather": _("Weather"),
        "remarks": _("Anything else worth saying"),
    }
    return {name: _field(names[name], value, name == "remarks") for name, value in values.items()}


def _weathers() -> tuple[str, ...]:
    return (
        _("sunny"),
        _("cloudy"),
        _("overcast"),
        _("light rain"),
        _("heavy rain"),
        _("snow"),
        _("fog"),
        _("windy"),
    )


def _field(name: str, value: str, is_long: bool) -> QLineEdit | QPlainTextEdit:
    if not is_long:
        return text_field(value, name)
    field = QPlainTextEdit(value)
    field.setFixedHeight(2 * TOUCH)
    field.setTabChangesFocus(True)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    return field


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    text = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
    return text.strip()
