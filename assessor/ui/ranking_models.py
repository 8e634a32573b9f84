"""The table of the ranking: places of units, and their scores as bars."""

from fractions import Fraction
from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from assessor.domain.profile_words import pass_words
from assessor.domain.ranking import Place
from assessor.domain.scoring import shown
from assessor.i18n import _, current
from assessor.ui.guards import guarded
from assessor.ui.icons import icon
from assessor.ui.painting import bold
from assessor.ui.rows import TEXT_ROLES, Index, drawn
from assessor.ui.tables import RowsModel
from assessor.ui.theme import Theme

PlaceRole = Qt.ItemDataRole.UserRole
_VERDICTS = {True: ("check", "good"), False: ("cross", "bad"), None: ("question", "muted")}


class RankingModel(RowsModel):
    """Place, unit, score, number of checks, verdict; in the order of the ranking."""

    VERDICT = 4

    def __init__(self, parent: QObject | None = None, theme: Theme | None = None) -> None:
        captions = (_("Place"), _("Unit"), _("Score"), _("Checks"), _("Verdict"))
        super().__init__(captions, parent)
        self._theme = theme

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place: Place = self.rows[index.row()]
        if role == PlaceRole:
            return place
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (0, 3):
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.DecorationRole and index.column() == self.VERDICT:
            return self._sign(place)
        if role not in TEXT_ROLES:
            return None
        checks, vetoes = len(place.area.results), len(place.area.vetoes)
        score = shown(place.score)
        if place.provisional:
            score = _provisional(score)
        words = (
            str(place.place) if place.place else "—",
            place.name,
            score,
            _("{checks}, {vetoes} vetoed").format(checks=checks, vetoes=vetoes)
            if vetoes
            else str(checks),
            pass_words(place.passed, place.area.profile, current()),
        )
        return words[index.column()]

    def _sign(self, place: Place) -> QIcon | None:
        """A sign beside the verdict; its words say the same."""
        if self._theme is None or place.area.profile.pass_line is None:
            return None
        sign, colour = _VERDICTS[place.passed]
        return icon(sign, getattr(self._theme, colour))


def _provisional(score: str) -> str:
    return _("{score} (provisional)").format(score=score)


class ScoreBars(QStyledItemDelegate):
    """Paints a score as a bar on its full marks, with the number beside it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, is_chosen = drawn(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
        self._paint(painter, rect, index)
        painter.restore()

    def _paint(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme = self._theme
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.setFont(bold(painter.font()))
        # The same for all, whatever is written beside it: bars are compared by their length.
        room = painter.fontMetrics().horizontalAdvance(_provisional("100.00")) + 16
        bar = QRectF(rect.adjusted(8, 0, -room - 8, 0))
        bar.setTop(rect.center().y() - 6)
        bar.setHeight(12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(bar, 6, 6)
        place: Place = index.data(PlaceRole)
        share = place.area.rate or Fraction(0)
        if share:
            bar.setWidth(max(12.0, bar.width() * float(share)))
            painter.setBrush(theme.colour("warn" if place.provisional else "accent"))
            painter.drawRoundedRect(bar, 6, 6)
        painter.setPen(theme.colour("text"))
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -8, 0), end, words)
