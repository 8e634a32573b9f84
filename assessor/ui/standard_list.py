"""The standards at hand, sound or broken, with how much of each nobody verified."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView

from assessor.domain.standard import Standard
from assessor.i18n import _, ngettext
from assessor.standards import StandardError
from assessor.ui.guards import guarded
from assessor.ui.link_delegate import badge_width, paint_badge
from assessor.ui.painting import bold
from assessor.ui.rows import ROOT, TEXT_ROLES, Index, RowDelegate
from assessor.ui.sheet_words import days_words, levels_words
from assessor.ui.theme import Theme
from assessor.ui.topic_words import told, unverified_words
from assessor.ui.widgets import flick

_HEIGHT = 76  # px, three lines

RowRole = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One revision in the list; `badge` is what must not be overlooked."""

    name: str  # `NSC-2021/2`
    title: str
    about: str
    badge: str
    problems: StandardError | None = None

    def __str__(self) -> str:
        return _(", ").join(filter(None, (self.name, self.title, self.about, self.badge)))


def sound_row(standard: Standard) -> StandardRow:
    """The row of a standard that was read."""
    about = [levels_words(standard.levels), days_words(standard)]
    if standard.tailoring:
        about = [_("adapted from {base}").format(base=standard.tailoring.base)]
    elif standard.overlay:
        about.append(_("overlay"))
    badge = unverified_words(standard.unverified) if standard.unverified else ""
    return StandardRow(str(standard.ref), told(standard.title), " · ".join(about), badge)


def broken_row(error: StandardError) -> StandardRow:
    """The row of a folder that cannot be used."""
    count = len(error.problems)
    badge = ngettext("{count} problem", "{count} problems", count).format(count=count)
    name = f"{error.folder.parent.name}/{error.folder.name}"
    return StandardRow(name, _("Cannot be used"), "", badge, error)


class StandardModel(QAbstractListModel):
    """The rows of the list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[StandardRow] = ()

    def show_rows(self, rows: Sequence[StandardRow]) -> None:
        """Replace the list."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def index_of(self, name: str) -> QModelIndex:
        """Where a sound revision stands; invalid if it is not there."""
        for at, each in enumerate(self._rows):
            if each.name == name and each.problems is None:
                return self.index(at, 0)
        return QModelIndex()

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at = self._rows[index.row()]
        if role == RowRole:
            return at
        return str(at) if role in (*TEXT_ROLES, Qt.ItemDataRole.ToolTipRole) else None


class StandardList(QListView):
    """The list at the upper left of the page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setItemDelegate(_StandardDelegate(theme, self, _HEIGHT))
        self.setProperty("kind", "framed")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Standards at hand"))
        self.setMinimumHeight(_HEIGHT + 8)
        self.setMinimumWidth(240)
        flick(self)


class _StandardDelegate(RowDelegate):
    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, is_chosen: bool) -> None:
        theme, at = self._theme, index.data(RowRole)
        inner = rect.adjusted(14, 6, -10, -6)
        third = inner.height() // 3
        last = inner.adjusted(0, 2 * third, 0, 0)
        if at.badge:
            width = badge_width(at.badge, QFontMetrics(bold(painter.font())))
            place = QRect(inner.right() - width, last.top(), width, third)
            paint_badge(painter, place, at.badge, theme)
            last.setRight(place.left() - 8)
        painter.setPen(theme.colour("muted"))
        _line(painter, last, at.about)
        painter.setPen(theme.colour("bad" if at.problems else "text"))
        _line(painter, inner.adjusted(0, third, 0, -third), at.title)
        painter.setFont(bold(painter.font()))
        painter.setPen(theme.colour("text"))
        _line(painter, inner.adjusted(0, 0, 0, -2 * third), at.name)


def _line(painter: QPainter, rect: QRect, words: str) -> None:
    elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
