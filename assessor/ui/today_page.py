"""What there is to do today: sites, how far each is, and one key to go on."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShortcut

from assessor.domain.inspection import Campaign, Visit
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext
from assessor.services.fieldwork import begin_draft, new_check, not_exported
from assessor.ui import dialogs, work
from assessor.ui.add_site_dialog import AddSiteDialog
from assessor.ui.agenda import (
    Errand,
    Stage,
    agenda,
    next_errand,
    standard_for,
    standard_in_force,
)
from assessor.ui.desk import Desk
from assessor.ui.edit_site_dialog import EditSiteDialog
from assessor.ui.export_dialog import ExportDialog
from assessor.ui.guards import guarded
from assessor.ui.job_dialog import carry_out
from assessor.ui.site_card import SiteCard
from assessor.ui.today_list import ErrandRole, TodayModel, TodayView
from assessor.ui.trust_dialog import show_news_beside
from assessor.ui.widgets import (
    Choice,
    Page,
    SideBySide,
    action_button,
    column,
    frame,
    label,
    row,
    scrolling,
    text_field,
)

if TYPE_CHECKING:
    from assessor.services.taking_in import FileOutcome

_TITLE = 22  # characters of a campaign's title that are shown
_NAME = 10  # characters of the next site's name that are shown
_WIDE = 700  # px; narrower than this, the chosen site stands below the list
_HIGH = 520  # px; lower than this, the chosen site is shown in few words


class TodayPage(Page):
    """Choose a site, then begin or go on."""

    check_wanted = Signal(str)  # a draft to open
    site_changed = Signal()  # what is known of a site, and with it of its draft

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._campaigns: tuple[Campaign, ...] = ()
        self._coming: tuple[Path, ...] = ()  # files that are being taken in
        self._campaign = Choice(_("Campaign"))
        self._campaign.setMinimumContentsLength(_TITLE)
        self._search = text_field("", _("Search: name, pinyin, code or address (Ctrl+F)"))
        self._go_on_next = action_button("", desk.theme, sign="next", kind="primary")
        self._search.setClearButtonEnabled(True)
        self._add = action_button(_("Add a site"), desk.theme, sign="plus")
        self._take = action_button(_("Take in a plan"), desk.theme, sign="import")
        self.export_all = action_button("", desk.theme, sign="export")
        self._model = TodayModel(self)
        self._list = TodayView(desk.theme)
        self._list.setModel(self._model)
        self._none = label(kind="notice", wraps=True)
        self.card = SiteCard(desk)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew, keeping the chosen site."""
        chosen = self._chosen()
        self._fill_campaigns()
        errands = agenda(
            self._desk.workspace,
            self._desk.library,
            self._chosen_campaign(),
            current().language,
            self._desk.settings.standard,
        )
        self._model.show_errands(errands)
        self._show_none()
        self._show_export_all()
        self._choose(chosen.site.code if chosen else self._first_to_do())

    def rest(self) -> None:
        self._list.setFocus()

    def _lay_out(self) -> None:
        head = row(
            label(_("Today"), "title"), self._campaign, 1, self.export_all, self._take, self._add
        )
        sides = SideBySide(((self._list, 3), (scrolling(self.card), 2)), _WIDE, margin=0)
        find = row(self._search, self._go_on_next)
        find.setStretch(0, 1)
        body = column(find, self._none, sides, spacing=10)
        body.setStretch(2, 1)
        body.setContentsMargins(10, 10, 10, 10)
        layout = column(frame("bar", head, 8), body, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self._campaign.activated.connect(self.refresh)
        self._search.textChanged.connect(self._on_search)
        self._search.returnPressed.connect(self._go_on)
        self._add.clicked.connect(self._on_add)
        self._take.clicked.connect(self._on_take)
        self.export_all.clicked.connect(self._on_export_all)
        self._go_on_next.clicked.connect(self._on_go_on_next)
        self._model.route_changed.connect(self._on_route_changed)
        self._list.activated.connect(self._go_on)
        self._list.selectionModel().currentChanged.connect(self._on_chosen)
        self.card.go_on_wanted.connect(self._go_on)
        self.card.move_wanted.connect(self._on_move)
        self.card.change_wanted.connect(self._on_change_site)
        self.card.discard_wanted.connect(self._on_discard)
        self.card.correct_wanted.connect(self._on_correct)
        self.card.export_wanted.connect(self._on_export)
        self.card.report_wanted.connect(self._on_report)
        self.card.issue_wanted.connect(self._on_issue)
        find = QShortcut("Ctrl+F", self)
        find.activated.connect(self._search.setFocus)
        for keys, move in (("Alt+Up", self._on_earlier), ("Alt+Down", self._on_later)):
            QShortcut(keys, self).activated.connect(move)
        down = QShortcut("Down", self._search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.rest)

    def _fill_campaigns(self) -> None:
        chosen = self._campaign.currentIndex()
        self._campaigns = self._desk.workspace.register.campaigns()
        self._campaign.clear()
        for campaign in self._campaigns:
            self._campaign.addItem(campaign.title)
        self._campaign.addItem(_("All sites of the register"))
        self._campaign.setVisible(bool(self._campaigns))
        self._campaign.setCurrentIndex(max(0, min(chosen, len(self._campaigns))))

    def _chosen_campaign(self) -> Campaign | None:
        at = self._campaign.currentIndex()
        return self._campaigns[at] if at < len(self._campaigns) else None

    def _chosen(self) -> Errand | None:
        errand: Errand | None = self._list.currentIndex().data(ErrandRole)
        return errand

    def _choose(self, site_code: str) -> None:
        self._list.setCurrentIndex(self._model.index(self._model.row_of(site_code), 0))
        self._on_chosen()

    def _on_chosen(self) -> None:
        self.card.show_errand(self._chosen())
        chosen, following = self._chosen(), self._next()
        # The card has a button of its own for the site that is chosen.
        self._go_on_next.setVisible(following is not None and following != chosen)
        if following is not None:
            name = following.site.name
            words = _("Go on: {site}").format(site=name)
            self._go_on_next.setAccessibleName(words)
            self._go_on_next.setToolTip(words)
            short = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
            self._go_on_next.setText(_("Go on: {site}").format(site=short))

    def _next(self) -> Errand | None:
        chosen = self._chosen()
        return next_errand(self._model.errands, chosen.site.code if chosen else "")

    def _first_to_do(self) -> str:
        """The site of the draft touched last, else the first on the route that needs work."""
        drafts = [each.site.code for each in self._desk.workspace.drafts.all()]
        following = next_errand(self._model.errands, drafts[0] if drafts else "")
        return following.site.code if following else ""

    def _on_go_on_next(self) -> None:
        if following := self._next():
            self._search.clear()
            self._choose(following.site.code)
            self._go_on()

    def _on_route_changed(self, codes: list[str]) -> None:
        campaign = self._chosen_campaign()
        try:
            self._desk.workspace.routes.keep(campaign.id if campaign else "", codes)
        except AssessorError as error:
            dialogs.tell(self, str(error))
            return
        self.refresh()

    def _on_move(self, by: int) -> None:
        if chosen := self._chosen():
            self._model.move(chosen.site.code, by)

    def _on_earlier(self) -> None:
        self._on_move(-1)

    def _on_later(self) -> None:
        self._on_move(1)

    def _on_change_site(self) -> None:
        errand, desk = self._chosen(), self._desk
        if errand is None:
            return
        standard = standard_in_force(desk.library, self._chosen_campaign(), desk.settings.standard)
        dialog = EditSiteDialog(desk, standard, errand.site, self)
        dialog.changed.connect(self._on_site_changed)
        dialog.open()

    def _on_site_changed(self, site_code: str) -> None:
        self.site_changed.emit()
        self.refresh()
        self._choose(site_code)

    def _on_search(self, wanted: str) -> None:
        self._model.search(wanted)
        self._show_none()
        self._choose("")

    def _show_none(self) -> None:
        words = _("No site matches these words. Look among all sites of the register, or add it.")
        if not self._model.errands:
            words = _(
                "There is no site yet. Add one, or take in the plan your office gave you "
                "(before that its trust bundle, in the settings)."
            )
        self._none.setText(words)
        self._none.setVisible(not self._model.rowCount())

    def _go_on(self) -> None:
        errand = self._chosen()
        if errand is None:
            return
        match errand.stage:
            case Stage.OPEN | Stage.READY:
                self.check_wanted.emit(errand.check)
            case Stage.NOT_BEGUN:
                self._begin(errand)
            case _:
                self._on_go_on_next()

    def _begin(self, errand: Errand) -> None:
        campaign, desk = self._chosen_campaign(), self._desk
        chosen = desk.settings.standard
        standard = standard_for(desk.library, campaign, errand.site.site_type, chosen)
        forms = {each.code: each for each in standard.site_types} if standard else {}
        if standard is None or errand.site.site_type not in forms:
            sentence = _("There is no form for sites of type {type}. Install its standard first.")
            dialogs.tell(self, sentence.format(type=errand.type_name))
            return
        names = (desk.settings.inspector,) if desk.settings.inspector else ()
        visit = Visit(started=desk.now(), inspectors=names)
        check = new_check(
            desk.workspace,
            errand.site,
            standard.ref,
            visit,
            campaign=campaign.id if campaign else "",
        )
        try:
            first = forms[errand.site.site_type].items[0].id
            begin_draft(desk.workspace, desk.library, check, first)
        except AssessorError as error:
            dialogs.tell(self, str(error))
            return
        self.check_wanted.emit(check.id)

    def _on_add(self) -> None:
        desk = self._desk
        standard = standard_in_force(desk.library, self._chosen_campaign(), desk.settings.standard)
        if standard is None:
            dialogs.tell(self, _("There is no standard yet. Install one first."))
            return
        dialog = AddSiteDialog(self._desk, standard, self)
        dialog.added.connect(self._on_added)
        dialog.open()

    def _on_added(self, site_code: str) -> None:
        self._campaign.setCurrentIndex(len(self._campaigns))
        self._search.clear()
        self.refresh()
        self._choose(site_code)
        self.rest()

    def _on_take(self) -> None:
        kinds = _("Plans and result files") + " (*.asice)"
        self._coming = dialogs.choose_files(self, _("Take in a plan"), kinds)
        dialog = show_news_beside(self._desk, self._coming, self)
        if dialog is None:
            self._take_coming()
        else:  # a plan comes with whom to trust
            dialog.finished.connect(self._take_coming)

    def _take_coming(self) -> None:
        chosen = self._coming
        if not chosen:
            return
        desk, at = self._desk, self._desk.now()
        workspace, library, keys = desk.workspace, desk.library, desk.paths.keys
        carry_out(
            desk.jobs,
            self,
            _("Taking in …"),
            lambda report: work.merge(workspace, library, keys, chosen, at, report, preview=False),
            self._on_taken,
        )

    def _on_taken(self, outcomes: "tuple[FileOutcome, ...]") -> None:
        self.refresh()
        reasons = [
            current().headed(Path(each.file).name, each.reason) for each in outcomes if each.reason
        ]
        if reasons:
            dialogs.tell(self, "\n\n".join(reasons))
        else:
            self.said.emit(_("Taken in."))

    def _on_discard(self) -> None:
        question = _("Throw this draft away? What was marked cannot be brought back.")
        dialogs.confirm(self, question, _("Throw away"), self._discard)

    def _discard(self) -> None:
        errand = self._chosen()
        if errand is not None and errand.stage in (Stage.OPEN, Stage.READY):
            self._desk.workspace.drafts.discard(errand.check, self._desk.now())
            self.refresh()

    def _on_correct(self) -> None:
        errand = self._chosen()
        if errand is None:
            return
        workspace, library = self._desk.workspace, self._desk.library
        check_id = errand.check
        carry_out(
            self._desk.jobs,
            self,
            _("Opening …"),
            lambda _report: work.correct(workspace, library, check_id),
            self.check_wanted.emit,
        )

    def _show_export_all(self) -> None:
        count = len(not_exported(self._desk.workspace))
        words = _("Export {count} …").format(count=count)
        self.export_all.setText(words)
        tip = ngettext(
            "Export the signed check that is on no stick yet",
            "Export the {count} signed checks that are on no stick yet",
            count,
        ).format(count=count)
        self.export_all.setToolTip(tip)
        self.export_all.setAccessibleName(tip)
        self.export_all.setVisible(bool(count))

    def _on_export_all(self) -> None:
        self._export([header.id for header in not_exported(self._desk.workspace)])

    def _on_export(self) -> None:
        if errand := self._chosen():
            self._export([errand.check])

    def _export(self, check_ids: list[str]) -> None:
        dialog = ExportDialog(self._desk, check_ids, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.panel.exported.connect(self.refresh)
        dialog.open()

    def _on_report(self) -> None:
        errand = self._chosen()
        workspace = self._desk.workspace
        header = workspace.documents.check(errand.check) if errand else None
        kept = map(workspace.reports.path, header.heads if header else ())
        if report := next(filter(None, kept), None):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(report)))
        else:
            self.said.emit(_("The report was not made on this computer."))

    def _on_issue(self) -> None:
        if errand := self._chosen():
            from assessor.ui.publish_dialog import PublishDialog
            from assessor.ui.publish_work import Kind

            PublishDialog(self._desk, None, self, Kind.SITE, errand.site.code).open()

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.card.be_compact(event.size().height() < _HIGH)
        super().resizeEvent(event)
