"""A quiet line above a draft: a newer revision is at hand, or answers were carried over."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from assessor.domain.carrying import CarryRecord
from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services import carrying
from assessor.ui import dialogs
from assessor.ui.carry_dialog import CarryDialog
from assessor.ui.desk import Desk
from assessor.ui.widgets import ElidedLabel, action_button, row


class CarryNotice(QFrame):
    """Offers to carry answers over, or to undo it; never insists."""

    leaving = Signal()  # before the answers are looked at: what is being typed must be kept
    moved = Signal(str)  # the draft, which has another standard now

    def __init__(self, desk: Desk, draft_id: str, offered: Standard | CarryRecord) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._desk, self._draft_id, self._offered = desk, draft_id, offered
        if isinstance(offered, Standard):
            words = _("A newer revision of this standard is at hand: {standard}.").format(
                standard=offered.ref
            )
            self.act = action_button(_("Carry answers over …"))
            self.act.clicked.connect(self.open_dialog)
        else:
            words = _("Answers were carried over from {standard} by {name}.").format(
                standard=offered.source or offered.older, name=offered.by
            )
            self.act = action_button(_("Undo carrying over"))
            self.act.clicked.connect(self.undo)
        self.dismiss = action_button(_("Not now"))
        self.dismiss.clicked.connect(self.hide)
        layout = row(ElidedLabel(words), self.act, self.dismiss)
        layout.setStretch(0, 1)
        layout.setContentsMargins(14, 4, 12, 4)
        self.setLayout(layout)

    def open_dialog(self) -> None:
        """Go through the answers one by one."""
        if not isinstance(self._offered, Standard):
            return
        self.leaving.emit()
        desk = self._desk
        try:
            plan = carrying.plan_of(desk.workspace, desk.library, self._draft_id, self._offered)
        except AssessorError as error:
            dialogs.tell(self, str(error))
            return
        dialog = CarryDialog(desk, self._draft_id, plan, self.window())
        dialog.carried.connect(self._on_moved)
        dialog.open()

    def undo(self) -> None:
        """Bring the draft back as it was; asks first where answers given since would be lost."""
        self.leaving.emit()
        desk = self._desk
        back = carrying.way_back(desk.workspace, desk.library, self._draft_id)
        if back is not None and back.lost:
            question = _("Answers given since would be lost: {items}. Undo nevertheless?")
            items = _(", ").join(back.lost)
            dialogs.confirm(self, question.format(items=items), _("Undo"), self._take_back)
        else:
            self._take_back()

    def _take_back(self) -> None:
        desk = self._desk
        try:
            carrying.undo(desk.workspace, desk.library, self._draft_id, desk.now(), give_up=True)
        except AssessorError as error:
            dialogs.tell(self, str(error))
            return
        self._on_moved()

    def _on_moved(self) -> None:
        self.moved.emit(self._draft_id)


def offer_carry(parent: QWidget, desk: Desk, draft_id: str) -> CarryNotice | None:
    """Put a notice at the second place of a page, where there is something to offer.

    None for a draft of the newest revision that never moved, and for one that is bound to
    its standard because it corrects a signed check or has colleagues' signed parts.
    """
    draft = desk.workspace.drafts.get(draft_id)
    if draft.revises or draft.check.contributions:
        return None
    records = carrying.records_of(desk.workspace, draft_id)
    offered = carrying.newer_revision(desk.library, draft.check.standard)
    layout = parent.layout()
    if not (offered or records) or not isinstance(layout, QBoxLayout):
        return None
    notice = CarryNotice(desk, draft_id, offered or records[-1])
    layout.insertWidget(1, notice)
    return notice
