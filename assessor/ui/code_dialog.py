"""The code that a phone photographs, so that its clock can be compared with this one."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _
from assessor.photos.codes import CodePattern, clock_code
from assessor.ui.guards import guarded
from assessor.ui.widgets import action_button, label, row

_REFRESH = 250  # ms; the code changes with every second


class CodeDialog(QDialog):
    """Shows this computer's time as a code, to the second."""

    def __init__(self, clock: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Compare the clocks"))
        self._clock = clock
        self.code = CodeView()
        self._time = label(kind="number")
        self._time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = label(
            _(
                "Photograph this code with the phone. Copied here with the other photos, that "
                "photo tells how far the phone's clock is off; once for each phone is enough."
            ),
            wraps=True,
        )
        close = action_button(_("Close"), kind="primary")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(words)
        layout.addWidget(self.code, 1)
        layout.addWidget(self._time)
        layout.addLayout(row(1, close))
        self._timer = QTimer(self, interval=_REFRESH)
        self._timer.timeout.connect(self._show)
        self._timer.start()
        self._show()
        self.resize(QSize(620, 680).boundedTo(parent.window().size() * 0.96))

    def _show(self) -> None:
        now = self._clock().replace(microsecond=0)
        self.code.show_code(clock_code(now))
        self._time.setText(f"{now.astimezone(CHINA_TIME):%Y-%m-%d %H:%M:%S}")


class CodeView(QWidget):
    """A code as large as there is room, dark on white in every look."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(200, 200)
        self.setAccessibleName(_("Code with the time of this computer"))
        self._code: CodePattern | None = None

    def show_code(self, code: CodePattern) -> None:
        """Show a code."""
        if code != self._code:
            self._code = code
            self.update()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._code is None:
            return
        side = self._code.side
        square = max(1, min(self.width(), self.height()) // side)
        left = (self.width() - side * square) / 2
        top = (self.height() - side * square) / 2
        painter = QPainter(self)
        painter.fillRect(QRectF(left, top, side * square, side * square), Qt.GlobalColor.white)
        for place, is_dark in enumerate(self._code.dark):
            if is_dark:
                x, y = place % side, place // side
                painter.fillRect(
                    QRectF(left + x * square, top + y * square, square, square),
                    Qt.GlobalColor.black,
                )
