"""The form at the left of the check page: sections with their progress, items with their state."""

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView, QWidget

from assessor.i18n import _, current, ngettext
from assessor.ui.checklist_model import (
    ChecklistFilter,
    ChecklistModel,
    HeadRole,
    ItemLine,
    ItemRole,
    LineRole,
    SectionLine,
    item_head,
    section_title,
)
from assessor.ui.fieldwork import MINE, Fieldwork, Filter
from assessor.ui.guards import guarded
from assessor.ui.painting import bold, paint_state, paint_words
from assessor.ui.rows import Index, RowDelegate
from assessor.ui.theme import Theme
from assessor.ui.widgets import Choice, Segments, column, flick

_ITEM_HEIGHT = 46  # px, with words on one line
_TWO_LINES = 58
_WORDS_AT = 44  # px from the left
_EDGE = 10  # px at the right
_MOST_POINTS = "10.5"  # as long as points mostly become
_SECTION_HEIGHT = 38


class ChecklistPanel(QWidget):
    """The list, and buttons that narrow it down."""

    def __init__(self, fieldwork: Fieldwork, theme: Theme) -> None:
        super().__init__()
        self._fieldwork = fieldwork
        self._model = ChecklistModel(fieldwork, self)
        self._filter = ChecklistFilter(self._model, fieldwork, self)
        self.view = _ChecklistView()
        self.view.setModel(self._filter)
        self.view.setItemDelegate(_ChecklistDelegate(theme, self.view))
        self._segments = Segments(
            (
                (Filter.ALL, _("All")),
                (Filter.OPEN, _("Open")),
                (Filter.FAULTS, _("Faults")),
            ),
            _("Show"),
        )
        self._segments.choose(fieldwork.filter)
        self._segments.chosen.connect(self._on_filter_chosen)
        self._sections = Choice(_("Section"))
        self._sections.addItem(_("All sections"), "")
        for section in fieldwork.site_type.sections:
            self._sections.addItem(section.title.in_language(current().language), section.id)
        self._offer_mine()
        self._sections.activated.connect(self._on_section_chosen)
        self.setLayout(column(self._segments, self._sections, self.view, spacing=6))
        self._sections.setVisible(len(fieldwork.site_type.sections) > 1)
        self._filter.rowsInserted.connect(self.view.expandAll)
        self.view.expandAll()
        self.view.selectionModel().currentChanged.connect(self._on_row_chosen)
        fieldwork.current_changed.connect(self._on_current_changed)
        fieldwork.filter_changed.connect(self._on_filter_changed)
        fieldwork.shared_out.changed.connect(self._offer_mine)
        fieldwork.item_changed.connect(self._count)
        self._on_current_changed()
        self._count()

    def next_section(self) -> None:
        """Go to the first item of the section after the current one."""
        self._step(1)

    def section_before(self) -> None:
        """Go to the first item of the section before the current one."""
        self._step(-1)

    def _step(self, by: int) -> None:
        sections = self._fieldwork.site_type.sections
        here = next(n for n, each in enumerate(sections) if self._fieldwork.current in each.items)
        if 0 <= here + by < len(sections):
            section = sections[here + by]
            if self._fieldwork.section not in ("", MINE):
                self._fieldwork.choose_section(section.id)
            self._fieldwork.visit(section.items[0].id)

    def _offer_mine(self) -> None:
        """Where sections are shared out, let mine alone be gone through."""
        at = self._sections.findData(MINE)
        if at < 0 and self._fieldwork.shared_out:
            self._sections.insertItem(1, _("My sections"), MINE)
        elif at >= 0 and not self._fieldwork.shared_out:
            self._sections.removeItem(at)
            self._fieldwork.leave_section()

    def _on_section_chosen(self) -> None:
        self._fieldwork.choose_section(self._sections.currentData())

    def _on_filter_changed(self) -> None:
        self._segments.choose(self._fieldwork.filter)
        self._sections.setCurrentIndex(self._sections.findData(self._fieldwork.section))
        self._on_current_changed()

    def _on_filter_chosen(self, value: str) -> None:
        self._fieldwork.choose_filter(Filter(value))

    def _on_row_chosen(self, index: QModelIndex) -> None:
        if item_id := index.data(ItemRole):
            self._fieldwork.visit(item_id)

    def _on_current_changed(self) -> None:
        index = self._filter.mapFromSource(self._model.index_of(self._fieldwork.current.id))
        if index.isValid() and index != self.view.currentIndex():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _count(self) -> None:
        card = self._fieldwork.card
        faulty = sum(self._fieldwork.is_faulty(each.item.id) for each in card.items)
        self._segments.rename(Filter.OPEN, _("Open {count}").format(count=len(card.unobserved)))
        self._segments.rename(Filter.FAULTS, _("Faults {count}").format(count=faulty))


