"""The phone inbox: photos copied from a phone, each with the item it seems to belong to."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assessor.domain import wording
from assessor.domain.inspection import faults_of
from assessor.domain.phone_photos import Aside, Proposal
from assessor.i18n import _, current, ngettext
from assessor.progress import ProgressFn
from assessor.services.phone_inbox import Inbox, gather
from assessor.ui import dialogs
from assessor.ui.code_dialog import CodeDialog
from assessor.ui.desk import Desk
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.inbox_model import (
    LAST_FAULT,
    NEW_FAULT,
    InboxDelegate,
    InboxModel,
    InboxRow,
    InboxView,
    RowState,
)
from assessor.ui.job_dialog import carry_out
from assessor.ui.marker import Marker
from assessor.ui.photo_list import THUMBNAIL
from assessor.ui.thumbnails import Thumbnails
from assessor.ui.widgets import Choice, action_button, form, label, row


class InboxDialog(QDialog):
    """Every photo waits until it is accepted, one by one with Enter or all at once."""

    def __init__(self, desk: Desk, fieldwork: Fieldwork, marker: Marker, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Photos from the phone"))
        self._desk, self._fieldwork, self._marker = desk, fieldwork, marker
        self._inbox = Inbox()
        self.model = InboxModel(self._item_words, self)
        thumbnails = Thumbnails(desk.workspace.photos.thumbnail, THUMBNAIL, self)
        thumbnails.loaded.connect(self.model.touch)
        self.view = InboxView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(InboxDelegate(self.model, thumbnails, desk.theme, self.view))
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show_current()
        self.resize(QSize(980, 700).boundedTo(parent.window().size() * 0.96))

    def _make_parts(self) -> None:
        theme = self._desk.theme
        self._clock = label(wraps=True)
        self._clock.setText(
            _("Copy the phone's photos to this computer or plug the phone in, then choose them.")
        )
        self._files = action_button(_("Photos …"), theme, sign="import", kind="primary")
        self._folder = action_button(_("Folder …"), theme, sign="import")
        self._code = action_button(_("Compare the clocks …"), theme, sign="phone")
        self._retry = action_button(_("Try again"), theme, tip=_("Try again what was not kept"))
        self._retry.hide()
        self._item = Choice(_("Item"))
        self._fault = Choice(_("Fault"))
        self._accept = action_button(_("Accept"), theme, sign="check", kind="primary")
        self._accept.setToolTip(_("Give the photo to this fault (Enter)"))
        self._aside = action_button(_("Leave aside"), theme, tip=_("Leave aside (Delete)"))
        self._all = action_button(_("Accept all"), theme)
        self._close = action_button(_("Close"))

    def _lay_out(self) -> None:
        fields = form((_("Item"), self._item), (_("Fault"), self._fault))
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addLayout(row(self._files, self._folder, self._code, 1, self._retry))
        layout.addWidget(self._clock)
        layout.addWidget(self.view, 1)
        layout.addLayout(fields)
        layout.addLayout(row(self._close, 1, self._all, self._aside, self._accept))

    def _connect(self) -> None:
        for item in self._fieldwork.site_type.items:
            self._item.addItem(self._item_words(item.id), item.id)
        self.view.selectionModel().currentChanged.connect(self._show_current)
        self._item.activated.connect(self._on_item)
        self._fault.activated.connect(self._on_fault)
        self._files.clicked.connect(self._on_files)
        self._folder.clicked.connect(self._on_folder)
        self._code.clicked.connect(self._on_code)
        self._retry.clicked.connect(self._on_retry)
        self._accept.clicked.connect(self.accept_current)
        self._aside.clicked.connect(self.leave_aside)
        self._all.clicked.connect(self.accept_all)
        self._close.clicked.connect(self.accept)
        self.view.accept_wanted.connect(self.accept_current)
        self.view.aside_wanted.connect(self.leave_aside)

    def take(self, paths: list[Path]) -> None:
        """Take in photos from files and folders, in the background, beside those shown."""
        workspace, check_id = self._desk.workspace, self._fieldwork.check.id
        at, earlier = self._desk.now(), self._inbox.photos

        def work(report: ProgressFn) -> Inbox:
            return gather(workspace, check_id, paths, at, report, earlier)

        carry_out(self._desk.jobs, self, _("Reading photos …"), work, self.show_inbox)

    def show_inbox(self, inbox: Inbox) -> None:
        """Show what was proposed, the first photo to be decided chosen."""
        self._inbox = inbox
        self._retry.setVisible(bool(inbox.waiting))
        self.model.show_rows([self._row(each, inbox) for each in inbox.proposals])
        self._clock.setText(self._clock_words(inbox))
        self.view.setCurrentIndex(self.model.index(max(0, self.model.next_waiting(-1))))
        self.view.setFocus()
        self._show_current()
        if inbox.refusals:
            dialogs.tell(self, "\n".join(inbox.refusals[:8]))

    def accept_current(self) -> None:
        """Give the chosen photo to its fault, and go to the next."""
        place = self.view.currentIndex().row()
        if place >= 0 and self.model.rows[place].item:
            self._give(place)
            self._go_on(place)

    def leave_aside(self) -> None:
        """Give the chosen photo to nothing, and go to the next; it stays in the workspace."""
        place = self.view.currentIndex().row()
        if place >= 0 and self.model.rows[place].state is not RowState.ACCEPTED:
            self.model.change(place, state=RowState.ASIDE)
            self._go_on(place)

    def accept_all(self) -> None:
        """Give every photo that is proposed to an item to its fault."""
        for place in self.model.waiting():
            self._give(place)
        self._show_current()

    def _give(self, place: int) -> None:
        given = self.model.rows[place]
        if given.state is RowState.ACCEPTED:
            return
        count = len(faults_of(self._fieldwork.seen(given.item)))
        fault = count - 1 if given.fault == LAST_FAULT else given.fault
        self._marker.attach(given.item, fault, (given.digest,))
        seen = faults_of(self._fieldwork.seen(given.item))
        if any(given.digest in each.photos for each in seen):  # unless the disk refused
            self.model.change(place, state=RowState.ACCEPTED)

    def _go_on(self, place: int) -> None:
        following = self.model.next_waiting(place)
        if following >= 0:
            self.view.setCurrentIndex(self.model.index(following))
        self._show_current()

    def _row(self, proposal: Proposal, inbox: Inbox) -> InboxRow:
        photo = self._desk.workspace.photos.photo(proposal.digest)
        reason = self._reason(proposal)
        state = RowState.ASIDE if proposal.aside else RowState.WAITING
        if proposal.digest in inbox.used:
            reason, state = _("A check shows this photo already"), RowState.ASIDE
        name = photo.name if photo else ""
        return InboxRow(
            proposal.digest, name, proposal.at, proposal.item, reason=reason, state=state
        )

    def _reason(self, proposal: Proposal) -> str:
        match proposal.aside:
            case Aside.CODE:
                return _("Shows the code that compares the clocks")
            case Aside.NO_TIME:
                return _("The phone wrote no time into it")
            case Aside.OTHER_DAY:
                return _("Taken on a day without this check")
            case Aside.OTHER_CHECK:
                known = self._desk.workspace.drafts.all()
                names = [each.site.name for each in known if each.id == proposal.check]
                site = names[0] if names else _("another site")
                return _("Taken while {site} was checked").format(site=site)
            case Aside.NOTHING_OPEN:
                return _("No item was open then")
            case None:
                return ""

    def _clock_words(self, inbox: Inbox) -> str:
        if not inbox.photos:
            return _("There are no pictures there.")
        models = {photo.model for photo in inbox.photos}
        known = {model: span for model, span in (inbox.ahead or {}).items() if model in models}
        waiting = len(self.model.waiting())
        proposed = ngettext(
            "{count} photo is proposed to an item.",
            "{count} photos are proposed to items.",
            waiting,
        ).format(count=waiting)
        clocks = [
            _("Clock of {phone}: {difference}.").format(
                phone=model or _("the phone"), difference=_difference(span)
            )
            for model, span in sorted(known.items())
        ] or [_("The phone's clock was never compared; its time is trusted.")]
        return "  ".join((proposed, *clocks))

    def _item_words(self, item_id: str) -> str:
        item = self._fieldwork.item(item_id)
        return f"{item.number}　{item.text.in_language(current().language)}"

    def _show_current(self) -> None:
        place = self.view.currentIndex().row()
        shown = self.model.rows[place] if 0 <= place < len(self.model.rows) else None
        is_open = shown is not None and shown.state is not RowState.ACCEPTED
        for part in (self._item, self._fault):
            part.setEnabled(is_open)
        self._aside.setEnabled(is_open)
        self._accept.setEnabled(is_open and bool(shown and shown.item))
        self._all.setEnabled(bool(self.model.waiting()))
        self._item.setCurrentIndex(self._item.findData(shown.item) if shown else -1)
        self._fault.clear()
        if shown and shown.item:
            self._fill_faults(shown)

    def _fill_faults(self, shown: InboxRow) -> None:
        faults = faults_of(self._fieldwork.seen(shown.item))
        for number, fault in enumerate(faults):
            words = wording.described(fault, self._fieldwork.vocabulary, current())
            self._fault.addItem(f"{number + 1}　{words}", number)
        self._fault.addItem(_("A new fault"), NEW_FAULT)
        chosen = len(faults) - 1 if shown.fault == LAST_FAULT else shown.fault
        self._fault.setCurrentIndex(max(0, self._fault.findData(chosen)))

    def _on_item(self) -> None:
        place = self.view.currentIndex().row()
        item = str(self._item.currentData())
        self.model.change(place, item=item, fault=LAST_FAULT, state=RowState.WAITING)
        self._show_current()

    def _on_fault(self) -> None:
        place = self.view.currentIndex().row()
        self.model.change(place, fault=int(self._fault.currentData()))

    def _on_files(self) -> None:
        kinds = _("Pictures") + " (*.jpg *.jpeg *.png *.heic *.heif *.JPG *.JPEG *.PNG *.HEIC)"
        if chosen := dialogs.choose_files(self, _("Photos from the phone"), kinds):
            self.take(list(chosen))

    def _on_folder(self) -> None:
        if folder := dialogs.choose_folder(self, _("Folder with the phone's photos")):
            self.take([folder])

    def _on_retry(self) -> None:
        self.take(list(self._inbox.waiting))

    def _on_code(self) -> None:
        CodeDialog(self._desk.now, self).open()


def _difference(ahead: timedelta) -> str:
    """How far a clock is off, in words."""
    seconds = round(ahead.total_seconds())
    if not seconds:
        return _("right to the second")
    minutes, rest = divmod(abs(seconds), 60)
    span = _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
    words = _("{span} ahead") if seconds > 0 else _("{span} behind")
    return words.format(span=span)
