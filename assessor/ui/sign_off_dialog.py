"""Sign-off step by step: what is missing, the site's own hand, the report, key, and stick."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from assessor.domain.explaining import explain
from assessor.domain.scoring import shown
from assessor.i18n import _, current, ngettext
from assessor.ui import work
from assessor.ui.desk import Desk
from assessor.ui.explanation_dialog import ExplanationDialog
from assessor.ui.export_panel import ExportPanel
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.guards import guarded
from assessor.ui.job_dialog import carry_out
from assessor.ui.key_step import KeyStep
from assessor.ui.pdf_view import PdfView
from assessor.ui.representative_step import RepresentativeStep
from assessor.ui.review_step import ReviewStep
from assessor.ui.widgets import action_button, column, label, row, scrolling

if TYPE_CHECKING:
    from assessor.services.sign_off import SignedCheck

_REVIEW, _SITE, _REPORT, _KEY, _DONE = range(5)


class SignOffDialog(QDialog):
    """Leads from the draft to the signed check and its result file."""

    jump_wanted = Signal(str)  # to an item that misses something
    signed = Signal(str)  # the check's final id; the draft is gone by then

    def __init__(self, desk: Desk, fieldwork: Fieldwork, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._fieldwork = desk, fieldwork
        self._check_id = fieldwork.check.id
        self._signed: SignedCheck | None = None
        self.setWindowTitle(_("Sign {site}").format(site=fieldwork.check.site.name))
        self.resize(min(860, parent.width()), min(720, parent.height()))
        theme = desk.theme
        missing = partial(work.missing, desk.workspace, desk.library, self._check_id)
        self.review = ReviewStep(fieldwork, missing, theme)
        self.site = RepresentativeStep(desk, fieldwork)
        self.report = PdfView(theme)
        self.key = KeyStep(desk, work.keys_in(desk.paths))
        self.export = ExportPanel(desk, ())
        self._result = label(wraps=True)
        self._steps = QStackedWidget()
        for step in (
            scrolling(self.review),
            self.site,
            self.report,
            scrolling(self.key),
            self._done_step(),
        ):
            self._steps.addWidget(step)
        self._back = action_button(_("Back"), theme)
        self._next = action_button(_("Next"), theme, kind="primary")
        self._close = action_button(_("Cancel"))
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(self._score_row())
        layout.addWidget(self._steps, 1)
        layout.addLayout(row(self._close, 1, self._back, self._next))
        self._connect()
        self._show_buttons()

    def _connect(self) -> None:
        self.review.jump_wanted.connect(self._on_jump)
        self.review.readiness_changed.connect(self._show_buttons)
        self.key.readiness_changed.connect(self._show_buttons)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._close.clicked.connect(self.reject)

    def _score_row(self) -> QHBoxLayout:
        """The score and why, whatever the step."""
        card = self._fieldwork.card
        score = _("{earned} of {possible} points").format(
            earned=shown(card.earned), possible=shown(card.possible)
        )
        why = action_button(_("Why?"), tip=_("Why this score?"))
        why.clicked.connect(self._on_why)
        words = [label(score, "number")]
        if card.vetoes:
            vetoes = ngettext("{count} veto", "{count} vetoes", len(card.vetoes))
            words.append(label(vetoes.format(count=len(card.vetoes)), "veto"))
        return row(*words, why, 1)

    def _done_step(self) -> QWidget:
        show = action_button(_("Show the report"), self._desk.theme, sign="form")
        show.clicked.connect(self._on_show_report)
        step = QWidget()
        title = row(label(_("Signed."), "words"), 1, show)
        step.setLayout(column(title, self._result, self.export, 1, spacing=14))
        return scrolling(step)

    def _show_buttons(self) -> None:
        at = self._steps.currentIndex()
        self._back.setVisible(at in (_SITE, _REPORT, _KEY))
        self._next.setVisible(at != _DONE)
        self._next.setText(_("Sign now") if at == _KEY else _("Next"))
        ready = {_REVIEW: self.review.is_ready, _KEY: self.key.is_ready}
        self._next.setEnabled(ready.get(at, True))
        self._close.setText(_("Close") if at == _DONE else _("Cancel"))
        self._next.setDefault(True)

    def _go_to(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self._show_buttons()

    def _on_back(self) -> None:
        if self._steps.currentIndex() == _SITE:
            self.site.commit()
        self._go_to(self._steps.currentIndex() - 1)

    def _on_next(self) -> None:
        at = self._steps.currentIndex()
        if at == _REVIEW:
            self.review.commit()
            if self.review.is_ready:
                self._go_to(_SITE)
        elif at == _SITE:
            self.site.commit()
            self._go_to(_REPORT)
            self._make_preview()
        elif at == _REPORT:
            self._go_to(_KEY)
            self.key.begin()
        elif at == _KEY:
            self._sign()

    def _make_preview(self) -> None:
        workspace, library = self._desk.workspace, self._desk.library
        check_id, at = self._check_id, self._desk.now()
        carry_out(
            self._desk.jobs,
            self,
            _("Making the report …"),
            lambda _report: work.report_preview(workspace, library, check_id, at),
            self._on_preview,
        )

    def _on_preview(self, pdf: bytes) -> None:
        self.report.show_pdf(pdf, max(400, self._steps.width() - 40))
        self.report.setFocus()

    def _sign(self) -> None:
        workspace, library = self._desk.workspace, self._desk.library
        check_id, at = self._check_id, self._desk.now()
        unlock, reason = self.key.unlock, self.review.reason.text().strip()
        self._next.setEnabled(False)
        job = carry_out(
            self._desk.jobs,
            self,
            _("Signing …"),
            lambda _report: work.sign(workspace, library, check_id, unlock, at, reason),
            self._on_signed,
        )
        job.failed.connect(self.key.begin)  # most often the passphrase was wrong
        job.finished.connect(self._show_buttons)

    def _on_signed(self, signed: "SignedCheck") -> None:
        self._signed = signed
        words = _("Digest of the signed check: {digest}").format(digest=signed.digest[:16])
        self._result.setText(words + "\n" + _("Report: {path}").format(path=signed.report))
        self.export.show_checks((signed.check_id,))
        self._go_to(_DONE)
        self.signed.emit(signed.check_id)

    def _on_show_report(self) -> None:
        if self._signed:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._signed.report)))

    def _on_why(self) -> None:
        vocabulary = self._fieldwork.vocabulary
        tree = explain(self._fieldwork.card, vocabulary, current())
        ExplanationDialog(tree, self).open()

    @guarded(None)
    def reject(self) -> None:
        if self._steps.currentIndex() == _REVIEW:
            self.review.commit()
        elif self._steps.currentIndex() == _SITE:
            self.site.commit()
        super().reject()

    def _on_jump(self, item_id: str) -> None:
        self.reject()
        self.jump_wanted.emit(item_id)
