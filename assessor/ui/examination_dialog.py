"""Looking the workspace over: what is sound, what is not, and what can be had from where."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from assessor.i18n import _, current
from assessor.services.diagnosis import Diagnosis, Gravity, diagnose
from assessor.ui.appraisal_card import SIGNS
from assessor.ui.desk import Desk
from assessor.ui.icons import icon
from assessor.ui.job_dialog import carry_out
from assessor.ui.widgets import Verdict, action_button, flick, label, row

_LARGEST = QSize(760, 560)


class ExaminationDialog(QDialog):
    """Nothing is changed, but for what does not follow from the signed documents."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Examine the workspace"))
        self.resize(_LARGEST.boundedTo(parent.window().size()))
        self._desk = desk
        words = label(
            _(
                "Looking over takes a moment. Reading everything compares every photo and every "
                "document with what was signed, and scores everything anew; that takes longer."
            ),
            wraps=True,
        )
        self.look = action_button(_("Look over"), desk.theme, sign="verify", kind="primary")
        self.deep = action_button(_("Read everything"), desk.theme, sign="search")
        self.copy_it = action_button(_("Copy the words"), desk.theme, sign="form")
        self.summary = Verdict()
        self.list = QListWidget()
        self.list.setProperty("kind", "framed")
        self.list.setProperty("rows", "tall")
        self.list.setAccessibleName(_("What was found"))
        self.list.setIconSize(QSize(24, 24))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flick(self.list)
        close = action_button(_("Close"))
        self.look.clicked.connect(self._on_look)
        self.deep.clicked.connect(self._on_deep)
        self.copy_it.clicked.connect(self._on_copy)
        close.clicked.connect(self.accept)
        self.copy_it.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addLayout(row(self.look, self.deep, 1))
        layout.addWidget(self.summary)
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self.copy_it, 1, close))

    def examine(self, *, deep: bool) -> None:
        """Look the workspace over; `deep` reads every file."""
        desk = self._desk
        workspace, library, backups, at = (
            desk.workspace,
            desk.library,
            desk.paths.backups,
            desk.now(),
        )
        carry_out(
            desk.jobs,
            self,
            _("Looking everything over …"),
            lambda report: diagnose(workspace, library, backups, at, deep=deep, on_progress=report),
            self._on_examined,
        )

    def _on_look(self) -> None:
        self.examine(deep=False)

    def _on_deep(self) -> None:
        self.examine(deep=True)

    def _on_examined(self, found: Diagnosis) -> None:
        theme = self._desk.theme
        self.list.clear()
        order = (Gravity.BAD, Gravity.DOUBT, Gravity.GOOD)
        for each in sorted(found.findings, key=lambda each: order.index(each.gravity)):
            sign, colour = SIGNS[each.gravity]
            item = QListWidgetItem(icon(sign, getattr(theme, colour)), each.words)
            spoken = current().headed(_gravity_words(each.gravity), each.words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.list.addItem(item)
        words = _("Something is damaged or lost. Do what is said below, and keep everything.")
        if found.is_sound:
            words = _("Nothing is damaged or lost.")
        self.summary.say(words, "good" if found.is_sound else "bad")
        self.copy_it.setEnabled(True)

    def _on_copy(self) -> None:
        words = [self.summary.text()]
        words += [self.list.item(number).text() for number in range(self.list.count())]
        QGuiApplication.clipboard().setText("\n".join(words))


def _gravity_words(gravity: Gravity) -> str:
    return {
        Gravity.GOOD: _("sound"),
        Gravity.DOUBT: _("look at it"),
        Gravity.BAD: _("damaged"),
    }[gravity]
