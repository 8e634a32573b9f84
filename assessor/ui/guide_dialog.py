"""The quick guide inside the program, and on its way to a printer."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from assessor.domain.guide import Guide, Section, quick_guide
from assessor.i18n import _, current
from assessor.ui import dialogs, work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.keys_dialog import KeysDialog
from assessor.ui.widgets import action_button, column, frame, label, row, scrolling

_LARGEST = QSize(860, 680)


class GuideDialog(QDialog):
    """What an inspector must know, on one page; arrow keys scroll it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("Quick guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_LARGEST.boundedTo(parent.window().size()))
        keys = action_button(_("All keys"), desk.theme, sign="question")
        self._save = action_button(_("Save to print …"), desk.theme, sign="export")
        close = action_button(_("Close"), kind="primary")
        keys.clicked.connect(self._on_keys)
        self._save.clicked.connect(self._on_save)
        close.clicked.connect(self.accept)
        area = scrolling(_sheet(quick_guide(current())))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(_("Quick guide"))
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addLayout(row(keys, self._save, 1, close))
        area.setFocus()

    def _on_keys(self) -> None:
        KeysDialog(self).open()

    def _on_save(self) -> None:
        proposed = _("Assessor quick guide") + ".pdf"
        target = dialogs.choose_target(self, _("Save to print …"), proposed, "*.pdf")
        if target is None:
            return
        at = self._desk.now()
        carry_out(
            self._desk.jobs,
            self,
            _("Writing …"),
            lambda _report: work.write_guide(target, at),
            self._on_saved,
        )

    def _on_saved(self, path: object) -> None:
        dialogs.tell(self, _("Saved: {path}").format(path=path))


def _sheet(guide: Guide) -> QWidget:
    made = QWidget()
    made.setProperty("kind", "page")
    keys = QGridLayout()
    keys.setHorizontalSpacing(20)
    keys.setColumnStretch(1, 1)
    for number, (key, words) in enumerate(guide.keys):
        keys.addWidget(label(key, "title"), number, 0)
        keys.addWidget(label(words, wraps=True), number, 1)
    parts = [_card(section) for section in guide.sections]
    key_card = frame("card", column(label(guide.keys_title, "title"), keys), 14)
    layout = column(label(guide.motto, "notice", wraps=True), *parts, key_card, 1, spacing=10)
    made.setLayout(layout)
    return made


def _card(section: Section) -> QWidget:
    lines = [label(f"· {line}", wraps=True) for line in section.lines]
    return frame("card", column(label(section.title, "title"), *lines, spacing=6), 14)
