"""A further item for a form, typed by an office."""

import re
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from assessor.domain.forms import CheckItem, Mode, SiteType
from assessor.domain.texts import Confidence, Origin, Text
from assessor.i18n import _
from assessor.services.tailoring import AddedItem
from assessor.ui.topic_words import told
from assessor.ui.widgets import (
    Choice,
    action_button,
    column,
    form,
    label,
    row,
    scrolling,
    text_field,
)

_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")


class AddedItemDialog(QDialog):
    """Asks for the words, the points and how it is marked; `added` carries the item."""

    added = Signal(object)  # an `AddedItem`

    def __init__(self, site_type: SiteType, identity: str, reason: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Add an item to {form}").format(form=told(site_type.name)))
        self.setMinimumWidth(420)
        room = parent.size()
        self.resize(min(640, room.width()), min(620, room.height()))
        self._identity = identity
        self.section = Choice(_("Section"))
        for each in site_type.sections:
            self.section.addItem(told(each.title), each.id)
        self.text = text_field("", _("What is asked, in Chinese"))
        self.text_en = text_field("", _("What is asked, in English (may be left out)"))
        self.guidance = text_field("", _("How to look, in Chinese (may be left out)"))
        self.guidance_en = text_field("", _("How to look, in English (may be left out)"))
        self.mode = Choice(_("Marked by"))
        for mode, words in mode_words().items():
            self.mode.addItem(words, mode)
        self.points = text_field("", _("Points"))
        self.deduct = text_field("", _("Off for each place"))
        self.reason = text_field(reason, _("Why"))
        self.problem = label(kind="bad", wraps=True)
        self.problem.hide()
        self._lay_out()
        self.mode.activated.connect(self._on_mode)

    def _lay_out(self) -> None:
        content = QWidget()
        fields = form(
            (_("Id"), label(self._identity, "number")),
            (_("Section"), self.section),
            (_("What is asked"), column(self.text, self.text_en, spacing=4)),
            (_("How to look"), column(self.guidance, self.guidance_en, spacing=4)),
            (_("Marked by"), self.mode),
            (_("Points"), self.points),
            (_("Off for each place"), self.deduct),
            (_("Why"), self.reason),
        )
        content.setLayout(fields)
        keep, cancel = action_button(_("Add"), kind="primary"), action_button(_("Cancel"))
        keep.setDefault(True)
        keep.clicked.connect(self._on_keep)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolling(content), 1)
        layout.addWidget(self.problem)
        layout.addLayout(row(1, cancel, keep))

    def _on_mode(self) -> None:
        self.deduct.setEnabled(self.mode.currentData() is Mode.FAULTS)

    def _on_keep(self) -> None:
        text, guidance = _both(self.text, self.text_en), _both(self.guidance, self.guidance_en)
        points, deduct = self.points.text().strip(), self.deduct.text().strip()
        mode, reason = Mode(self.mode.currentData()), self.reason.text().strip()
        if not (text.zh and points and reason):
            self._refuse(_("Say what is asked, for how many points, and why."))
            return
        numbers = (points, deduct) if mode is Mode.FAULTS else (points,)
        if not all(_NUMBER.fullmatch(each) for each in numbers):
            self._refuse(_("Give points, and what is off for each place, as numbers such as 0.5."))
            return
        item = CheckItem(
            id=self._identity,
            text=text,
            guidance=Text(guidance.zh or text.zh, guidance.en or text.en),
            mode=mode,
            points=Decimal(points),
            deduct=Decimal(deduct) if mode is Mode.FAULTS else None,
            clauses=(),
            origin=Origin(Confidence.OURS),
        )
        self.accept()
        self.added.emit(AddedItem(self.section.currentData(), item, reason))

    def _refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()


def _both(chinese: QLineEdit, english: QLineEdit) -> Text:
    """What was typed; the Chinese stands for English that was left out."""
    zh = chinese.text().strip()
    return Text(zh, english.text().strip() or zh)


def mode_words() -> dict[Mode, str]:
    """How an item may be marked, in words."""
    return {
        Mode.FAULTS: _("points off for each place"),
        Mode.BAND: _("a grade of 0 to 10"),
        Mode.YES_NO: _("yes or no, all or nothing"),
        Mode.RATE: _("the share of sound places"),
        Mode.VETO: _("yes or no, and a no vetoes the result"),
    }
