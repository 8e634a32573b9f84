"""One item that two inspectors marked otherwise: both answers side by side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy

from assessor.domain.forms import CheckItem
from assessor.domain.inspection import Observation, faults_of
from assessor.domain.scoring import shown
from assessor.domain.vocabulary import Vocabulary
from assessor.domain.wording import category, marked
from assessor.i18n import _, current, ngettext
from assessor.ui.guards import guarded
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import CheckableButton, column, label, row

_AROUND = 44  # px around the words of an answer, its tick included


class DisputeCard(QFrame):
    """Mine at the left, the colleague's at the right; mine counts until the other is chosen."""

    chosen = Signal()

    def __init__(
        self,
        item: CheckItem,
        mine: Observation | None,
        theirs: Observation,
        inspector: str,
        vocabulary: Vocabulary,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.item = item.id
        text = item.text.in_language(current().language)
        title = _("{number} {words} ({points} points)").format(
            number=item.number, words=text, points=shown(item.points).removesuffix(".00")
        )
        self.mine = self._answer(_("Mine"), _told(item, mine, vocabulary), title)
        self.theirs = self._answer(inspector, _told(item, theirs, vocabulary), title)
        self.mine.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.mine)
        group.addButton(self.theirs)
        group.buttonClicked.connect(self.chosen)
        answers = row(self.mine, self.theirs)
        answers.setStretch(0, 1)
        answers.setStretch(1, 1)
        layout = column(label(title, "title", wraps=True), answers, spacing=8)
        layout.setContentsMargins(12, 10, 12, 10)
        self.setLayout(layout)

    @property
    def takes_theirs(self) -> bool:
        """Whether the colleague's answer was chosen."""
        return self.theirs.isChecked()

    def _answer(self, who: str, told: str, title: str) -> QPushButton:
        button = _Answer(f"{who}\n{told}")
        button.setToolTip(told)
        button.setAccessibleName(current().headed(current().headed(title, who), told))
        return button


class _Answer(CheckableButton):
    """Several lines, each cut where there is no room for it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._lines = words.split("\n")
        self.setProperty("kind", "segment")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setMinimumHeight(max(TOUCH, self.sizeHint().height()))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics, room = self.fontMetrics(), self.width() - _AROUND
        cut = (metrics.elidedText(each, Qt.TextElideMode.ElideRight, room) for each in self._lines)
        self.setText("\n".join(cut))


def _told(item: CheckItem, seen: Observation | None, vocabulary: Vocabulary) -> str:
    """How an item was marked, with the words of its faults, a line for each."""
    lines = [marked(item, seen, vocabulary, current())]
    for fault in faults_of(seen):
        kind = category(fault.category, vocabulary, current()) if fault.category else ""
        words = fault.words or kind or _("(no words)")
        photos = len(fault.photos)
        told = [words, f"×{fault.count}" if fault.count > 1 else ""]
        if photos:
            told.append(ngettext("{count} photo", "{count} photos", photos).format(count=photos))
        lines.append(" · ".join(filter(None, told)))
    return "\n".join(lines)
