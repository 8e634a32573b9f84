"""One thing of a standard, shown whole, with lists of what to go on to."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assessor.i18n import _
from assessor.ui.guards import guarded
from assessor.ui.icons import icon
from assessor.ui.link_delegate import LinkDelegate, LinkRole
from assessor.ui.rows import ROOT, TEXT_ROLES, Index
from assessor.ui.sheets import Group, Line, Sheet
from assessor.ui.theme import Theme
from assessor.ui.topic_words import Link
from assessor.ui.widgets import flick, label, row

_NAMES = 110  # px, the least width of the names of statements


class SheetView(QScrollArea):
    """Shows a sheet; a link that is clicked, or entered, is asked for by `wanted`."""

    wanted = Signal(object)  # a topic

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.sheet: Sheet | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("What was chosen"))
        flick(self)
        self.say(_("Choose a standard at the left."))

    def say(self, words: str) -> None:
        """Show a few words instead of a sheet."""
        self.sheet = None
        self._show([label(words, "muted", wraps=True)], words)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet from its top."""
        self.sheet = sheet
        parts: list[QWidget] = [self._head(sheet)]
        if sheet.lines:
            parts.append(self._lines(sheet.lines))
        parts += [self._group(group) for group in sheet.groups]
        self._show(parts, _spoken(sheet))

    def links(self) -> tuple[Link, ...]:
        """Every link that is shown."""
        return (
            tuple(link for group in self.sheet.groups for link in group.links) if self.sheet else ()
        )

    def _show(self, parts: Sequence[QWidget], spoken: str) -> None:
        content = QWidget()
        content.setProperty("kind", "page")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(10)
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)
        if (before := self.takeWidget()) is not None:
            before.deleteLater()
        self.setWidget(content)
        self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(spoken)

    def _head(self, sheet: Sheet) -> QFrame:
        parts: list[QWidget | int] = [label(sheet.kind, "muted")]
        if sheet.number:
            parts.append(label(sheet.number, "title"))
        if sheet.number != sheet.topic.standard:
            parts.append(label(sheet.topic.standard, "muted"))
        parts.append(1)
        if sheet.doubt:
            parts.append(doubt_badge(sheet.doubt, self._theme))
        card, layout = _card()
        layout.addLayout(row(*parts))
        layout.addWidget(_selectable(label(sheet.words, "words", wraps=True)))
        return card

    def _lines(self, lines: Sequence[Line]) -> QFrame:
        card, layout = _card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, _NAMES)
        grid.setColumnStretch(1, 1)
        for at, line in enumerate(lines):
            name = label(line.name, "muted", wraps=True)
            name.setFixedWidth(_NAMES)
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_selectable(label(line.words, wraps=True)), at, 1)
            if line.doubt:
                badge = doubt_badge(line.doubt, self._theme)
                grid.addWidget(badge, at, 2, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(grid)
        return card

    def _group(self, group: Group) -> QFrame:
        card, layout = _card()
        count = f" · {len(group.links)}" if len(group.links) > 1 else ""
        layout.addWidget(label(group.title + count, "title", wraps=True))
        if group.words:
            layout.addWidget(_selectable(label(group.words, "muted", wraps=True)))
        if group.links:
            links = LinkList(group.links, group.title, self._theme)
            links.wanted.connect(self.wanted)
            layout.addWidget(links)
        return card


class LinkModel(QAbstractListModel):
    """Links below each other."""

    def __init__(self, links: Sequence[Link], parent: QObject) -> None:
        super().__init__(parent)
        self._links = links

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._links)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        link = self._links[index.row()]
        if role == LinkRole:
            return link
        return str(link) if role in TEXT_ROLES else None


class LinkList(QListView):
    """As high as its links, so that the page scrolls and not the list."""

    wanted = Signal(object)  # a topic

    def __init__(self, links: Sequence[Link], name: str, theme: Theme) -> None:
        super().__init__()
        self._links = links
        self._delegate = LinkDelegate(theme, self, whole=True)
        self.setModel(LinkModel(links, self))
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setProperty("kind", "framed")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)
        self._fit()

    @guarded(QSize(100, 50))
    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.minimumHeight())

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        heights = sum(self._delegate.height(link, width) for link in self._links)
        self.setFixedHeight(heights + 8)

    def _on_chosen(self, index: QModelIndex) -> None:
        link = index.data(LinkRole)
        if isinstance(link, Link):
            self.wanted.emit(link.topic)


def doubt_badge(words: str, theme: Theme) -> QWidget:
    """That something is unverified, by sign and word."""
    sign = QLabel()
    sign.setPixmap(icon("warning", theme.warn).pixmap(16, 16))
    badge = QWidget()
    badge.setLayout(row(sign, label(words, "badge"), spacing=4))
    return badge


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("kind", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(14, 10, 14, 12)
    layout.setSpacing(8)
    return card, layout


def _selectable(words: QLabel) -> QLabel:
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return words


def _spoken(sheet: Sheet) -> str:
    lines = [f"{sheet.kind} {sheet.number}", sheet.words, sheet.doubt]
    lines += [" ".join((line.name, line.words, line.doubt)) for line in sheet.lines]
    return "\n".join(filter(None, lines))
