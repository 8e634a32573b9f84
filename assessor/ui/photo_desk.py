"""Photos on the check page: taken in beside the window's thread, given to a fault, looked at."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assessor.domain.inspection import Annotation, faults_of
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.photos import camera
from assessor.progress import ProgressFn
from assessor.services.photo_intake import Source, Taken, take_in
from assessor.services.photo_reuse import reuses_in
from assessor.storage import Workspace
from assessor.ui import dialogs
from assessor.ui.desk import Desk
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.job_dialog import carry_out
from assessor.ui.jobs import Job
from assessor.ui.marker import Marker
from assessor.ui.photo_strip import PhotoStrip
from assessor.ui.watched_folder import WatchedFolder

_Doubts = dict[tuple[str, str], str]  # a sentence by item and photo


class PhotoDesk(QObject):
    """What the photo strip asks for. Remarks go through the strip's `said`."""

    def __init__(
        self, desk: Desk, fieldwork: Fieldwork, marker: Marker, strip: PhotoStrip, page: QWidget
    ) -> None:
        super().__init__(page)
        self._desk, self._fieldwork, self._marker = desk, fieldwork, marker
        self._strip, self._page = strip, page
        self._waiting: list[Source] = []
        self._doubts: _Doubts = {}
        strip.annotations = self._annotations
        strip.added.connect(self.add)
        strip.opened.connect(self.open)
        strip.retry_wanted.connect(self.retry)
        strip.inbox_wanted.connect(self.open_inbox)
        strip.camera_wanted.connect(self.open_camera)
        if camera.may_be_there():
            strip.offer_camera()
        self._watched: WatchedFolder | None = None
        self._folder = ""
        self._watch()
        desk.preferences.changed.connect(self._watch)
        fieldwork.item_changed.connect(self._show_doubts)
        fieldwork.current_changed.connect(self._show_doubts)
        marker.fault_chosen.connect(self._show_doubts)
        self._log_opening()
        self._look_for_doubts()

    def add(self, sources: Sequence[Source]) -> None:
        """Read pictures in the background and give them to the chosen fault."""
        if self._lacks_fault():
            return
        item = self._fieldwork.current
        fault, workspace, chosen = self._marker.fault, self._desk.workspace, list(sources)

        def work(report: ProgressFn) -> tuple[str, int, Taken]:
            return item.id, fault, take_in(workspace, chosen, report)

        carry_out(self._desk.jobs, self._page, _("Reading photos …"), work, self._on_taken)

    def choose(self) -> None:
        """Ask for picture files."""
        if not self._lacks_fault():
            self._strip.choose()

    def _lacks_fault(self) -> bool:
        """Whether there is no fault that photos could be given to; says so."""
        if not self._has_fault:
            self._strip.said.emit(_("Photos belong to a fault. Press 2 to add one first."))
        return not self._has_fault

    def retry(self) -> None:
        """Try those again that the disk had no place for, or that waited for a fault."""
        if self._has_fault:
            waiting, self._waiting = self._waiting, []
            self._strip.show_waiting(0)
            self.add(waiting)

    def open(self, digest: str) -> None:
        """Show a photo large, to be marked."""
        from assessor.ui.markup_dialog import MarkupDialog

        try:
            picture = self._strip.picture(digest)
            annotations = self._annotations(digest)
        except AssessorError as error:
            dialogs.tell(self._page, str(error))
            return
        notice = self._doubts.get((self._fieldwork.current.id, digest), "")
        dialog = MarkupDialog(digest, picture, annotations, self._desk.theme, self._page, notice)
        dialog.marked.connect(self._on_marked)
        dialog.open()

    def open_inbox(self) -> None:
        """Show the inbox for photos from a phone."""
        from assessor.ui.inbox_dialog import InboxDialog

        InboxDialog(self._desk, self._fieldwork, self._marker, self._page).open()

    def open_camera(self) -> None:
        """Show what the computer's camera sees, to take a photo."""
        from assessor.ui.camera_dialog import CameraDialog

        try:
            dialog = CameraDialog(self._desk.theme, self._page)
        except AssessorError as error:
            dialogs.tell(self._page, str(error))
            return
        dialog.taken.connect(self._on_camera)
        dialog.open()

    @property
    def _has_fault(self) -> bool:
        return bool(faults_of(self._fieldwork.seen(self._fieldwork.current.id)))

    def _log_opening(self) -> None:
        """A phone's photos are told apart by when an item was opened, this one just now."""
        drafts, now = self._desk.workspace.drafts, self._desk.now()
        check_id, item_id = self._fieldwork.check.id, self._fieldwork.current.id
        self._fieldwork.saving.save(lambda: drafts.visit_item(check_id, item_id, now))

    def _watch(self) -> None:
        """Watch the folder of the settings, where there is one."""
        folder = self._desk.settings.photo_folder
        if folder == self._folder:
            return
        self._folder = folder
        if self._watched is not None:
            self._watched.deleteLater()
        self._watched = WatchedFolder(Path(folder), self) if folder else None
        if self._watched is not None:
            self._watched.arrived.connect(self._on_arrived)

    def _annotations(self, digest: str) -> tuple[Annotation, ...]:
        photo = self._desk.workspace.photos.photo(digest)
        return photo.annotations if photo else ()

    def _wait(self, sources: Sequence[Source]) -> None:
        self._waiting += sources
        self._strip.show_waiting(len(self._waiting))

    def _on_arrived(self, paths: list[Path]) -> None:
        if self._has_fault:
            self.add(paths)
        else:
            self._wait(paths)
            self._strip.said.emit(_("New photos wait for a fault. Press 2 to add one."))

    def _on_camera(self, picture: bytes) -> None:
        self.add([(_("camera picture"), picture)])

    def _on_taken(self, outcome: tuple[str, int, Taken]) -> None:
        item_id, number, taken = outcome
        if taken.digests:
            self._marker.attach(item_id, number, taken.digests)
            self._look_for_doubts()
        if taken.waiting:
            self._wait(taken.waiting)
        if taken.refusals:
            self._strip.said.emit("\n".join(taken.refusals))

    def _on_marked(self, digest: str, annotations: tuple[Annotation, ...]) -> None:
        try:
            self._desk.workspace.photos.annotate(digest, annotations)
        except AssessorError as error:
            dialogs.tell(self._page, str(error))
        self._strip.show_marks(digest)

    def _look_for_doubts(self) -> None:
        """Find photos that are used twice, in the background."""
        workspace, check_id = self._desk.workspace, self._fieldwork.check.id
        job = Job(lambda _report: _doubts(workspace, check_id), self._desk.jobs)
        job.succeeded.connect(self._on_doubts)
        self._desk.jobs.start(job)

    def _on_doubts(self, doubts: _Doubts) -> None:
        self._doubts = doubts
        self._show_doubts()

    def _show_doubts(self) -> None:
        current = self._fieldwork.current.id
        here = {photo: words for (item, photo), words in self._doubts.items() if item == current}
        self._strip.show_doubts(here)


def _doubts(workspace: Workspace, check_id: str) -> _Doubts:
    """A sentence for each photo that is used twice."""
    return {(each.item, each.photo): each.sentence for each in reuses_in(workspace, check_id)}
