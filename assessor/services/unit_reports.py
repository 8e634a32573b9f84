"""The report of one unit: what a town, community or organisation came to in a campaign."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from fractions import Fraction

from assessor.domain.explaining import explain_area
from assessor.domain.inspection import Campaign, Unit, UnitKind
from assessor.domain.ranking import Place
from assessor.errors import AssessorError
from assessor.i18n import Translator, _
from assessor.services.comparison import RankingResult, rank_units
from assessor.services.papers import (
    Paper,
    basis,
    campaign_titles,
    campaigns_alike,
    paper,
    printable_picture,
    visited,
)
from assessor.services.planned import planned_units
from assessor.services.wording import provisional_words
from assessor.standards import Library
from assessor.storage import Workspace

_BY = {
    UnitKind.TOWN: "town",
    UnitKind.COMMUNITY: "community",
    UnitKind.ORGANISATION: "organisation",
}
_MOST_CAMPAIGNS = 8  # that a trend shows


def unit_paper(
    workspace: Workspace,
    library: Library,
    code: str,
    language: str,
    *,
    issuer: str,
    at: datetime,
    campaign_id: str | None = None,
) -> Paper:
    """A unit's result in a campaign, by default the latest (PDF/A-3a, unsigned).

    `AssessorError` for an unknown unit, for one of a kind that is not ranked, and for one
    without a site in the campaign.
    """
    from assessor.reporting import UnitReport, unit_report

    unit = _unit(workspace, code)
    ranking = rank_units(workspace, library, _BY[unit.kind], campaign_id)
    place = _place(ranking, unit)
    campaign, translator = ranking.campaign, Translator(language)
    headers = {
        each.id: each for each in workspace.documents.checks(campaign.id if campaign else None)
    }
    titles = campaign_titles(workspace)
    visits = tuple(
        visited(workspace, library, headers[result.check], titles) for result in place.area.results
    )
    names = {each.check.id: each.check.site.name for each in visits}
    tree = explain_area(place.area, ranking.standard, translator, names.__getitem__)
    seen = {each.check.site.code for each in visits}
    of_unit = planned_units(workspace, campaign, _BY[unit.kind])
    planned = workspace.register.planned_sites(campaign.id) if campaign else ()
    about = {
        "report": "unit",
        "unit": code,
        "campaign": campaign.id if campaign else "",
        "standard": str(ranking.standard.ref),
        "profile": ranking.profile.id,
    }
    content = UnitReport(
        unit=unit,
        place=place,
        ranked=sum(each.place is not None for each in ranking.places),
        standard=ranking.standard,
        profile=ranking.profile,
        tree=tree,
        visits=visits,
        vocabulary=library.vocabulary(),
        picture=printable_picture(workspace),
        issuer=issuer,
        made_at=at,
        basis=basis(workspace, about, (each.sealed.digest for each in visits), language),
        campaign=campaign,
        trend=tuple(_trend(workspace, library, unit, campaign)) if campaign else (),
        unchecked=tuple(
            each.name
            for each in planned
            if of_unit.get(each.code) == code and each.code not in seen
        ),
        warning=provisional_words(ranking, translator) if place.provisional else "",
    )
    return paper(content, unit_report(content, language))


def _unit(workspace: Workspace, code: str) -> Unit:
    unit = workspace.register.unit(code)
    if unit is None:
        raise AssessorError(_("There is no unit {unit} in the register.").format(unit=code))
    if unit.kind not in _BY:
        raise AssessorError(
            _("{unit} is neither a town, a community nor an organisation.").format(unit=unit.name)
        )
    return unit


def _place(ranking: RankingResult, unit: Unit) -> Place:
    for place in ranking.places:
        if place.code == unit.code:
            return place
    raise AssessorError(
        _("{unit} has no site in {campaign}, checked or planned.").format(
            unit=unit.name, campaign=ranking.campaign.title if ranking.campaign else _("any check")
        )
    )


def _trend(
    workspace: Workspace, library: Library, unit: Unit, campaign: Campaign
) -> Iterator[tuple[str, Fraction | None]]:
    """The unit's score in campaigns under the same standard and profile, up to this one."""
    for each in campaigns_alike(workspace, campaign)[-_MOST_CAMPAIGNS:]:
        with suppress(AssessorError):  # nothing was checked, or its standard is not at hand
            ranking = rank_units(workspace, library, _BY[unit.kind], each.id)
            found = (place.score for place in ranking.places if place.code == unit.code)
            yield each.title, next(found, None)
