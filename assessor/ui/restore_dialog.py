"""Restoring: choose a backup, see what is in it, and have it beside what there is now."""

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from assessor import files
from assessor.domain.inspection import CHINA_TIME
from assessor.errors import AssessorError
from assessor.i18n import _, ngettext
from assessor.paths import Paths
from assessor.services.care import found_in, restore
from assessor.storage import Restored
from assessor.storage.backups import Contents, contents
from assessor.ui import dialogs
from assessor.ui.another_window import open_workspace
from assessor.ui.drives import plugged_in
from assessor.ui.job_dialog import carry_out
from assessor.ui.jobs import Jobs
from assessor.ui.key_panels import selectable
from assessor.ui.theme import TOUCH, Theme
from assessor.ui.widgets import Verdict, action_button, flick, label, row

_LARGEST = QSize(760, 600)
_PathRole = Qt.ItemDataRole.UserRole
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)\d\d$")


class RestoreDialog(QDialog):
    """The workspace at `present` stays as it is, even if it cannot be opened any more."""

    def __init__(
        self, paths: Paths, present: Path, jobs: Jobs, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Restore a backup"))
        self.resize(_LARGEST.boundedTo(parent.window().size()))
        self._paths, self._present, self._jobs = paths, present, jobs
        self._seen: Contents | None = None
        self._restored: Path | None = None
        words = label(
            _(
                "What is restored becomes a workspace of its own beside the present one, which "
                "stays as it is."
            ),
            wraps=True,
        )
        self.list = QListWidget()
        self.list.setProperty("kind", "framed")
        self.list.setProperty("rows", "tall")
        self.list.setAccessibleName(_("Backups at hand"))
        self.list.setMinimumHeight(3 * TOUCH)
        flick(self.list)
        self.other = action_button(_("Another file …"), theme, sign="form")
        self.look = action_button(_("See what is in it"), theme, sign="eye", kind="primary")
        self.told = selectable(label(wraps=True))
        self.do_it = action_button(
            _("Restore beside the present one"), theme, sign="import", kind="primary"
        )
        self.outcome = Verdict()
        self.open_it = action_button(
            _("Open it in a window of its own"), theme, sign="next", kind="primary"
        )
        self.use_it = action_button(_("Work with it from now on"), theme, sign="check")
        close = action_button(_("Close"))
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemActivated.connect(self._on_look)
        self.other.clicked.connect(self._on_other)
        self.look.clicked.connect(self._on_look)
        self.do_it.clicked.connect(self._on_restore)
        self.open_it.clicked.connect(self._on_open)
        self.use_it.clicked.connect(self._on_use)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(words)
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self.look, self.other, 1))
        for part in (self.told, self.outcome):
            layout.addWidget(part)
        layout.addLayout(row(self.do_it, self.open_it, self.use_it, 1, close))
        for where, path in _at_hand(paths):
            self._list(path, where)
        self.list.setCurrentRow(0)
        self._show()

    def add(self, path: Path) -> None:
        """Choose a backup that lies anywhere."""
        self.list.setCurrentItem(self._list(path, str(path.parent)))

    def _list(self, path: Path, where: str) -> QListWidgetItem:
        time = _TIME.search(path.stem)
        made = "{}-{}-{} {}:{}".format(*time.groups()) if time else path.name
        item = QListWidgetItem(f"{made} · {where}")
        item.setData(_PathRole, path)
        item.setToolTip(str(path))
        self.list.addItem(item)
        return item

    def _show(self) -> None:
        self.look.setEnabled(self.list.currentItem() is not None)
        self.told.setText(_told(self._seen) if self._seen else "")
        self.told.setVisible(self._seen is not None)
        self.do_it.setVisible(self._seen is not None and self._restored is None)
        for part in (self.open_it, self.use_it):
            part.setVisible(self._restored is not None)

    def _on_row(self) -> None:
        self._seen = self._restored = None
        self.outcome.say("", "")
        self._show()

    def _on_other(self) -> None:
        kinds = _("Backups") + " (*.backup)"
        if chosen := dialogs.choose_files(self, _("Restore a backup"), kinds):
            self.add(chosen[0])

    def _on_look(self) -> None:
        path: Path = self.list.currentItem().data(_PathRole)
        room = self._present.parent
        carry_out(
            self._jobs,
            self,
            _("Reading the backup …"),
            lambda report: contents(path, room, report),
            self._on_seen,
        )

    def _on_seen(self, seen: Contents) -> None:
        self._seen, self._restored = seen, None
        self._show()
        self.do_it.setFocus()

    def _on_restore(self) -> None:
        if self._seen is None:
            return
        path, present = self._seen.backup.path, self._present
        carry_out(
            self._jobs,
            self,
            _("Restoring …"),
            lambda report: restore(path, present, None, report),
            self._on_restored,
        )

    def _on_restored(self, came: Restored) -> None:
        self._restored = came.workspace
        lines = [_("Restored: {path}. The present workspace is as it was.")]
        if came.missing:
            lines.append(
                ngettext(
                    "{count} photo or result file nobody has any more; the rest is whole.",
                    "{count} photos or result files nobody has any more; the rest is whole.",
                    len(came.missing),
                )
            )
        words = "\n".join(lines).format(path=came.workspace, count=len(came.missing))
        self.outcome.say(words, "bad" if came.missing else "good")
        self._show()
        self.open_it.setFocus()

    def _on_use(self) -> None:
        if self._restored is None:
            return
        try:
            files.write(self._paths.workspace_url, str(self._restored).encode())
        except AssessorError as error:
            dialogs.tell(self, str(error))
            return
        words = _("From the next start on the program opens {path}.")
        self.outcome.say(words.format(path=self._restored), "good")
        self.use_it.hide()

    def _on_open(self) -> None:
        if self._restored and not open_workspace(self._paths, self._restored):
            words = _("No second window could be opened. Start the program with --workspace {path}")
            dialogs.tell(self, words.format(path=self._restored))


def _at_hand(paths: Paths) -> Iterator[tuple[str, Path]]:
    """Backups on sticks and the daily ones, each with where it lies."""
    for drive in plugged_in():
        yield from ((drive.name, path) for path in found_in(drive.root))
    yield from ((_("daily, on this computer"), path) for path in found_in(paths.backups))


def _told(seen: Contents) -> str:
    """What a backup holds, for whoever must choose one."""
    backup = seen.backup
    made = _("Made {time} by version {version}; read whole just now, and sound.")
    time = f"{backup.made.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
    held = _("Signed checks: {signed}. Drafts: {drafts}.")
    inside = ngettext(
        "{count} photo and result file lies inside.",
        "{count} photos and result files lie inside.",
        len(backup.files),
    )
    if not backup.is_whole:
        inside = ngettext(
            "{count} photo and result file is taken from beside the present workspace.",
            "{count} photos and result files are taken from beside the present workspace.",
            len(backup.files),
        )
    trail = _("Trail up to entry {number}, {chain}. Fingerprint {fingerprint}.")
    lines = (
        made.format(time=time, version=backup.program),
        held.format(signed=seen.signed, drafts=seen.drafts),
        inside.format(count=len(backup.files)),
        trail.format(
            number=backup.trail.number,
            chain=backup.trail.chain[:16],
            fingerprint=backup.fingerprint,
        ),
    )
    return "\n".join(lines)
