"""A time of day and its date, shown as in China."""

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QTimeZone
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateTimeEdit

from assessor.ui.guards import guarded
from assessor.ui.theme import TOUCH

_CHINA = 8 * 3600  # seconds east of Greenwich


class TimeField(QDateTimeEdit):
    """Minutes are the smallest step. It is quiet under the mouse's wheel."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTimeZone(QTimeZone(_CHINA))
        self.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.setButtonSymbols(QDateTimeEdit.ButtonSymbols.NoButtons)
        self.setMinimumHeight(TOUCH)
        self.setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)

    @property
    def moment(self) -> datetime:
        """The time, aware, in UTC."""
        return datetime.fromtimestamp(self.dateTime().toMSecsSinceEpoch() / 1000, UTC)

    def show_moment(self, moment: datetime) -> None:
        """Show a time without emitting anything."""
        blocked = self.blockSignals(True)
        self.setDateTime(_of(moment))
        self.blockSignals(blocked)

    def reach_from(self, moment: datetime) -> None:
        """Allow no earlier time."""
        self.setMinimumDateTime(_of(moment))

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a page must not change an answer


def _of(moment: datetime) -> QDateTime:
    milliseconds = round(moment.timestamp() * 1000)
    return QDateTime.fromMSecsSinceEpoch(milliseconds, QTimeZone(_CHINA))
