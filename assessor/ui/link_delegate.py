"""How a topic looks in a list: its number, its words, and a badge where it is unverified."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from assessor.ui.guards import guarded
from assessor.ui.icons import paint_sign
from assessor.ui.painting import bold, paint_words
from assessor.ui.rows import Index, RowDelegate
from assessor.ui.theme import TOUCH, Theme
from assessor.ui.topic_words import Link

LinkRole = Qt.ItemDataRole.UserRole  # the link; None for words over some topics

_ROW = 52  # px, two lines
_SIDE = 12  # px
_SIGN = 16  # px
_MOST_LINES = 40


class LinkDelegate(RowDelegate):
    """Paints links and the words over them; two lines each, or as many as the words take."""

    def __init__(self, theme: Theme, view: QAbstractItemView, *, whole: bool = False) -> None:
        super().__init__(theme, view, _ROW)
        self._view = view
        self._whole = whole

    def height(self, link: Link, width: int) -> int:
        """How much room a link takes at a width."""
        if not self._whole:
            return _ROW
        metrics = QFontMetrics(bold(self._view.font()))  # the wider face, to be safe
        inner = QRect(0, 0, width - 2 * _SIDE - self._badge_width(link.doubt), 10_000)
        words = metrics.boundingRect(inner, int(Qt.TextFlag.TextWrapAnywhere), _line(link))
        return max(TOUCH, words.height() + 18)

    @guarded(QSize(100, _ROW))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        link = index.data(LinkRole)
        if isinstance(link, Link):
            return QSize(100, self.height(link, self._view.viewport().width()))
        return QSize(100, _ROW)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, is_chosen: bool) -> None:
        link = index.data(LinkRole)
        inner = rect.adjusted(_SIDE, 2, -_SIDE, -2)
        if isinstance(link, Link):
            self._paint_link(painter, inner, link)
        else:
            painter.setPen(self._theme.colour("muted"))
            painter.setFont(bold(painter.font()))
            paint_words(painter, inner, str(index.data()))

    def _paint_link(self, painter: QPainter, rect: QRect, link: Link) -> None:
        theme, width = self._theme, self._badge_width(link.doubt)
        if link.doubt:
            top = rect.center().y() - 12 if self._whole else rect.bottom() - 24
            place = QRect(rect.right() - width + 8, top, width - 8, 24)
            paint_badge(painter, place, link.doubt, theme)
        painter.setPen(theme.colour("text"))
        if self._whole:
            paint_words(painter, rect.adjusted(0, 0, -width, 0), _line(link), _MOST_LINES)
        elif link.doubt:
            _paint_around(painter, rect, _line(link), width)
        else:
            paint_words(painter, rect, _line(link), 2)

    def _badge_width(self, doubt: str) -> int:
        return badge_width(doubt, QFontMetrics(bold(self._view.font()))) + 8 if doubt else 0


def badge_width(words: str, metrics: QFontMetrics) -> int:
    """The room that a badge takes."""
    return metrics.horizontalAdvance(words) + _SIGN + 16


def paint_badge(painter: QPainter, place: QRect, words: str, theme: Theme) -> None:
    """A sign and a word on a ground of their own."""
    painter.save()
    painter.setPen(theme.colour("warn"))
    painter.setBrush(theme.colour("warn_soft"))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    sign = QRectF(place.left() + 5, place.center().y() - _SIGN / 2 + 0.5, _SIGN, _SIGN)
    paint_sign(painter, "warning", sign, theme.colour("warn"))
    painter.setFont(bold(painter.font()))
    painter.setPen(theme.colour("warn"))
    words_at = place.adjusted(_SIGN + 9, 0, -4, 0)
    painter.drawText(words_at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    painter.restore()


def _paint_around(painter: QPainter, rect: QRect, words: str, corner: int) -> None:
    """Words on two lines, the second of which leaves the corner to the right free."""
    metrics = painter.fontMetrics()
    layout = QTextLayout(words, painter.font())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width())
    first = words[: line.textLength()]
    layout.endLayout()
    rest = metrics.elidedText(
        words[len(first) :], Qt.TextElideMode.ElideRight, rect.width() - corner
    )
    half = rect.height() // 2
    for text, place in (
        (first, rect.adjusted(0, 0, 0, -half)),
        (rest, rect.adjusted(0, half, 0, 0)),
    ):
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _line(link: Link) -> str:
    return f"{link.number}  {link.words}" if link.number else link.words
