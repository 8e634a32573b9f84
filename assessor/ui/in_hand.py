"""What the user has in hand on a page that is built anew: words half typed, choices, the focus."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

_Place = tuple[type[QWidget], int]


class InHand:
    """Taken from a page before it goes, put back into the one of its kind that replaces it.

    Both are made of the same parts in the same order, which is how parts are told apart:
    their names may be in another language.
    """

    def __init__(self, page: QWidget) -> None:
        self._kind = type(page)
        self._choices = [each.currentIndex() for each in page.findChildren(QComboBox)]
        self._lines = [each.text() for each in _lines(page)]
        self._texts = [each.toPlainText() for each in page.findChildren(QPlainTextEdit)]
        self._rows = [_way(each.currentIndex()) for each in _lists(page)]
        focused = QApplication.focusWidget()
        self._focus = _place(focused, page) if focused and page.isAncestorOf(focused) else None
        self._cursor = focused.cursorPosition() if isinstance(focused, QLineEdit) else 0

    def put_back(self, page: QWidget) -> None:
        """Give a page what the other one held; what differs is chosen and typed again."""
        if type(page) is not self._kind:
            return
        for box, chosen in zip(page.findChildren(QComboBox), self._choices, strict=False):
            if box.currentIndex() != chosen and chosen < box.count():
                box.setCurrentIndex(chosen)
                box.activated.emit(chosen)
        for line, words in zip(_lines(page), self._lines, strict=False):
            if line.text() != words:
                line.setText(words)
        for text, words in zip(page.findChildren(QPlainTextEdit), self._texts, strict=False):
            if text.toPlainText() != words and not text.isReadOnly():
                text.setPlainText(words)
        for view, way in zip(_lists(page), self._rows, strict=False):
            if (index := _index(view, way)).isValid():
                view.setCurrentIndex(index)
                QTimer.singleShot(0, view, partial(_show_current, view))
        self._focus_again(page)

    def _focus_again(self, page: QWidget) -> None:
        if self._focus is None:
            return
        kind, number = self._focus
        alike = page.findChildren(kind)
        if number < len(alike):
            alike[number].setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, alike[number], partial(_bring_into_sight, alike[number]))
            if isinstance(line := alike[number], QLineEdit):
                line.deselect()
                line.setCursorPosition(self._cursor)


def _show_current(view: QAbstractItemView) -> None:
    view.scrollTo(view.currentIndex())


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll to a widget, once it has its place on the page."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def _lines(page: QWidget) -> list[QLineEdit]:
    """Fields to type words in; numbers and lists have theirs inside."""
    inner = (QAbstractSpinBox, QComboBox)
    return [each for each in page.findChildren(QLineEdit) if not isinstance(each.parent(), inner)]


def _lists(page: QWidget) -> list[QAbstractItemView]:
    """Lists on the page itself, not those that fold out of a choice."""
    found = page.findChildren(QAbstractItemView)
    return [each for each in found if each.window() is page.window()]


def _place(widget: QWidget, page: QWidget) -> _Place:
    kind = type(widget)
    return kind, page.findChildren(kind).index(widget)


def _way(index: QModelIndex) -> tuple[int, ...]:
    """The rows from the top of a list down to a line of it."""
    way: list[int] = []
    while index.isValid():
        way.insert(0, index.row())
        index = index.parent()
    return tuple(way)


def _index(view: QAbstractItemView, way: tuple[int, ...]) -> QModelIndex:
    index = QModelIndex()
    for row in way:
        index = view.model().index(row, 0, index)
    return index
