"""A quiet line above a draft: last round's answers, a newer revision, or what was carried over."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from assessor.domain.carrying import CarryPlan, CarryRecord, Choice
from assessor.domain.inspection import CHINA_TIME
from assessor.domain.scoring import shown
from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services import carrying
from assessor.services.assessing import form_of
from assessor.storage import CheckHeader, Draft
from assessor.ui import dialogs
from assessor.ui.carry_dialog import CarryDialog
from assessor.ui.desk import Desk
from assessor.ui.widgets import ElidedLabel, action_button, row

#: A newer revision, the site's last signed check, or a move that can be undone.
Offered = Standard | CheckHeader | CarryRecord


class CarryNotice(QFrame):
    """Offers to carry answers over, or to undo it; never insists."""

    leaving = Signal()  # before the answers are looked at: what is being typed must be kept
    moved = Signal(str)  # the draft, which has another standard or other answers now

    def __init__(self, desk: Desk, draft_id: str, offered: Offered) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._desk, self._draft_id, self._offered = desk, draft_id, offered
        self.acts = []
        for words, act in self._choices().items():
            self.acts.append(action_button(words))
            self.acts[-1].clicked.connect(act)
        self.dismiss = action_button(_("Not now"))
        self.dismiss.clicked.connect(self.hide)
        layout = row(ElidedLabel(_words(offered)), *self.acts, self.dismiss)
        layout.setStretch(0, 1)
        layout.setContentsMargins(14, 4, 12, 4)
        self.setLayout(layout)

    def open_dialog(self) -> None:
        """Go through the answers one by one, as far as they do not go by themselves."""
        self._open()

    def open_faults(self) -> None:
        """Go through the answers of last round that lost points, each of them."""
        self._open(faults=True)

    def on_answered(self) -> None:
        """Somebody began without last round's answers."""
        if isinstance(self._offered, CheckHeader):
            self.hide()

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

    def _choices(self) -> dict[str, Callable[[], None]]:
        """What can be done, by the words on the button."""
        match self._offered:
            case Standard():
                return {_("Carry answers over …"): self.open_dialog}
            case CheckHeader():
                return {
                    _("Look at its faults …"): self.open_faults,
                    _("Take its answers …"): self.open_dialog,
                }
            case CarryRecord():
                return {_("Undo carrying over"): self.undo}

    def _open(self, *, faults: bool = False) -> None:
        self.leaving.emit()
        try:
            plan = self._plan(faults=faults)
        except AssessorError as error:
            dialogs.tell(self, str(error))
            return
        dialog = CarryDialog(self._desk, plan, self._carry, self.window())
        dialog.carried.connect(self._on_moved)
        dialog.open()

    def _plan(self, *, faults: bool) -> CarryPlan:
        workspace, library = self._desk.workspace, self._desk.library
        if isinstance(self._offered, Standard):
            return carrying.plan_of(workspace, library, self._draft_id, self._offered)
        assert isinstance(self._offered, CheckHeader)
        standard, _form = form_of(workspace.drafts.get(self._draft_id).check, library)
        return carrying.plan_of(workspace, library, self._offered.id, standard, faults=faults)

    def _carry(self, plan: CarryPlan, choices: Mapping[str, Choice]) -> None:
        workspace, draft, source = self._desk.workspace, self._draft_id, self._offered
        by, at = self._desk.settings.inspector, self._desk.now()
        if isinstance(source, CheckHeader):
            carrying.take_signed(workspace, draft, source.id, plan, choices, by=by, at=at)
        else:
            carrying.carry_draft(workspace, draft, plan, choices, by=by, at=at)

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

    None for a draft that is bound to its standard because it corrects a signed check or
    has colleagues' signed parts.
    """
    draft = desk.workspace.drafts.get(draft_id)
    layout = parent.layout()
    if draft.revises or draft.check.contributions or not isinstance(layout, QBoxLayout):
        return None
    if (offered := _offered(desk, draft)) is None:
        return None
    notice = CarryNotice(desk, draft_id, offered)
    layout.insertWidget(1, notice)
    return notice


def _offered(desk: Desk, draft: Draft) -> Offered | None:
    """To go back where last round's answers were taken; to begin with them; to go on."""
    records = carrying.records_of(desk.workspace, draft.check.id)
    if records and records[-1].source:
        return records[-1]
    if not draft.check.observations and (
        last := carrying.last_round(desk.workspace, draft.check.site.code)
    ):
        return last
    newer = carrying.newer_revision(desk.library, draft.check.standard)
    return newer or (records[-1] if records else None)


def _words(offered: Offered) -> str:
    match offered:
        case Standard():
            words = _("A newer revision of this standard is at hand: {standard}.")
            return words.format(standard=offered.ref)
        case CheckHeader():
            words = _("This site was checked before, on {date}: {earned} of {possible} points.")
            return words.format(
                date=f"{offered.started.astimezone(CHINA_TIME):%Y-%m-%d}",
                earned=shown(offered.earned),
                possible=shown(offered.possible).removesuffix(".00"),
            )
        case CarryRecord():
            if offered.source:
                return _("Last round's answers were taken by {name}.").format(name=offered.by)
            words = _("Answers were carried over from {standard} by {name}.")
            return words.format(standard=offered.older, name=offered.by)
