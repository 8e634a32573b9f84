"""What there is to do: the sites of a campaign, and how far each of them is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from assessor.domain.completeness import Missing, still_missing
from assessor.domain.forms import SiteType
from assessor.domain.inspection import CHINA_TIME, Campaign, Site, SiteCheck
from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.pinyin import Query
from assessor.services.assessing import form_of
from assessor.standards import Library
from assessor.storage import CheckHeader, DraftSummary, Workspace

#: What a unit may be, in the order in which its standard is looked for.
LEVELS = ("county", "city", "town")


class Stage(StrEnum):
    """How far a site is."""

    OPEN = "open"
    READY = "ready"  # every item is marked, and as it may be
    NOT_BEGUN = "not_begun"
    SIGNED = "signed"
    EXPORTED = "exported"  # and its result file left this computer


#: The stages of a site that still needs an inspector.
TO_DO = (Stage.OPEN, Stage.READY, Stage.NOT_BEGUN)


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
    missing: tuple[Missing, ...] = ()
    earned: Fraction | None = None  # of a signed check that could be scored
    possible: Fraction | None = None

    def rank(self, query: Query) -> int | None:
        """How well the site fits what is looked for; None where it does not."""
        site = self.site
        return query.rank(site.name, site.address, site.code, self.community, self.type_name)


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
    signed = {each.site: each for each in headers}
    all_sites = {each.site: _site_of(each) for each in headers}
    all_sites |= {each.site.code: each.site for each in drafts.values()}
    all_sites |= {site.code: site for site in sites}
    forms = {
        each: _form(standard_for(library, campaign, each, chosen), each)
        for each in {site.site_type for site in all_sites.values()}
    }
    view = _View(
        {unit.code: unit.name for unit in workspace.register.units()},
        workspace.handed_over.digests(),
        language,
        _other_names(library, {code for code, form in forms.items() if form is None}, language),
    )
    errands = []
    for site in all_sites.values():
        form = forms[site.site_type]
        if draft := drafts.get(site.code):
            check = workspace.drafts.get(draft.id).check
            errands.append(view.of_draft(site, form, draft, _missing(check, library)))
        elif header := signed.get(site.code):
            errands.append(view.of_signed(site, form, header))
        else:
            errands.append(view.of_site(site, form))
    return _by_route(errands, workspace.routes.route(campaign.id if campaign else ""))


def next_errand(errands: Sequence[Errand], site_code: str = "") -> Errand | None:
    """The next site on the route that needs an inspector, from a site on, and from the start."""
    codes = [each.site.code for each in errands]
    at = codes.index(site_code) if site_code in codes else 0
    onward = (*errands[at:], *errands[:at])
    return next((each for each in onward if each.stage in TO_DO), None)


@dataclass(frozen=True, slots=True)
class _View:
    """Makes errands; knows the communities' names and what was handed over."""

    communities: Mapping[str, str]
    handed_over: frozenset[str]
    language: str
    type_names: Mapping[str, str]  # of types that the standard in force has no form for

    def of_site(self, site: Site, form: SiteType | None, **more: Any) -> Errand:
        type_name = (
            form.name.in_language(self.language)
            if form
            else self.type_names.get(site.site_type, site.site_type)
        )
        community = self.communities.get(site.community, site.community)
        return Errand(site, type_name, community, **({"stage": Stage.NOT_BEGUN} | more))

    def of_draft(
        self,
        site: Site,
        form: SiteType | None,
        draft: DraftSummary,
        missing: tuple[Missing, ...] | None,
    ) -> Errand:
        total = len(form.items) if form else 0
        is_ready = missing is not None and not any(each.item and each.blocks for each in missing)
        return self.of_site(
            site,
            form,
            stage=Stage.READY if is_ready else Stage.OPEN,
            check=draft.id,
            marked=draft.marked,
            total=total,
            faults=draft.faults,
            missing=missing or (),
        )

    def of_signed(self, site: Site, form: SiteType | None, header: CheckHeader) -> Errand:
        is_exported = header.head in self.handed_over
        points = {"earned": header.earned, "possible": header.possible} if header.scored else {}
        stage = Stage.EXPORTED if is_exported else Stage.SIGNED
        return self.of_site(site, form, stage=stage, check=header.id, **points)


def _missing(check: SiteCheck, library: Library) -> tuple[Missing, ...] | None:
    """What a draft lacks on its items, and what blocks it; None without its standard."""
    try:
        _standard, form = form_of(check, library)
    except AssessorError:
        return None
    return tuple(each for each in still_missing(form, check) if each.item or each.blocks)


def _other_names(library: Library, types: Set[str], language: str) -> dict[str, str]:
    """What any standard at hand calls these site types."""
    standards = library.standards() if types else ()
    named = ((each, _form(standard, each)) for standard in standards for each in types)
    return {code: form.name.in_language(language) for code, form in named if form}


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


def _by_route(errands: Iterable[Errand], route: Sequence[str]) -> tuple[Errand, ...]:
    """By the inspector's own order, then those nobody moved, by community and code."""
    places = {code: place for place, code in enumerate(route)}
    last = len(places)
    return tuple(
        sorted(errands, key=lambda each: (places.get(each.site.code, last), each.site.code))
    )
