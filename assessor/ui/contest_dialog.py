"""A conflict settled: revisions side by side, item by item, and the decision signed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QListView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _, ngettext
from assessor.ui import ranking_work
from assessor.ui.desk import Desk
from assessor.ui.icons import icon
from assessor.ui.job_dialog import carry_out
from assessor.ui.key_step import KeyStep
from assessor.ui.painting import bold
from assessor.ui.photo_list import THUMBNAIL, PhotoDelegate, PhotoModel, photo_view
from assessor.ui.picture_dialog import show_picture
from assessor.ui.theme import TOUCH
from assessor.ui.thumbnails import Thumbnails
from assessor.ui.widgets import (
    Segments,
    action_button,
    column,
    flick,
    label,
    row,
    scrolling,
    text_field,
)

if TYPE_CHECKING:
    from assessor.services.conflicts import Contest, Mark, Side
    from assessor.signing.keys import KeyFile


class ContestDialog(QDialog):
    """One revision is taken whole, then single items of another; nothing is decided silently."""

    settled = Signal()

    def __init__(
        self, desk: Desk, contest: "Contest", keys: "tuple[KeyFile, ...]", page: QWidget
    ) -> None:
        super().__init__(page)
        self.setWindowTitle(_("Conflict: {site}").format(site=contest.site_name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(page.window().size() * 0.95)
        self._desk, self._contest = desk, contest
        self._thumbnails = Thumbnails(desk.workspace.photos.thumbnail, THUMBNAIL, self)
        self.base = Segments(
            [(side.digest, _side_words(side)) for side in contest.sides], _("Take as a whole")
        )
        self.table = QTableWidget(len(contest.disputes), len(contest.sides) + 1)
        self.photos = [self._photo_view(side) for side in contest.sides]
        self.reason = text_field("", _("Why it is decided so"))
        self.key = KeyStep(desk, keys, freezes=False)
        self.sign = action_button(_("Sign the decision"), desk.theme, sign="sign", kind="primary")
        self._chosen = [-1] * len(contest.disputes)
        self._fill()
        self._lay_out()
        self._connect()
        self._judge()

    @property
    def choices(self) -> dict[str, str]:
        """The items in which another revision is right than the one that is taken whole."""
        sides, base = self._contest.sides, self.base.value
        return {
            dispute.item: sides[at].digest
            for dispute, at in zip(self._contest.disputes, self._chosen, strict=True)
            if at >= 0 and sides[at].digest != base
        }

    def take(self, line: int, side: int) -> None:
        """Say that a side is right in an item."""
        self._chosen[line] = side
        self._mark(line)

    def _fill(self) -> None:
        heads = [_("Item"), *(_side_words(side) for side in self._contest.sides)]
        self.table.setHorizontalHeaderLabels(heads)
        for number, dispute in enumerate(self._contest.disputes):
            cells = [dispute.words, *(_mark_words(mark) for mark in dispute.marks)]
            for place, words in enumerate(cells):
                self.table.setItem(number, place, QTableWidgetItem(words))

    def _lay_out(self) -> None:
        table = self.table
        table.setAccessibleName(_("Differences"))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setProperty("kind", "framed")
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(TOUCH)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setMinimumHeight(5 * TOUCH)
        flick(table)
        none = label(_("All items are marked alike; the remarks or the visit differ."), "notice")
        none.setVisible(not self._contest.disputes)
        table.setVisible(bool(self._contest.disputes))
        how = label(
            _(
                "Take one revision as a whole; its remarks and visit count, too. Then press the "
                "mark of another revision where that is right."
            ),
            "muted",
            wraps=True,
        )
        cancel = action_button(_("Not now"))
        cancel.clicked.connect(self.reject)
        content = QWidget()
        parts = column(how, self.base, none, table, row(*self.photos), self.reason, self.key)
        parts.setStretchFactor(table, 1)
        content.setLayout(parts)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolling(content), 1)
        layout.addLayout(row(1, cancel, self.sign))

    def _connect(self) -> None:
        self.base.chosen.connect(self._on_base)
        self.table.cellClicked.connect(self._on_cell)
        self.table.cellActivated.connect(self._on_cell)
        self.table.currentCellChanged.connect(self._on_current)
        self.reason.textChanged.connect(self._judge)
        self.key.readiness_changed.connect(self._judge)
        self.sign.clicked.connect(self._on_sign)

    def _photo_view(self, side: "Side") -> QListView:
        model = PhotoModel(self)
        delegate = PhotoDelegate(self._thumbnails, lambda _digest: (), self._desk.theme, self)
        view = photo_view(model, delegate, _("Photos: {signer}").format(signer=side.signer))
        view.setFixedHeight(THUMBNAIL.height() + 34)
        view.setVisible(False)
        view.activated.connect(self._on_photo)
        view.clicked.connect(self._on_photo)
        self._thumbnails.loaded.connect(model.touch)
        return view

    def _on_base(self) -> None:
        at = [side.digest for side in self._contest.sides].index(self.base.value)
        for line in range(len(self._chosen)):
            self.take(line, at)
        self._judge()

    def _on_cell(self, line: int, place: int) -> None:
        if place > 0:
            self.take(line, place - 1)
        self._judge()

    def _on_current(self, line: int) -> None:
        """Show the photos of the item that is looked at."""
        if line < 0:
            return
        marks = self._contest.disputes[line].marks
        some = any(mark.photos for mark in marks)
        for view, mark in zip(self.photos, marks, strict=True):
            model = view.model()
            if isinstance(model, PhotoModel):
                model.show_photos(mark.photos)
            view.setVisible(some)

    def _on_photo(self, index: QModelIndex) -> None:
        show_picture(self._desk.workspace, index.data(), self)

    def _mark(self, line: int) -> None:
        """The mark that counts is bold, on a ground, with a tick."""
        for place in range(1, self.table.columnCount()):
            cell = self.table.item(line, place)
            if cell is None:
                continue
            is_chosen = self._chosen[line] == place - 1
            theme = self._desk.theme
            cell.setIcon(icon("check", theme.text) if is_chosen else QIcon())
            plain = self.table.font()
            cell.setFont(bold(plain) if is_chosen else plain)
            cell.setBackground(theme.colour("accent_soft" if is_chosen else "base"))
            told = _("{words}: counts") if is_chosen else _("{words}: does not count")
            cell.setData(Qt.ItemDataRole.AccessibleTextRole, told.format(words=cell.text()))

    def _judge(self) -> None:
        is_reasoned = bool(self.reason.text().strip())
        self.sign.setEnabled(bool(self.base.value) and is_reasoned and self.key.is_ready)

    def _on_sign(self) -> None:
        desk, check_id = self._desk, self._contest.check_id
        workspace, library, at = desk.workspace, desk.library, desk.now()
        base, choices, reason = self.base.value, self.choices, self.reason.text()
        unlock = self.key.unlock
        carry_out(
            desk.jobs,
            self,
            _("Signing …"),
            lambda _report: ranking_work.settle(
                workspace, library, check_id, base, choices, unlock, reason, at
            ),
            self._on_settled,
        )

    def _on_settled(self, _signed: object) -> None:
        self.settled.emit()
        self.accept()


def _side_words(side: "Side") -> str:
    at = f"{side.signed_at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
    return "\n".join(filter(None, (side.signer, at, side.reason)))


def _mark_words(mark: "Mark") -> str:
    count = len(mark.photos)
    if not count:
        return mark.words
    photos = ngettext("{count} photo", "{count} photos", count).format(count=count)
    return f"{mark.words}\n{photos}"
