"""Taking in result files: drop or choose them, look at what would happen, accept."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame

from assessor.i18n import _, current, ngettext
from assessor.progress import ProgressFn
from assessor.services.wording import counted_words
from assessor.ui import dialogs, key_work, work
from assessor.ui.desk import Desk
from assessor.ui.guards import guarded
from assessor.ui.job_dialog import carry_out
from assessor.ui.outcome_model import OutcomeModel, OutcomeTable
from assessor.ui.trust_dialog import show_bundle
from assessor.ui.widgets import action_button, column, label, row

if TYPE_CHECKING:
    from assessor.services.taking_in import FileOutcome
    from assessor.services.trusting import TrustOffer
    from assessor.signing.envelopes import EncryptionKey

    _Seen = tuple[tuple[FileOutcome, ...], TrustOffer | None]


class TakeInCard(QFrame):
    """Nothing is kept before it is accepted: all files by one key, or those that are ticked.

    What is refused is kept aside with the reason, whatever is ticked.
    """

    taken_in = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAcceptDrops(True)
        self._desk = desk
        self._paths: tuple[Path, ...] = ()  # what was chosen or dropped: files and folders
        self._words = label(wraps=True)
        self._files = action_button(_("Files …"), desk.theme, sign="import")
        self._folder = action_button(_("Folder …"), desk.theme)
        self._accept = action_button("", desk.theme, sign="check", kind="primary")
        self._accept.setAutoDefault(True)  # Enter takes in, where it has the focus
        self._refuse = action_button(_("Not now"))
        self._offer = action_button("", desk.theme, sign="key")
        self._offered: TrustOffer | None = None
        self._key: EncryptionKey | None = None  # for encrypted files, until all are taken in
        self._model = OutcomeModel(self)
        self.table = OutcomeTable(self._model, _("What becomes of the files"))
        self._model.chosen_changed.connect(self._on_chosen)
        self._files.clicked.connect(self._on_files)
        self._folder.clicked.connect(self._on_folder)
        self._accept.clicked.connect(self._on_accept)
        self._refuse.clicked.connect(self._on_refuse)
        self._offer.clicked.connect(self._on_offer)
        head = row(label(_("Result files"), "title"), 1, self._files, self._folder)
        layout = column(
            head,
            self._words,
            self._offer,
            self.table,
            row(1, self._refuse, self._accept),
            spacing=10,
        )
        layout.setContentsMargins(14, 12, 14, 12)
        self.setLayout(layout)
        self._show((), is_preview=False)

    def look_at(self, paths: Sequence[Path]) -> None:
        """Say what would become of these files and folders."""
        self._paths = tuple(paths)
        if self._paths:
            self._look(asks=self._key is None)

    def _look(self, *, asks: bool) -> None:
        """`asks` for the passphrase where files are encrypted for this office."""
        desk, paths = self._desk, self._paths

        def are_locked(_report: ProgressFn) -> bool:
            return key_work.are_locked(desk.paths, paths)

        if asks:
            carry_out(desk.jobs, self, _("Looking at the files …"), are_locked, self._on_sifted)
        else:
            self._start(_("Looking at the files …"), paths, preview=True)

    def _on_sifted(self, are_locked: bool) -> None:
        if not are_locked:
            self._look(asks=False)
            return
        from assessor.ui.envelope_dialog import EnvelopeDialog

        dialog = EnvelopeDialog(self._desk, self)
        dialog.opened.connect(self._on_opened)
        dialog.finished.connect(self._on_asked)
        dialog.open()

    def _on_opened(self, key: "EncryptionKey") -> None:
        self._key = key

    def _on_asked(self) -> None:
        self._look(asks=False)

    def _start(self, title: str, paths: Sequence[Path], *, preview: bool) -> None:
        desk, at, key = self._desk, self._desk.now(), self._key
        workspace, library, keys = desk.workspace, desk.library, desk.paths.keys

        def look_or_take(report: ProgressFn) -> "_Seen":
            outcomes = work.merge(
                workspace, library, keys, paths, at, report, preview=preview, key=key
            )
            return outcomes, key_work.trust_beside(desk.paths, paths) if preview else None

        then = self._on_previewed if preview else self._on_taken_in
        carry_out(desk.jobs, self, title, look_or_take, then)

    def _on_files(self) -> None:
        kinds = _("Result files") + " (*.asice *.p7m)"
        self.look_at(dialogs.choose_files(self, _("Result files"), kinds))

    def _on_folder(self) -> None:
        if folder := dialogs.choose_folder(self, _("Folder of result files")):
            self.look_at([folder])

    def _on_accept(self) -> None:
        wanted = [*self._model.chosen, *self._model.refused]
        self._start(_("Taking in …"), [each.path for each in wanted], preview=False)

    def _on_chosen(self) -> None:
        count, refused = len(self._model.chosen), len(self._model.refused)
        total = len(self._model.rows)
        words = _("Take in all") if count + refused == total else _("Take in {count} of {total}")
        if not count:
            words = _("Keep the refused ones aside")
        self._accept.setText(words.format(count=count, total=total))
        self._accept.setAccessibleName(self._accept.text())
        self._accept.setEnabled(bool(count or refused))

    def _on_refuse(self) -> None:
        self._offered = self._key = None
        self._show((), is_preview=False)

    def _on_offer(self) -> None:
        """A bundle that travelled beside the files may say who signed them."""
        if self._offered and (dialog := show_bundle(self._desk, self._offered.path, self)):
            dialog.trusted.connect(self._on_trusted)

    def _on_trusted(self) -> None:
        self.look_at(self._paths)

    def _on_previewed(self, seen: "_Seen") -> None:
        outcomes, self._offered = seen
        self._show(outcomes, is_preview=True)
        if outcomes:
            self._accept.setFocus()

    def _on_taken_in(self, seen: "_Seen") -> None:
        outcomes, self._offered = seen
        self._key = None
        self._show(outcomes, is_preview=False)
        self.taken_in.emit()

    def _show(self, outcomes: "Sequence[FileOutcome]", *, is_preview: bool) -> None:
        self._model.show_outcomes(outcomes, may_choose=is_preview)
        self.table.setVisible(bool(outcomes))
        self._accept.setVisible(is_preview and bool(outcomes))
        self._refuse.setVisible(is_preview and bool(outcomes))
        self._words.setText(_summary(outcomes, is_preview=is_preview))
        self._offer.setVisible(self._offered is not None)
        if self._offered is not None:
            names = _(", ").join(each.name for each in self._offered.offices)
            words = _("Beside it lies whom to trust: {names} …").format(names=names)
            self._offer.setText(words)
            self._offer.setAccessibleName(words)

    @guarded(None)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @guarded(None)
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.look_at([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])


def _summary(outcomes: "Sequence[FileOutcome]", *, is_preview: bool) -> str:
    if not outcomes:
        return _("Drop result files or a whole stick here, or choose them.")
    told = counted_words((each.outcome for each in outcomes), current())
    if is_preview:
        return ngettext(
            "{count} file, not taken in yet: {told}.",
            "{count} files, not taken in yet: {told}.",
            len(outcomes),
        ).format(count=len(outcomes), told=told)
    return ngettext(
        "{count} file was taken in: {told}.", "{count} files were taken in: {told}.", len(outcomes)
    ).format(count=len(outcomes), told=told)
