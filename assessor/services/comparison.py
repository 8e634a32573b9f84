"""Ranking units over the checks that a workspace holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assessor.domain.areas import CheckResult, area_score, counted
from assessor.domain.inspection import Campaign, DoubleVisit
from assessor.domain.merging import CheckState
from assessor.domain.profiles import ScoringProfile
from assessor.domain.ranking import Entrant, Place, rank
from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.standards import Library
from assessor.storage import CheckHeader, Workspace

_TOWN_DIGITS = 9
#: The profile that is used where a campaign names none.
USUAL_PROFILE = "county-equal"

_UNIT_OF: dict[str, Callable[[str, str], str]] = {
    "town": lambda community, _organisation: community[:_TOWN_DIGITS],
    "community": lambda community, _organisation: community,
    "organisation": lambda _community, organisation: organisation,
}
BY = tuple(_UNIT_OF)


@dataclass(frozen=True, slots=True)
class RankingResult:
    """A ranking and what a reader must know beside it.

    `provisional` while conflicts, unscored revisions or files that wait for a signer's
    certificate could still change it.
    """

    by: str
    places: tuple[Place, ...]
    campaign: Campaign | None
    standard: Standard
    profile: ScoringProfile
    conflicts: int
    unscored: int
    waiting: int
    undecided: int  # sites checked more than once where the policy wants a decision

    @property
    def provisional(self) -> bool:
        """Whether anything is open that could change the ranking."""
        return bool(self.conflicts or self.unscored or self.waiting or self.undecided)


def rank_units(
    workspace: Workspace,
    library: Library,
    by: str,
    campaign_id: str | None = None,
    profile_id: str | None = None,
) -> RankingResult:
    """Rank towns, communities or organisations over one campaign, by default the latest.

    Units with planned sites but no check that counts come last, without a place.
    """
    campaign = _campaign(workspace, campaign_id)
    headers = workspace.documents.checks(campaign.id if campaign else None)
    standard = _standard(library, campaign, headers)
    profile = profile_of(standard, profile_id or (campaign.profile if campaign else ""))
    policy = campaign.double_visit if campaign else DoubleVisit.LATEST
    unit_of = _UNIT_OF[by]

    groups: dict[str, list[CheckResult]] = {}
    shaken: set[str] = set()
    for site in workspace.register.planned_sites(campaign.id) if campaign else ():
        groups.setdefault(unit_of(site.community, site.organisation), [])
    for header in headers:
        unit = unit_of(header.community, header.organisation)
        results = groups.setdefault(unit, [])
        if header.state is CheckState.CURRENT and header.scored:
            results.append(_result(header))
        elif header.state is not CheckState.VOID:
            shaken.add(unit)
    undecided = _undecided(groups.values(), policy)
    entrants = [
        Entrant(
            unit,
            _name(workspace, by, unit),
            area_score(profile, counted(results, policy)),
            unit in shaken or bool(_undecided([results], policy)),
        )
        for unit, results in groups.items()
        if unit
    ]
    return RankingResult(
        by=by,
        places=rank(entrants),
        campaign=campaign,
        standard=standard,
        profile=profile,
        conflicts=sum(header.state is CheckState.CONFLICT for header in headers),
        unscored=sum(not header.scored for header in headers),
        waiting=len(workspace.documents.to_retry()),
        undecided=undecided,
    )


def _campaign(workspace: Workspace, campaign_id: str | None) -> Campaign | None:
    if campaign_id is None:
        return next(iter(workspace.register.campaigns()), None)
    campaign = workspace.register.campaign(campaign_id)
    if campaign is None:
        raise AssessorError(
            _("There is no campaign {campaign} in this workspace.").format(campaign=campaign_id)
        )
    return campaign


def _standard(
    library: Library, campaign: Campaign | None, headers: Iterable[CheckHeader]
) -> Standard:
    refs = [campaign.standard] if campaign else []
    refs += [header.standard for header in headers]
    for ref in refs:
        if (standard := library.by_ref(ref)) is not None:
            return standard
    raise AssessorError(_("There is nothing to rank yet: no signed check has been taken in."))


def profile_of(standard: Standard, profile_id: str = "") -> ScoringProfile:
    """A standard's scoring profile, the usual one if none is named."""
    try:
        return standard.profile(profile_id or USUAL_PROFILE)
    except KeyError:
        raise AssessorError(
            _("Standard {standard} has no scoring profile {profile}. It has: {known}.").format(
                standard=standard.ref,
                profile=profile_id or USUAL_PROFILE,
                known=", ".join(profile.id for profile in standard.profiles),
            )
        ) from None


def _result(header: CheckHeader) -> CheckResult:
    return CheckResult(
        check=header.id,
        site=header.site,
        site_type=header.site_type,
        rate=header.earned / header.possible if header.possible else None,
        finished=header.finished,
        vetoes=header.vetoes,
        coverage=header.coverage,
    )


def _undecided(groups: Iterable[list[CheckResult]], policy: DoubleVisit) -> int:
    if policy is not DoubleVisit.FLAG:
        return 0
    return sum(len({r.site for r in results}) - len(counted(results, policy)) for results in groups)


def _name(workspace: Workspace, by: str, code: str) -> str:
    unit = workspace.register.unit(code)
    return unit.name if unit else code
