"""The table of prerequisites: answered with a key or from a menu."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QMenu

from assessor.domain.figures import Answer
from assessor.domain.judging_words import answer_words
from assessor.i18n import current
from assessor.services.figures import PrerequisiteRow
from assessor.ui.figure_models import PrerequisiteModel
from assessor.ui.figure_views import FigureView
from assessor.ui.guards import guarded
from assessor.ui.theme import Theme

_NUMBER_WIDTH, _EVIDENCE_WIDTH, _ANSWER_WIDTH = 60, 76, 132  # px
_ROW = 80  # px: conditions take two lines
_ANSWER_KEYS = {
    Qt.Key.Key_Y: Answer.YES,
    Qt.Key.Key_N: Answer.NO,
    Qt.Key.Key_U: Answer.UNKNOWN,
}


class AnswerView(FigureView):
    """Prerequisites: Enter or a click offers the answers, the keys Y, N and U give one."""

    answered = Signal(object, object)  # the row and the answer

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__(name, theme)
        self.verticalHeader().setDefaultSectionSize(_ROW)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        answer = _ANSWER_KEYS.get(Qt.Key(event.key()))
        index = self.currentIndex()
        if answer is not None and index.isValid() and not event.modifiers():
            self.answered.emit(self._row(index), answer)
            return
        is_elsewhere = index.isValid() and index.column() != PrerequisiteModel.EVIDENCE
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_elsewhere:
            self.offer(index.siblingAtColumn(PrerequisiteModel.ANSWER))
            return
        super().keyPressEvent(event)

    def offer(self, index: QModelIndex) -> None:
        """Show the three answers at a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row_ = self._row(index)
        for answer in Answer:
            action = menu.addAction(answer_words(answer, current()))
            action.setData(answer)
        menu.triggered.connect(lambda action: self.answered.emit(row_, Answer(action.data())))
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def fit(self) -> None:
        """Give each column its room."""
        header, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        if not header.count():
            return
        header.setSectionResizeMode(PrerequisiteModel.TEXT, mode.Stretch)
        for at, width in (
            (PrerequisiteModel.NUMBER, _NUMBER_WIDTH),
            (PrerequisiteModel.EVIDENCE, _EVIDENCE_WIDTH),
            (PrerequisiteModel.ANSWER, _ANSWER_WIDTH),
        ):
            header.setSectionResizeMode(at, mode.Fixed)
            self.setColumnWidth(at, width)

    def _row(self, index: QModelIndex) -> PrerequisiteRow:
        model = self.model()
        assert isinstance(model, PrerequisiteModel)
        return model.row_at(index)
