"""Ranking units over the checks that a workspace holds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from assessor.domain.areas import CheckResult, area_score, counted
from assessor.domain.inspection import Campaign, DoubleVisit
from assessor.domain.merging import CheckState
from assessor.domain.profiles import ScoringProfile
from assessor.domain.ranking import Entrant, Place, rank
from assessor.domain.standard import Standard
from assessor.domain.territory import PARTNER, Territory, visit_day
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services.counting import Counting, kept_items
from assessor.services.planned import planned_units
from assessor.standards import Library
from assessor.storage import Tally, Workspace

#: The profile that is used where a campaign names none.
USUAL_PROFILE = "county-equal"

#: What may be ranked: the levels of territory, and both lines beside it.
BY = ("town", "community", "grid", "organisation", PARTNER, "county", "city")


class PassLine(Enum):
    """Where a pass line comes from that is not given with the question."""

    AS_SET = "as set"  # for the campaign, else by the profile


@dataclass(frozen=True, slots=True)
class Lacking:
    """A territory that answered deciding prerequisites with no: it may not apply at any score."""

    unit: str  # its code
    name: str
    prerequisites: tuple[str, ...]  # ids


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
    others: int = 0  # checks on forms of other standards, which do not count here
    lacking: tuple[Lacking, ...] = ()  # of the territory that the ranked units lie in

    @property
    def provisional(self) -> bool:
        """Whether anything is open that could change the ranking."""
        return bool(self.conflicts or self.unscored or self.waiting or self.undecided)

    def title(self, language: str) -> str:
        """What the ranking is of: the campaign, or else the standard."""
        if self.campaign:
            return self.campaign.title
        return self.standard.title.in_language(language)

    @property
    def rates(self) -> tuple[tuple[str, Fraction | None], ...]:
        """What each unit came to by its code, as a share of full marks."""
        return tuple((place.code, place.area.rate) for place in self.places)


def rank_units(
    workspace: Workspace,
    library: Library,
    by: str,
    campaign_id: str | None = None,
    profile_id: str | None = None,
    *,
    standard: Standard | None = None,
    pass_line: Decimal | PassLine | None = PassLine.AS_SET,
) -> RankingResult:
    """Rank units of one kind, as in `BY`, over one campaign, by default the latest.

    A check counts for the unit that its site belonged to on the day of the visit, and the
    unit bears the name of that day. Units with planned sites but no check that counts come
    last, without a place. Another standard than the campaign's ranks the same observations,
    where it uses the same forms; checks on other forms do not count and are said to be left
    out.
    """
    if standard is not None:
        return _ranked(workspace, library, by, campaign_id, profile_id, standard, pass_line)
    asked = (library, by, campaign_id, profile_id, None, pass_line)
    return workspace.memory.recall((rank_units, *asked), lambda: _ranked(workspace, *asked))


def _ranked(
    workspace: Workspace,
    library: Library,
    by: str,
    campaign_id: str | None,
    profile_id: str | None,
    standard: Standard | None,
    pass_line: Decimal | PassLine | None,
) -> RankingResult:
    campaign = _campaign(workspace, campaign_id)
    tallies = workspace.documents.tallies(campaign.id if campaign else None)
    if standard is None:
        standard = _standard(library, campaign, tallies)
        profile_id = profile_id or (campaign.profile if campaign else "")
    profile = _with_line(workspace, profile_of(standard, profile_id or ""), campaign, pass_line)
    chosen = campaign.id if campaign else None
    kept = kept_items(workspace, profile, chosen) if profile.needs_items else {}
    counting = Counting(library, standard, profile, kept)
    policy = campaign.double_visit if campaign else DoubleVisit.LATEST

    territory = workspace.register.territory()
    groups: dict[str, list[CheckResult]] = {}
    seen: dict[str, datetime] = {}  # when a unit was visited last
    shaken: set[str] = set()
    others = 0
    for unit in planned_units(workspace, campaign, by).values():
        groups.setdefault(unit, [])
    for each in tallies:
        if each.scored and not counting.belongs(each):
            others += 1
            continue
        unit = territory.unit_of(
            by, each.result.site, each.community, each.organisation, each.started
        )
        results = groups.setdefault(unit, [])
        seen[unit] = max(seen.get(unit, each.started), each.started)
        if each.state is CheckState.CURRENT and each.scored:
            results.append(counting.result(each))
        elif each.state is not CheckState.VOID:
            shaken.add(unit)
    refused = _refused(workspace, standard)
    starts = campaign.starts if campaign else None
    entrants = [
        Entrant(
            unit,
            territory.name(unit, visit_day(seen[unit]) if unit in seen else starts),
            area_score(profile, counted(results, policy)),
            unit in shaken or bool(_undecided([results], policy)),
            refused.get(unit, ()),
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
        conflicts=sum(each.state is CheckState.CONFLICT for each in tallies),
        unscored=sum(not each.scored for each in tallies),
        waiting=len(workspace.documents.to_retry()),
        undecided=_undecided(groups.values(), policy),
        others=others,
        lacking=tuple(_lacking(territory, refused, tallies)),
    )


def _with_line(
    workspace: Workspace,
    profile: ScoringProfile,
    campaign: Campaign | None,
    pass_line: Decimal | PassLine | None,
) -> ScoringProfile:
    """The profile with the pass line that was asked for, or set for the campaign."""
    if not isinstance(pass_line, PassLine):
        return replace(profile, pass_line=pass_line)
    line = workspace.figures.pass_line(campaign.id if campaign else "")
    return profile if line is None else replace(profile, pass_line=line)


def _refused(workspace: Workspace, standard: Standard) -> dict[str, tuple[str, ...]]:
    """The deciding prerequisites that units answered with no."""
    deciding = {each.id for each in standard.prerequisites if each.decides}
    answered = workspace.figures.answered_no(standard.ref.id).items()
    kept = {unit: tuple(each for each in ids if each in deciding) for unit, ids in answered}
    return {unit: ids for unit, ids in kept.items() if ids}


def _lacking(
    territory: Territory, refused: dict[str, tuple[str, ...]], tallies: Iterable[Tally]
) -> Iterable[Lacking]:
    communities = {each.community for each in tallies}
    for unit, ids in refused.items():
        if any(community.startswith(unit) for community in communities):
            yield Lacking(unit, territory.name(unit), ids)


def _campaign(workspace: Workspace, campaign_id: str | None) -> Campaign | None:
    if campaign_id is None:
        return next(iter(workspace.register.campaigns()), None)
    campaign = workspace.register.campaign(campaign_id)
    if campaign is None:
        raise AssessorError(
            _("There is no campaign {campaign} in this workspace.").format(campaign=campaign_id)
        )
    return campaign


def _standard(library: Library, campaign: Campaign | None, tallies: Iterable[Tally]) -> Standard:
    """The campaign's standard; else the one that most checks were made under."""
    counts = Counter(each.standard for each in tallies)
    refs = [campaign.standard] if campaign else []
    refs += sorted(counts, key=lambda ref: (-counts[ref], str(ref), ref.digest))
    for ref in refs:
        if (standard := library.by_ref(ref)) is not None:
            return standard
    raise AssessorError(_("There is nothing to rank yet: no signed check has been taken in."))


def profile_of(standard: Standard, profile_id: str = "") -> ScoringProfile:
    """A standard's scoring profile; if none is named, the usual one or else its first."""
    known = [profile.id for profile in standard.profiles]
    if not profile_id and USUAL_PROFILE not in known and known:
        profile_id = known[0]
    try:
        return standard.profile(profile_id or USUAL_PROFILE)
    except KeyError:
        raise AssessorError(
            _("Standard {standard} has no scoring profile {profile}. It has: {known}.").format(
                standard=standard.ref,
                profile=profile_id or USUAL_PROFILE,
                known=_(", ").join(known) or _("none"),
            )
        ) from None


def _undecided(groups: Iterable[list[CheckResult]], policy: DoubleVisit) -> int:
    if policy is not DoubleVisit.FLAG:
        return 0
    return sum(len({r.site for r in results}) - len(counted(results, policy)) for results in groups)
