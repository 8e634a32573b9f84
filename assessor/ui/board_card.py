"""The red and the black list (红黑榜), by lines that the office sets itself."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from PySide6.QtWidgets import QFrame

from assessor.domain.analysis import Line
from assessor.domain.boards import Listed, board_line, board_lines, boards
from assessor.domain.scoring import shown
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.ui import dialogs
from assessor.ui.desk import Desk
from assessor.ui.widgets import Choice, column, form, label

_LINES = tuple(Decimal(number) / 100 for number in (98, 95, 90, 85, 80, 75, 70, 60))


class BoardCard(QFrame):
    """Nothing is listed before somebody chose a line: no official one is known."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._desk = desk
        self._lines: Sequence[Line] = ()
        self._names: Mapping[str, str] = {}
        self.red = _choice(_("Red list from"), desk.settings.red_line)
        self.black = _choice(_("Black list below"), desk.settings.black_line)
        self.praised = label(kind="good", wraps=True)
        self.named = label(kind="bad", wraps=True)
        for choice in (self.red, self.black):
            choice.activated.connect(self._on_line)
        words = label(
            _("Both lines are the office's own, as shares of full marks."), "muted", wraps=True
        )
        fields = form((_("Red list from"), self.red), (_("Black list below"), self.black))
        layout = column(
            label(_("Red and black list"), "title"), words, fields, self.praised, self.named
        )
        layout.setContentsMargins(14, 12, 14, 12)
        self.setLayout(layout)

    def show_lines(self, lines: Sequence[Line], names: Mapping[str, str]) -> None:
        """Put units on their lists, the best of the red and the last of the black first."""
        self._lines, self._names = lines, names
        chosen = board_lines(str(self.red.currentData()), str(self.black.currentData()))
        found = boards(((line.code, line.rate) for line in lines), chosen)
        self.praised.setText(_("Red list: {units}").format(units=self._named(found.red)))
        self.named.setText(_("Black list: {units}").format(units=self._named(found.black)))
        self.praised.setVisible(chosen.red is not None)
        self.named.setVisible(chosen.black is not None)

    def _named(self, listed: Iterable[Listed]) -> str:
        told = (f"{self._names.get(e.code, e.code)} {shown(e.rate * 100)} %" for e in listed)
        return _(", ").join(told) or _("none")

    def _on_line(self) -> None:
        try:
            self._desk.preferences.change(
                red_line=str(self.red.currentData()), black_line=str(self.black.currentData())
            )
        except AssessorError as error:
            dialogs.tell(self, str(error))
        self.show_lines(self._lines, self._names)


def _choice(name: str, chosen: str) -> Choice:
    made = Choice(name)
    made.setMinimumContentsLength(8)
    made.addItem(_("no line"), "")
    lines = {str(each): each for each in _LINES}
    if own := board_line(chosen):
        lines.setdefault(chosen, own)
    for text, line in sorted(lines.items(), key=lambda each: -each[1]):
        made.addItem(f"{shown(line * 100).removesuffix('.00')} %", text)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made
