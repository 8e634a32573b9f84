"""When the visit began and when it ended."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from assessor.i18n import _
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.time_field import TimeField
from assessor.ui.widgets import action_button, row

_MINUTE = timedelta(minutes=1)


class VisitTimes(QWidget):
    """Two times, kept at once. The visit ends when it is signed unless an end is given."""

    def __init__(self, fieldwork: Fieldwork) -> None:
        super().__init__()
        self._fieldwork = fieldwork
        self.started = TimeField(_("Begin of the visit"))
        self.finished = TimeField(_("End of the visit"))
        self.ends_now = action_button(_("Ends when signed"), kind="segment", checkable=True)
        self.setLayout(row(self.started, self.finished, self.ends_now, 1))
        self._show()
        self.started.editingFinished.connect(self._on_edited)
        self.finished.editingFinished.connect(self._on_edited)
        self.ends_now.clicked.connect(self._on_edited)

    def _show(self) -> None:
        visit = self._fieldwork.check.visit
        self.ends_now.setChecked(visit.finished is None)
        self.finished.setEnabled(visit.finished is not None)
        self.started.show_moment(visit.started)
        self.finished.reach_from(visit.started)
        self.finished.show_moment(visit.finished or visit.started + _MINUTE)

    def _on_edited(self) -> None:
        """Keep both; what is shown without its seconds changes no seconds."""
        visit = self._fieldwork.check.visit
        started = self.started.moment
        if abs(started - visit.started) < _MINUTE:
            started = visit.started
        finished = None if self.ends_now.isChecked() else max(started, self.finished.moment)
        self._fieldwork.time_visit(started, finished)
        self._show()
