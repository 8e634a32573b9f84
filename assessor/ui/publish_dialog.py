"""Issuing a bulletin or a report: written, looked at, signed for the office, and kept."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from assessor.i18n import _, current
from assessor.ui import dialogs, publish_work, work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.key_step import KeyStep
from assessor.ui.pdf_view import PdfView
from assessor.ui.publish_work import SERIES, Basis, Choices, Kind, Made, Wish
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import (
    Choice,
    Segments,
    SideBySide,
    Stepper,
    action_button,
    column,
    form,
    label,
    row,
    scrolling,
    text_field,
)

if TYPE_CHECKING:
    from assessor.services.comparison import RankingResult

_WIDE = 760  # px; narrower than this, the pages stand below the fields
_PAGE = 400  # px at least


class PublishDialog(QDialog):
    """One of four kinds, which share number, title, key and preview."""

    written = Signal(object)  # the path

    def __init__(
        self,
        desk: Desk,
        result: "RankingResult | None",
        page: QWidget,
        kind: Kind = Kind.RANKING,
        code: str = "",
    ) -> None:
        super().__init__(page)
        self.setWindowTitle(_("Issue"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(page.window().size() * 0.95)
        self._desk, self._code = desk, code
        self._basis = basis = Basis(desk.workspace, desk.library, desk.settings, result)
        self._made: Made | None = None
        self._numbers: dict[Kind, int] = {}
        self.kind = Segments(_kinds(basis), _("What is issued"))
        self.number = Stepper(_("Issue number"), desk.theme, least=0, most=99_999)
        self.title = text_field("", _("Title, if not the usual one"))
        self.remarks = _text(_("Requirements to the units"))
        self.text = _text(_("Text of the work bulletin"))
        self.unit = _choice(_("Unit"), _units(basis), code)
        self.site = _choice(_("Site"), (), "")
        self.warning = label(kind="notice", wraps=True)
        self.signs = action_button(_("Sign for the office"), desk.theme, checkable=True)
        self.stamps = action_button(_("Add the office's time"), desk.theme, checkable=True)
        keys = (each for each in work.keys_in(desk.paths) if each.is_office)
        self.key = KeyStep(desk, tuple(keys), freezes=False)
        self.look = action_button(_("Preview"), desk.theme, sign="form")
        self.keep = action_button(_("Save …"), desk.theme, sign="export", kind="primary")
        self.view = PdfView(desk.theme)
        self._lay_out()
        self._connect()
        self.kind.choose(kind.value)
        self._show_fields()
        self._look_up()

    @property
    def wish(self) -> Wish:
        """What is asked for by now."""
        kind = Kind(self.kind.value)
        number = self.number.value if kind in SERIES else 0
        match kind:
            case Kind.RANKING:
                words = self.remarks.toPlainText().strip()
                return Wish(kind, "", number, self.title.text().strip(), words)
            case Kind.WORK:
                return Wish(kind, "", number, "", self.text.toPlainText())
            case Kind.UNIT:
                return Wish(kind, self.unit.currentData() or "")
            case Kind.SITE:
                return Wish(kind, self.site.currentData() or "")

    def _lay_out(self) -> None:
        self._numbered = QWidget()
        self._numbered.setLayout(row(label(_("Issue number (0 for none)")), 1, self.number))
        self._units = QWidget()
        self._units.setLayout(form((_("Unit"), self.unit)))
        self._sites = QWidget()
        self._sites.setLayout(form((_("Site"), self.site)))
        fields = QWidget()
        fields.setLayout(
            column(
                self._numbered,
                self.title,
                self.remarks,
                self.text,
                self._units,
                self._sites,
                self.warning,
                row(self.signs, self.stamps, 1),
                self.key,
                1,
                spacing=10,
            )
        )
        sides = SideBySide(((fields, 2), (self.view, 3)), _WIDE, margin=0)
        self.view.setMinimumHeight(8 * TOUCH)
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(row(self.kind, 1))
        layout.addWidget(scrolling(sides), 1)
        layout.addLayout(row(1, close, self.look, self.keep))
        for part in (self.key, self.stamps, self.warning):
            part.hide()

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_kind)
        self.unit.activated.connect(self._on_look)
        self.site.activated.connect(self._on_look)
        self.signs.toggled.connect(self._on_signs)
        self.key.readiness_changed.connect(self._judge)
        self.look.clicked.connect(self._on_look)
        self.keep.clicked.connect(self._on_keep)

    def _look_up(self) -> None:
        basis, at = self._basis, self._desk.now()
        carry_out(
            self._desk.jobs,
            self,
            _("Looking up what there is …"),
            lambda _report: publish_work.choices(basis, at),
            self._on_choices,
        )

    def _on_choices(self, choices: Choices) -> None:
        self._numbers = dict(choices.numbers)
        _offer(self.site, choices.sites, self._code)
        self._on_kind()

    def _show_fields(self) -> None:
        kind = Kind(self.kind.value)
        for part, kinds in (
            (self._numbered, tuple(SERIES)),
            (self.title, (Kind.RANKING,)),
            (self.remarks, (Kind.RANKING,)),
            (self.text, (Kind.WORK,)),
            (self._units, (Kind.UNIT,)),
            (self._sites, (Kind.SITE,)),
        ):
            part.setVisible(kind in kinds)
        self._judge()

    def _on_kind(self) -> None:
        self._show_fields()
        kind = Kind(self.kind.value)
        if kind in SERIES:
            self.number.show_value(self._numbers[kind])
        if kind is Kind.WORK and not self.text.toPlainText():
            basis, at, number = self._basis, self._desk.now(), self.number.value
            carry_out(
                self._desk.jobs,
                self,
                _("Proposing a text …"),
                lambda _report: publish_work.drafted(basis, at, number),
                self._on_drafted,
            )
        else:
            self._on_look()

    def _on_drafted(self, text: str) -> None:
        self.text.setPlainText(text)
        self._on_look()

    def _on_signs(self) -> None:
        for part in (self.key, self.stamps):
            part.setVisible(self.signs.isChecked())
        self._judge()
        if self.signs.isChecked():
            self.key.begin()

    def _judge(self) -> None:
        is_ready = not self.signs.isChecked() or self.key.is_ready
        self.keep.setEnabled(bool(self._numbers) and is_ready)

    def _on_look(self) -> None:
        basis, wish, at = self._basis, self.wish, self._desk.now()
        carry_out(
            self._desk.jobs,
            self,
            _("Making the report …"),
            lambda _report: publish_work.make(basis, wish, at),
            self._on_made,
        )

    def _on_made(self, made: Made) -> None:
        self._made = made
        self.warning.setText(made.warning)
        self.warning.setVisible(bool(made.warning))
        self.view.show_pdf(made.paper.pdf, max(_PAGE, self.view.width() - 30))

    def _on_keep(self) -> None:
        target = dialogs.choose_target(self, _("Issue"), f"{self._name()}.pdf", "*.pdf")
        if target is None:
            return
        target = target.with_suffix(".pdf")
        basis, wish, at, seen = self._basis, self.wish, self._desk.now(), self._made
        keys, signs, stamps = (
            self._desk.paths.keys,
            self.signs.isChecked(),
            self.stamps.isChecked(),
        )
        unlock = self.key.unlock

        def write() -> tuple[Made, Path]:
            # What was looked at is what is kept.
            made = seen if seen and seen.wish == wish else publish_work.make(basis, wish, at)
            pdf = made.paper.pdf
            if signs:
                pdf = publish_work.sign(pdf, keys, unlock, at, stamps=stamps)
            return made, publish_work.keep(basis, made, pdf, target, at)

        job = carry_out(
            self._desk.jobs, self, _("Writing …"), lambda _report: write(), self._on_kept
        )
        job.failed.connect(self.key.begin)  # most often the passphrase was wrong

    def _on_kept(self, kept: tuple[Made, Path]) -> None:
        made, path = kept
        kind = made.wish.kind
        if kind in SERIES:
            self._numbers[kind] = max(self._numbers[kind], made.wish.number + 1)
        self._on_made(made)
        self.written.emit(path)
        self.accept()

    def _name(self) -> str:
        """What the file is proposed to be called."""
        kind = Kind(self.kind.value)
        result, wish = self._basis.result, self.wish
        words = {
            Kind.RANKING: wish.title or (result.title(current().language) if result else ""),
            Kind.WORK: _("Work bulletin"),
            Kind.UNIT: self.unit.currentText(),
            Kind.SITE: self.site.currentText(),
        }[kind]
        number = _("Issue {number}").format(number=wish.number) if wish.number else ""
        return " ".join(filter(None, (words, number))).replace("/", "-")


def _kinds(basis: Basis) -> tuple[tuple[str, str], ...]:
    words = {
        Kind.RANKING: _("Ranking bulletin"),
        Kind.WORK: _("Work bulletin"),
        Kind.UNIT: _("Unit report"),
        Kind.SITE: _("Site report"),
    }
    return tuple(
        (kind.value, each) for kind, each in words.items() if basis.result or kind is Kind.SITE
    )


def _units(basis: Basis) -> tuple[tuple[str, str], ...]:
    places = basis.result.places if basis.result else ()
    return tuple((place.code, place.name) for place in places)


def _choice(name: str, offered: Iterable[tuple[str, str]], chosen: str) -> Choice:
    made = Choice(name)
    _offer(made, offered, chosen)
    return made


def _offer(choice: Choice, offered: Iterable[tuple[str, str]], chosen: str) -> None:
    for code, words in offered:
        choice.addItem(words, code)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))


def _text(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    made.setTabChangesFocus(True)
    made.setMinimumHeight(4 * TOUCH)
    return made
