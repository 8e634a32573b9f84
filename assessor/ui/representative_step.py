"""Who signs for the site: handwriting, or why there is none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from assessor.i18n import _
from assessor.ui.desk import Desk
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.handwriting_pad import HandwritingPad
from assessor.ui.presets import Presets
from assessor.ui.widgets import (
    Segments,
    action_button,
    column,
    label,
    row,
    text_field,
    typing_pause,
)

_BY_HAND, _NOT_SIGNED = "by_hand", "not_signed"


class RepresentativeStep(QWidget):
    """Whatever is written is kept at once: either the handwriting or the reason."""

    changed = Signal()

    def __init__(self, desk: Desk, fieldwork: Fieldwork) -> None:
        super().__init__()
        self._fieldwork = fieldwork
        visit = fieldwork.check.visit
        self.name = text_field(visit.representative, _("Name of whoever speaks for the site"))
        self.way = Segments(
            ((_BY_HAND, _("Signs by hand")), (_NOT_SIGNED, _("Does not sign"))),
            _("Site's representative"),
        )
        self.pad = HandwritingPad(desk.theme)
        self.pad.show_text(visit.signature)
        self.undo = action_button(_("Last stroke back"), desk.theme, sign="undo")
        self.clear = action_button(_("Write anew"), desk.theme, sign="bin")
        self.refusal = text_field(visit.refusal, _("Why nobody signs for the site"))
        self.reasons = Presets(self.refusal, _reasons(), in_a_row=2)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._handwriting_page())
        self._pages.addWidget(self._refusal_page())
        self.hint = label(
            _("With neither handwriting nor a reason, the record leaves a place for ink."),
            "muted",
            wraps=True,
        )
        self._pause = typing_pause(self)
        layout = column(row(self.name, self.way), self._pages, self.hint, spacing=10)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.way.choose(_NOT_SIGNED if visit.refusal else _BY_HAND)
        self._show_way()
        self._show_hint()
        self._connect()

    def commit(self) -> None:
        """Keep what is written: of handwriting and reason the one that is shown."""
        self._pause.stop()
        by_hand = self.way.value == _BY_HAND
        self._fieldwork.describe(
            representative=self.name.text().strip(),
            signature=self.pad.text if by_hand else "",
            refusal="" if by_hand else self.refusal.text().strip(),
        )
        self._show_hint()
        self.changed.emit()

    def _handwriting_page(self) -> QWidget:
        page = QWidget()
        buttons = column(self.undo, self.clear, 1)
        layout = row(self.pad, buttons)
        layout.setStretch(0, 1)
        page.setLayout(layout)
        return page

    def _refusal_page(self) -> QWidget:
        page = QWidget()
        words = label(
            _("Nobody can be made to sign. The reason stands in the record instead."), wraps=True
        )
        page.setLayout(column(words, self.reasons, self.refusal, 1, spacing=10))
        return page

    def _connect(self) -> None:
        self.way.chosen.connect(self._on_way)
        self.pad.changed.connect(self._on_written)
        self.undo.clicked.connect(self.pad.undo)
        self.clear.clicked.connect(self.pad.clear)
        for field in (self.name, self.refusal):
            field.textEdited.connect(self._pause.start)
            field.editingFinished.connect(self.commit)
        self._pause.timeout.connect(self.commit)

    def _on_way(self) -> None:
        self._show_way()
        self.commit()

    def _on_written(self) -> None:
        self._show_buttons()
        self.commit()

    def _show_way(self) -> None:
        self._pages.setCurrentIndex(int(self.way.value == _NOT_SIGNED))
        self._show_buttons()

    def _show_buttons(self) -> None:
        for button in (self.undo, self.clear):
            button.setEnabled(bool(self.pad.count))

    def _show_hint(self) -> None:
        visit = self._fieldwork.check.visit
        self.hint.setVisible(not visit.signature and not visit.refusal)


def _reasons() -> tuple[str, ...]:
    return (
        _("Refuses to sign"),
        _("Disagrees with the result"),
        _("Nobody in charge is there"),
        _("The site has nobody in charge"),
        _("Signs later on paper"),
    )
