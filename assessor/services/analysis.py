"""A campaign analysed from what the workspace keeps of its checks; no document is decoded."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessor.domain.analysis import Analysis, analyse
from assessor.domain.areas import CheckResult, counted
from assessor.domain.findings import Counted, Visited
from assessor.domain.inspection import Campaign, DoubleVisit
from assessor.domain.merging import CheckState
from assessor.domain.profiles import ScoringProfile
from assessor.domain.references import References
from assessor.domain.standard import Standard
from assessor.domain.trend import Round, leading_to, round_of, rounds_up_to
from assessor.services.comparison import RankingResult, profile_of, rank_units
from assessor.services.counting import Counting, kept_items
from assessor.services.planned import planned_units
from assessor.standards import Library
from assessor.storage import Workspace

_ROUNDS = 8  # campaigns that a trend goes back, this one included


@dataclass(frozen=True, slots=True)
class CampaignAnalysis:
    """A ranking with its analysis, the rounds before it, and the names of units."""

    ranking: RankingResult
    analysis: Analysis
    rounds: tuple[Round, ...]  # the oldest first
    names: Mapping[str, str]

    @property
    def last(self) -> Round | None:
        """The round before this one."""
        return self.rounds[-2] if len(self.rounds) > 1 else None


def analyse_ranking(
    workspace: Workspace, library: Library, ranking: RankingResult
) -> CampaignAnalysis:
    """Analyse what a ranking was made of, with the rounds of its kind before it."""
    campaign = ranking.campaign
    now = _sites(workspace, library, ranking.by, campaign, ranking.standard, ranking.profile)
    rounds, last = _rounds(workspace, library, ranking, now)
    planned = Counter(planned_units(workspace, campaign, ranking.by).values())
    return CampaignAnalysis(
        ranking=ranking,
        analysis=analyse(ranking.profile, now, planned, last),
        rounds=rounds,
        names={place.code: place.name for place in ranking.places},
    )


def analyse_campaign(
    workspace: Workspace, library: Library, by: str, campaign: str | None = None
) -> CampaignAnalysis:
    """Rank units over a campaign, by default the latest, and analyse it."""
    return analyse_ranking(workspace, library, rank_units(workspace, library, by, campaign))


def _rounds(
    workspace: Workspace, library: Library, ranking: RankingResult, now: tuple[Counted, ...]
) -> tuple[tuple[Round, ...], tuple[Counted, ...]]:
    """The rounds up to this one, and the sites of the one before it."""
    if ranking.campaign is None:
        return (), ()
    leads_to = leading_to(References(library.standards()), ranking.standard)
    *earlier, this = rounds_up_to(workspace.register.campaigns(), ranking.campaign)[-_ROUNDS:]
    rounds: list[Round] = []
    last: tuple[Counted, ...] = ()
    for campaign in earlier:
        basis = _basis(library, campaign, ranking)
        if basis is None:
            continue
        last = _sites(workspace, library, ranking.by, campaign, *basis)
        rounds.append(round_of(campaign, basis[1], last, leads_to))
    rounds.append(round_of(this, ranking.profile, now, leads_to))
    return tuple(rounds), last


def _basis(
    library: Library, campaign: Campaign, ranking: RankingResult
) -> tuple[Standard, ScoringProfile] | None:
    """What an earlier round is scored by: as this one where it used the same forms.

    Else by its own standard and profile; None where that is not installed.
    """
    own = library.by_ref(campaign.standard)
    if own is None:
        return None
    if own.form_source == ranking.standard.form_source:
        return ranking.standard, ranking.profile
    return own, profile_of(own, campaign.profile)


def _sites(
    workspace: Workspace,
    library: Library,
    by: str,
    campaign: Campaign | None,
    standard: Standard,
    profile: ScoringProfile,
) -> tuple[Counted, ...]:
    """The sites that count in a campaign, with what is kept of their visits."""
    documents, chosen = workspace.documents, campaign.id if campaign else None
    outcomes = kept_items(workspace, profile, chosen)
    faults = documents.fault_places(chosen)
    counting = Counting(library, standard, profile, outcomes)
    headers = {
        header.id: header
        for header in documents.checks(chosen)
        if header.state is CheckState.CURRENT and header.scored and counting.belongs(header)
    }
    forms = {form.code: form for form in standard.site_types}
    policy = campaign.double_visit if campaign else DoubleVisit.LATEST
    results = [counting.result(header) for header in headers.values()]
    visits = _visits(results, policy)
    territory = workspace.register.territory()
    sites = []
    for result in counted(results, policy):
        header = headers[result.check]
        if (form := forms.get(result.site_type)) is None:
            continue
        visited = tuple(
            Visited(form, outcomes.get(each, ()), faults.get(each, {}))
            for each in visits.get(result.site, (result.check,))
        )
        unit = territory.unit_of(
            by, header.site, header.community, header.organisation, header.started
        )
        sites.append(Counted(unit, result, visited))
    return tuple(sites)


def _visits(results: Iterable[CheckResult], policy: DoubleVisit) -> dict[str, list[str]]:
    """By site the checks whose mean counts; none where a single one does."""
    found: dict[str, list[str]] = {}
    if policy is DoubleVisit.MEAN:
        for result in results:
            found.setdefault(result.site, []).append(result.check)
    return found
