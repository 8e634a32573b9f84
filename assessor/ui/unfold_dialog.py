"""A unit's place unfolded, line by line, down to the photos of a fault."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assessor.i18n import _
from assessor.ui import ranking_work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.painting import bold
from assessor.ui.photo_list import THUMBNAIL
from assessor.ui.picture_dialog import show_picture
from assessor.ui.theme import TOUCH
from assessor.ui.thumbnails import Thumbnails
from assessor.ui.widgets import action_button, flick, label, row

if TYPE_CHECKING:
    from assessor.services.unfolding import Branch

_CheckRole = Qt.ItemDataRole.UserRole
_PhotoRole = Qt.ItemDataRole.UserRole + 1
_NOTE_WIDTH = 250


class UnfoldDialog(QDialog):
    """Checks are read when they are unfolded; Enter on a photo shows it large."""

    def __init__(self, desk: Desk, branch: "Branch", page: QWidget) -> None:
        super().__init__(page)
        self.setWindowTitle(_("Why this place?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(page.window().size() * 0.92)
        self._desk = desk
        self._opening: dict[str, QTreeWidgetItem] = {}
        self._photos: dict[str, list[QTreeWidgetItem]] = {}
        self._thumbnails = Thumbnails(desk.workspace.photos.thumbnail, THUMBNAIL, self)
        self._thumbnails.loaded.connect(self._on_loaded)
        self.tree = _tree()
        for child in branch.children:
            self._add(self.tree.invisibleRootItem(), child)
        self.tree.expandToDepth(1)
        self.tree.itemExpanded.connect(self._on_expanded)
        self.tree.itemActivated.connect(self._on_activated)
        self.report = action_button(_("Report of this site …"), desk.theme, sign="form")
        self.report.setEnabled(False)
        self.report.clicked.connect(self._on_report)
        self.tree.currentItemChanged.connect(self._on_current)
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(row(label(branch.words, "title"), 1, label(branch.points, "number")))
        layout.addWidget(self.tree, 1)
        notes = (_("Points are exact; shown rounded to two places, half up."), branch.note)
        words = label("\n".join(filter(None, notes)), "muted", wraps=True)
        foot = row(words, self.report, close)
        foot.setStretch(0, 1)
        layout.addLayout(foot)

    def _add(self, parent: QTreeWidgetItem, branch: "Branch") -> None:
        line = QTreeWidgetItem(parent, [branch.words, branch.note, branch.points])
        line.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setToolTip(0, branch.words)
        line.setSizeHint(0, QSize(0, TOUCH))
        line.setData(0, _CheckRole, branch.check)
        if branch.is_lossy:
            line.setFont(2, bold(line.font(2)))
        if branch.check:
            line.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        for child in branch.children:
            self._add(line, child)
        for number, digest in enumerate(branch.photos, start=1):
            self._add_photo(line, number, digest)

    def _add_photo(self, parent: QTreeWidgetItem, number: int, digest: str) -> None:
        line = QTreeWidgetItem(parent, [_("Photo {number}").format(number=number)])
        line.setData(0, _PhotoRole, digest)
        self._photos.setdefault(digest, []).append(line)

    def _on_expanded(self, line: QTreeWidgetItem) -> None:
        check = line.data(0, _CheckRole)
        if check and not line.childCount():
            self._opening[check] = line
            workspace, library = self._desk.workspace, self._desk.library
            carry_out(
                self._desk.jobs,
                self,
                _("Reading the check …"),
                lambda _report: ranking_work.unfolded_check(workspace, library, check),
                self._on_unfolded,
            )
        for photo in _photos_below(line):
            self._thumbnails.picture(photo)

    def _on_unfolded(self, branch: "Branch") -> None:
        line = self._opening.pop(branch.check, None)
        if line is None:  # it was closed and opened again while it was read
            return
        for section in branch.children:
            self._add(line, section)
        _open_lossy(line)

    def _on_loaded(self, digest: str) -> None:
        picture = self._thumbnails.picture(digest)
        for line in self._photos.get(digest, ()):
            if picture is not None:
                line.setIcon(0, QIcon(picture))

    def _on_current(self, line: QTreeWidgetItem | None) -> None:
        self.report.setEnabled(bool(_check_of(line)))

    def _on_report(self) -> None:
        header = self._desk.workspace.documents.check(_check_of(self.tree.currentItem()))
        if header is not None:
            from assessor.ui.publish_dialog import PublishDialog
            from assessor.ui.publish_work import Kind

            PublishDialog(self._desk, None, self, Kind.SITE, header.site).open()

    def _on_activated(self, line: QTreeWidgetItem) -> None:
        if digest := line.data(0, _PhotoRole):
            show_picture(self._desk.workspace, digest, self)


def _check_of(line: QTreeWidgetItem | None) -> str:
    """The check that a line stands for or belongs to; nothing above checks."""
    while line is not None:
        if check := line.data(0, _CheckRole):
            return str(check)
        line = line.parent()
    return ""


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setColumnCount(3)
    tree.setHeaderLabels([_("What"), _("Seen"), _("Score")])
    tree.setAccessibleName(_("Why this place?"))
    tree.setProperty("kind", "framed")
    tree.setProperty("rows", "tall")
    tree.setIconSize(THUMBNAIL)
    tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
    header.resizeSection(1, _NOTE_WIDTH)
    flick(tree)
    return tree


def _open_lossy(line: QTreeWidgetItem) -> None:
    for number in range(line.childCount()):
        line.child(number).setExpanded(line.child(number).font(2).bold())


def _photos_below(line: QTreeWidgetItem) -> list[str]:
    children = (line.child(number) for number in range(line.childCount()))
    return [photo for child in children if (photo := child.data(0, _PhotoRole))]
