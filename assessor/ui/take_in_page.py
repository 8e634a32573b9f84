"""Taking a colleague's part into the open draft, after looking at it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _, ngettext
from assessor.ui import dialogs, work
from assessor.ui.desk import Desk
from assessor.ui.dispute_card import DisputeCard
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.guards import guarded
from assessor.ui.job_dialog import carry_out
from assessor.ui.widgets import Verdict, action_button, column, frame, label, row

if TYPE_CHECKING:
    from assessor.services.sharing import Joined, Offer


class TakeInPage(QWidget):
    """A file is chosen or dropped, shown, decided upon, and taken in."""

    taken_in = Signal()

    def __init__(self, desk: Desk, fieldwork: Fieldwork) -> None:
        super().__init__()
        self._desk, self._fieldwork = desk, fieldwork
        self._part: Path | None = None
        self.cards: list[DisputeCard] = []
        self.choose = action_button(_("Choose the colleague's file …"), desk.theme, sign="import")
        self.choose.clicked.connect(self._on_choose)
        drop = column(label(_("Drop the file with the colleague's part here."), wraps=True), 0)
        drop.addLayout(row(self.choose, 1))
        self.summary = label(wraps=True)
        self._disputes = QVBoxLayout()
        self._disputes.setSpacing(8)
        self.mine = action_button(_("Mine everywhere"))
        self.theirs = action_button(_("The colleague's everywhere"))
        self.take = action_button(_("Take in"), desk.theme, sign="import", kind="primary")
        self.result = Verdict()
        self.mine.clicked.connect(self._on_mine)
        self.theirs.clicked.connect(self._on_theirs)
        self.take.clicked.connect(self._on_take)
        everywhere = row(self.mine, self.theirs, 1)
        parts = (frame("drop", drop), self.result, self.summary, everywhere, self._disputes)
        self.setLayout(column(*parts, row(1, self.take), 1, spacing=10))
        self.setAcceptDrops(True)
        self._show_offer(None)

    def look_at(self, part: Path) -> None:
        """Show what a file would bring."""
        desk, check_id = self._desk, self._fieldwork.check.id
        self._part = part
        self.result.say("", "")
        self._show_offer(None)
        carry_out(
            desk.jobs,
            self,
            _("Reading …"),
            lambda _report: work.offered(desk.workspace, desk.paths.keys, check_id, part),
            self._show_offer,
        )

    def _show_offer(self, offer: "Offer | None") -> None:
        for card in self.cards:
            self._disputes.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        if offer is not None:
            self.cards = [self._card(item_id, offer) for item_id in offer.disputed]
        for card in self.cards:
            self._disputes.addWidget(card)
        self.summary.setText(_summary(offer) if offer else "")
        for part in (self.mine, self.theirs):
            part.setVisible(len(self.cards) > 1)
        self.summary.setVisible(offer is not None)
        self.take.setVisible(offer is not None)

    def _card(self, item_id: str, offer: "Offer") -> DisputeCard:
        fieldwork = self._fieldwork
        return DisputeCard(
            fieldwork.item(item_id),
            fieldwork.seen(item_id),
            offer.theirs[item_id],
            offer.inspector,
            fieldwork.vocabulary,
        )

    def _on_choose(self) -> None:
        kinds = _("Colleagues' parts") + " (*.part.asice *.asice)"
        chosen = dialogs.choose_files(self, _("Take in a colleague's part"), kinds)
        if chosen:
            self.look_at(chosen[0])

    def _on_mine(self) -> None:
        for card in self.cards:
            card.mine.setChecked(True)

    def _on_theirs(self) -> None:
        for card in self.cards:
            card.theirs.setChecked(True)

    def _on_take(self) -> None:
        part, desk, check_id = self._part, self._desk, self._fieldwork.check.id
        theirs = [card.item for card in self.cards if card.takes_theirs]
        if part is None:
            return
        at = desk.now()
        carry_out(
            desk.jobs,
            self,
            _("Taking in …"),
            lambda _report: work.join(desk.workspace, desk.paths.keys, check_id, part, at, theirs),
            self._on_taken,
        )

    def _on_taken(self, joined: "Joined") -> None:
        self._fieldwork.read_again()
        self._show_offer(None)
        words = _("{name}: {taken} items taken in, {kept} marked otherwise by both and left.")
        self.result.say(
            words.format(name=joined.inspector, taken=len(joined.taken), kept=len(joined.kept)),
            "good",
        )
        self.taken_in.emit()

    @guarded(None)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @guarded(None)
    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.look_at(Path(files[0]))


def _summary(offer: "Offer") -> str:
    """Who signed when, and what becomes of his items."""
    total = len(offer.theirs)
    signed = ngettext(
        "{name} signed {count} item on {time} (key {key}).",
        "{name} signed {count} items on {time} (key {key}).",
        total,
    ).format(
        name=offer.inspector,
        count=total,
        time=f"{offer.signed_at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}",
        key=offer.key[:8],
    )
    outcome = _("{taken} are open here and are taken, {same} are marked alike.")
    if offer.disputed:
        outcome = _(
            "{taken} are open here and are taken, {same} are marked alike, {disputed} otherwise "
            "by both: choose one answer for each."
        )
    outcome = outcome.format(
        taken=len(offer.taken), same=len(offer.same), disputed=len(offer.disputed)
    )
    return f"{signed}\n{outcome}"
