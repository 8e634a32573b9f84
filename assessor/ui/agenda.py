"""What there is to do: the sites of a campaign, and how far each of them is."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessor.domain.forms import SiteType
from assessor.domain.inspection import CHINA_TIME, Campaign, Site
from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.standards import Library
from assessor.storage import CheckHeader, DraftSummary, Workspace

#: What a unit may be, in the order in which its standard is looked for.
LEVELS = ("county", "city", "town")


class Stage(StrEnum):
    """How far a site is, in the order of the list."""

    OPEN = "open"
    READY = "ready"  # every item is marked
    NOT_BEGUN = "not_begun"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Errand:
    """One site in the list; `check` is the id of its draft or of its signed check."""

    site: Site
    type_name: str
    community: str
    stage: Stage
    check: str = ""
    marked: int = 0
    total: int = 0
    faults: int = 0

    def matches(self, wanted: str) -> bool:
        """Whether every word of a search occurs in what is known of the site."""
        site = self.site
        known = " ".join((site.name, site.code, site.address, self.community, self.type_name))
        return all(word in known.casefold() for word in wanted.casefold().split())


def standard_in_force(
    library: Library, campaign: Campaign | None, chosen: str = ""
) -> Standard | None:
    """The campaign's standard, else the one the user chose, by its id, or the one proposed today.

    None while there is none.
    """
    if campaign is not None:
        return library.by_ref(campaign.standard)
    return next(_offered(library, chosen), None)


def standard_for(
    library: Library, campaign: Campaign | None, site_type: str, chosen: str = ""
) -> Standard | None:
    """What a site is marked by: the campaign's standard, else the first with such a form."""
    if campaign is not None:
        return library.by_ref(campaign.standard)
    return next((each for each in _offered(library, chosen) if _form(each, site_type)), None)


def _offered(library: Library, chosen: str) -> Iterator[Standard]:
    """What to mark by without a campaign, the best first; read as far as is asked for."""
    if chosen:
        with suppress(AssessorError):  # gone or broken: the others will do
            yield library.standard(chosen)
    for level in LEVELS:
        yield from library.proposed(level, "", datetime.now(CHINA_TIME).date())
    yield from library.standards()


def agenda(
    workspace: Workspace,
    library: Library,
    campaign: Campaign | None,
    language: str,
    chosen: str = "",
) -> tuple[Errand, ...]:
    """Every site that the campaign's plan names, without a plan every one of the register.

    Sites of drafts and of signed checks are always among them.
    """
    planned = workspace.register.planned_sites(campaign.id) if campaign else ()
    sites = planned or workspace.register.sites()
    drafts = {each.site.code: each for each in reversed(workspace.drafts.all())}
    headers = workspace.documents.checks(campaign.id if campaign else None)
    signed = {each.site: each.id for each in headers}
    names = {unit.code: unit.name for unit in workspace.register.units()}
    all_sites = {each.site: _site_of(each) for each in headers}
    all_sites |= {each.site.code: each.site for each in drafts.values()}
    all_sites |= {site.code: site for site in sites}
    errands = (
        _errand(
            site,
            _form(standard_for(library, campaign, site.site_type, chosen), site.site_type),
            names.get(site.community, site.community),
            language,
            drafts.get(site.code),
            signed.get(site.code, ""),
        )
        for site in all_sites.values()
    )
    return _ordered(errands)


def _errand(
    site: Site,
    form: SiteType | None,
    community: str,
    language: str,
    draft: DraftSummary | None,
    signed: str,
) -> Errand:
    type_name = form.name.in_language(language) if form else site.site_type
    if draft is None:
        stage = Stage.SIGNED if signed else Stage.NOT_BEGUN
        return Errand(site, type_name, community, stage, signed)
    total = len(form.items) if form else 0
    stage = Stage.READY if total and draft.marked >= total else Stage.OPEN
    return Errand(site, type_name, community, stage, draft.id, draft.marked, total, draft.faults)


def _form(standard: Standard | None, site_type: str) -> SiteType | None:
    forms = standard.site_types if standard else ()
    return next((each for each in forms if each.code == site_type), None)


def _site_of(header: CheckHeader) -> Site:
    return Site(
        header.site,
        header.site_name,
        header.site_type,
        header.community,
        header.organisation,
        header.address,
    )


def _ordered(errands: Iterable[Errand]) -> tuple[Errand, ...]:
    order = list(Stage)
    return tuple(sorted(errands, key=lambda each: (order.index(each.stage), each.site.code)))