class _ChecklistView(QTreeView):
    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("kind", "framed")
        self.setAccessibleName(_("Items of the form"))
        self.setMinimumWidth(220)
        flick(self)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # other words fit on one line
        self.scrollTo(self.currentIndex())  # a remark at the foot of the window takes its room


class _ChecklistDelegate(RowDelegate):
    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(theme, view, _ITEM_HEIGHT)
        self._view = view
        self._font = view.font()
        self._widths: dict[str, int] = {}

    @guarded(QSize(100, _ITEM_HEIGHT))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = index.data(HeadRole)
        if words is None:
            return QSize(100, _SECTION_HEIGHT)
        is_long = self._width(words) > self._view.viewport().width() - _WORDS_AT
        return QSize(100, _TWO_LINES if is_long else _ITEM_HEIGHT)

    def _width(self, words: str) -> int:
        """What an item needs on one line; asked of every row, several times, so remembered.

        As if it had points already, and were the current one: rows must not jump.
        """
        if self._view.font() != self._font:
            self._font = self._view.font()
            self._widths.clear()
        if words not in self._widths:
            metrics = QFontMetrics(bold(self._font))
            room = _room_for_points(metrics, _MOST_POINTS)
            self._widths[words] = metrics.horizontalAdvance(words) + room
        return self._widths[words]

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, is_chosen: bool) -> None:
        line = index.data(LineRole)
        if isinstance(line, SectionLine):
            self._paint_section(painter, rect, line)
        elif isinstance(line, ItemLine):
            self._paint_item(painter, rect, line, is_chosen)

    def _paint_section(self, painter: QPainter, rect: QRect, line: SectionLine) -> None:
        theme = self._theme
        painter.fillRect(rect, theme.colour("window"))
        counts = f"{line.marked}/{line.total}"
        if line.faults:
            counts = (
                ngettext("{count} fault · ", "{count} faults · ", line.faults).format(
                    count=line.faults
                )
                + counts
            )
        inner = rect.adjusted(12, 0, -12, 0)
        painter.setPen(theme.colour("good" if line.marked == line.total else "muted"))
        width = painter.fontMetrics().horizontalAdvance(counts)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, counts)
        painter.setPen(theme.colour("muted" if line.colleague else "text"))
        painter.setFont(bold(painter.font()))
        title = painter.fontMetrics().elidedText(
            section_title(line), Qt.TextElideMode.ElideRight, inner.width() - width - 8
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)

    def _paint_item(self, painter: QPainter, rect: QRect, line: ItemLine, is_current: bool) -> None:
        theme = self._theme
        place = QRectF(rect.left() + 13, rect.center().y() - 12, 24, 24)
        paint_state(painter, place, line.state, theme, "warning" if line.vetoes else "")
        font = painter.font()
        points = _room_for_points(QFontMetrics(bold(font)), line.points)
        words = rect.adjusted(_WORDS_AT, 4, -points, -4)
        if is_current:
            painter.setFont(bold(font))
        painter.setPen(theme.colour("muted" if line.colleague else "text"))
        paint_words(painter, words, item_head(line.number, line.words))
        painter.setFont(bold(font))
        painter.setPen(theme.colour("bad" if line.state == "bad" else "muted"))
        painter.drawText(
            rect.adjusted(0, 0, -_EDGE, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            line.points,
        )


def _room_for_points(metrics: QFontMetrics, points: str) -> int:
    return metrics.horizontalAdvance(points) + _EDGE + (_EDGE if points else 0)
