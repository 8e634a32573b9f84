"""Grades 0 to 10 as buttons, with the one that the faults suggest and a reason to differ."""

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from assessor.domain.forms import CheckItem
from assessor.domain.inspection import Band, fault_count
from assessor.domain.scoring import band_is_overridden, suggested_grade
from assessor.i18n import _
from assessor.ui.marker import Marker
from assessor.ui.theme import Theme
from assessor.ui.widgets import action_button, column, label, text_field, typing_pause

_GRADES = range(11)
_IN_A_ROW = 6


class GradeRow(QWidget):
    """Eleven buttons in two rows; the suggested grade is framed."""

    def __init__(self, marker: Marker, theme: Theme) -> None:
        super().__init__()
        self._marker = marker
        self._item_id = ""
        self._edit = 0  # of the reason being typed
        self._pause = typing_pause(self)
        self._buttons: list[QPushButton] = []
        for grade in _GRADES:
            button = action_button(str(grade), theme, kind="grade", checkable=True)
            button.setAccessibleName(_("Grade {grade}").format(grade=grade))
            button.clicked.connect(self._on_clicked)
            self._buttons.append(button)
        self._suggestion = label(kind="muted", wraps=True)
        self._reason = text_field("", _("Why not the suggested grade?"))
        self._reason.textEdited.connect(self._on_typed)
        self._reason.editingFinished.connect(self.commit)
        self._pause.timeout.connect(self._keep)
        grid = QGridLayout()
        grid.setSpacing(4)
        for grade, button in enumerate(self._buttons):
            grid.addWidget(button, grade // _IN_A_ROW, grade % _IN_A_ROW)
        self.setLayout(column(grid, self._suggestion, self._reason))

    def show_grade(self, item: CheckItem, seen: Band | None) -> None:
        """Show a grade, the suggested one, and the reason where they differ."""
        suggested = suggested_grade(item, fault_count(seen))
        for grade, button in enumerate(self._buttons):
            button.setChecked(seen is not None and grade == seen.grade)
            is_suggested = "true" if grade == suggested else "false"
            if button.property("suggested") != is_suggested:
                button.setProperty("suggested", is_suggested)
                button.style().polish(button)
        words = _("Suggested by the number of faults: {grade}").format(grade=suggested)
        self._suggestion.setText(words)
        self._reason.setVisible(seen is not None and band_is_overridden(item, seen))
        if item.id != self._item_id or not self._reason.hasFocus():
            self._reason.setText(seen.reason if seen else "")
        self._item_id = item.id

    def commit(self) -> None:
        """Keep the reason as far as it is typed; what is typed next is another edit."""
        self._keep()
        self._edit = 0

    @property
    def wants_reason(self) -> bool:
        """Whether the grade is not the suggested one, and nobody said why."""
        return self._reason.isVisible() and not self._reason.text().strip()

    def focus_reason(self) -> None:
        """Let the user type the reason."""
        self._reason.setFocus()

    def _on_typed(self) -> None:
        self._edit = self._edit or self._marker.new_edit()
        self._pause.start()

    def _keep(self) -> None:
        self._pause.stop()
        if self._reason.isVisible():
            self._marker.explain_grade(self._reason.text(), self._edit)

    def _on_clicked(self) -> None:
        grade = next(n for n, each in enumerate(self._buttons) if each is self.sender())
        self._buttons[grade].setChecked(True)
        self._marker.grade(grade)
