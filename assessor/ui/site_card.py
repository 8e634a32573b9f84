"""The chosen site of the day: what is known of it, and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from assessor.i18n import _, ngettext
from assessor.ui.agenda import Errand, Stage
from assessor.ui.desk import Desk
from assessor.ui.today_list import missing_words, stage_words
from assessor.ui.widgets import action_button, column, label, row


class SiteCard(QFrame):
    """Offers what its stage allows."""

    go_on_wanted = Signal()
    discard_wanted = Signal()
    correct_wanted = Signal()
    export_wanted = Signal()
    report_wanted = Signal()
    issue_wanted = Signal()  # of a report over all checks of the site
    move_wanted = Signal(int)  # on the route, earlier (-1) or later (1)
    change_wanted = Signal()  # of what is known of the site

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        theme = desk.theme
        self._desk = desk
        self._name = label(kind="words", wraps=True)
        self._about = label(kind="muted", wraps=True)
        self._stage = label(wraps=True)
        self._missing = label(wraps=True)
        self._basis = label(kind="muted", wraps=True)
        self.go_on = action_button("", theme, sign="next", kind="primary")
        self._report = action_button(_("Show the report"), theme, sign="form")
        self.issue = action_button(_("Report of this site …"), theme, sign="form")
        self._export = action_button(_("Export …"), theme, sign="export")
        self._correct = action_button(_("Correct …"), theme, sign="sign")
        self._discard = action_button("", theme, sign="bin", tip=_("Throw the draft away …"))
        self._change = action_button(_("Correct the site …"), theme, sign="settings")
        self._earlier = action_button("", theme, sign="up", tip=_("Earlier on the route (Alt+↑)"))
        self._later = action_button("", theme, sign="down", tip=_("Later on the route (Alt+↓)"))
        self._earlier.clicked.connect(self._on_earlier)
        self._later.clicked.connect(self._on_later)
        for button, wanted in (
            (self._change, self.change_wanted),
            (self.go_on, self.go_on_wanted),
            (self._report, self.report_wanted),
            (self.issue, self.issue_wanted),
            (self._export, self.export_wanted),
            (self._correct, self.correct_wanted),
            (self._discard, self.discard_wanted),
        ):
            button.clicked.connect(wanted)
        first = row(self.go_on, self._discard, self._report)
        first.setStretch(0, 1)
        second = row(self._export, self._correct)
        third = row(self._change, self._earlier, self._later)
        third.setStretch(0, 1)
        parts = (
            self._name,
            self._about,
            self._stage,
            self._missing,
            first,
            second,
            self.issue,
            third,
        )
        layout = column(*parts, 1, self._basis, spacing=10)
        layout.setContentsMargins(16, 12, 16, 12)
        self.setLayout(layout)

    def show_errand(self, errand: Errand | None) -> None:
        """Show a site, or nothing."""
        self.setVisible(errand is not None)
        if errand is None:
            return
        site = errand.site
        self._name.setText(site.name)
        parts = (errand.type_name, errand.community, site.address, site.code)
        self._about.setText(" · ".join(filter(None, parts)))
        words = stage_words(errand)
        if errand.faults:
            words += " · " + ngettext("{count} fault", "{count} faults", errand.faults).format(
                count=errand.faults
            )
        self._stage.setText(words)
        self._missing.setText(missing_words(errand))
        self._missing.setVisible(bool(errand.missing))
        self._basis.setText(self._form_words(site.site_type))
        is_draft = errand.stage in (Stage.OPEN, Stage.READY)
        is_signed = errand.stage in (Stage.SIGNED, Stage.EXPORTED)
        self.go_on.setText(_("Go on  (Enter)") if is_draft else _("Begin  (Enter)"))
        self.go_on.setAccessibleName(self.go_on.text())
        self.go_on.setVisible(not is_signed)
        self._discard.setVisible(is_draft)
        for button in (self._report, self._export, self._correct):
            button.setVisible(is_signed)
        self.issue.setVisible(is_signed and self._desk.settings.role == "office")

    def _on_earlier(self) -> None:
        self.move_wanted.emit(-1)

    def _on_later(self) -> None:
        self.move_wanted.emit(1)

    def be_compact(self, is_compact: bool) -> None:
        """Leave out the long words where there is little room."""
        for part in (self._about, self._basis):
            part.setVisible(not is_compact)

    def _form_words(self, site_type: str) -> str:
        for standard in self._desk.library.standards():
            for form in standard.site_types:
                if form.code == site_type:
                    return self._desk.words(form.basis)
        return ""
