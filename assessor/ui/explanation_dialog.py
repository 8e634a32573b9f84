"""Why a score is what it is: the tree from the total down to the single fault."""

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assessor.domain.explaining import Explanation
from assessor.domain.scoring import shown
from assessor.i18n import _
from assessor.ui.widgets import action_button, flick, label, row


class ExplanationDialog(QDialog):
    """Points at the right, the words and what was seen at the left."""

    def __init__(self, explanation: Explanation, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Why this score?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(min(880, parent.width()), min(640, parent.height()))
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        total = f"{shown(explanation.earned)} / {shown(explanation.possible)}"
        layout.addLayout(row(label(explanation.words, "title"), 1, label(total, "number")))
        rounding = _("Points are exact; shown rounded to two places, half up.")
        layout.addWidget(explanation_tree(explanation), 1)
        layout.addLayout(row(label(rounding, "muted"), 1, close))


def explanation_tree(explanation: Explanation) -> QTreeWidget:
    """The tree below the total; lines that lost points are open."""
    tree = QTreeWidget()
    tree.setColumnCount(3)
    tree.setHeaderLabels([_("Item"), _("Seen"), _("Score")])
    tree.setAccessibleName(_("Why this score?"))
    tree.setWordWrap(True)
    tree.setProperty("kind", "framed")
    tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
    header.resizeSection(1, 280)
    for child in explanation.children:
        line = _line(child)
        tree.addTopLevelItem(line)
        _open_lossy(line)
    flick(tree)
    return tree


def _line(explanation: Explanation) -> QTreeWidgetItem:
    line = QTreeWidgetItem([explanation.words, explanation.note, _points(explanation)])
    line.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.setToolTip(0, explanation.words)
    line.setToolTip(1, explanation.note)
    for child in explanation.children:
        line.addChild(_line(child))
    is_lossy = explanation.possible is None or (
        explanation.earned is not None and explanation.earned < explanation.possible
    )
    line.setData(0, Qt.ItemDataRole.UserRole, is_lossy)
    if is_lossy or explanation.children:
        font = line.font(2)
        font.setBold(True)
        line.setFont(2, font)
    return line


def _open_lossy(line: QTreeWidgetItem) -> None:
    line.setExpanded(True)
    for number in range(line.childCount()):
        child = line.child(number)
        child.setExpanded(bool(child.data(0, Qt.ItemDataRole.UserRole)))


def _points(explanation: Explanation) -> str:
    if explanation.possible is None:
        return _signed(explanation.earned or Fraction(0))
    return f"{shown(explanation.earned)} / {shown(explanation.possible)}"


def _signed(cost: Fraction) -> str:
    return shown(cost) if cost < 0 else "0.00"
