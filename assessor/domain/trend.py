"""How an area did from round to round, and clause by clause across editions.

Rounds under different editions are compared by clause: an item counts for every clause of
the edition looked at that it rests on, or that took the place of one that it rests on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessor.domain.apportioning import Standing, item_loss
from assessor.domain.areas import CheckResult, area_score
from assessor.domain.findings import Counted
from assessor.domain.inspection import Campaign
from assessor.domain.profiles import Method, ScoringProfile
from assessor.domain.references import References, Topic, TopicKind
from assessor.domain.scoring import exact, total
from assessor.domain.standard import Standard


@dataclass(frozen=True, slots=True)
class Round:
    """What one campaign came to: rates of the whole, of each unit, of each clause."""

    campaign: Campaign
    rate: Fraction | None
    units: Mapping[str, Fraction]
    clauses: Mapping[str, Fraction]


def rounds_up_to(campaigns: Iterable[Campaign], campaign: Campaign) -> tuple[Campaign, ...]:
    """The campaign and those of its kind before it, the oldest first."""
    earlier = [each for each in campaigns if _is_before(each, campaign)]
    return (*sorted(earlier, key=lambda each: (each.starts, each.id)), campaign)


def round_of(
    campaign: Campaign,
    profile: ScoringProfile,
    sites: Iterable[Counted],
    leads_to: Mapping[str, tuple[str, ...]],
) -> Round:
    """A campaign by the sites that count; `leads_to` as `leading_to` gives it."""
    units: dict[str, list[CheckResult]] = {}
    counted = list(sites)
    for site in counted:
        units.setdefault(site.unit, []).append(site.result)
    rates = {unit: area_score(profile, results).rate for unit, results in units.items() if unit}
    return Round(
        campaign,
        area_score(profile, (site.result for site in counted)).rate,
        {unit: rate for unit, rate in sorted(rates.items()) if rate is not None},
        clause_rates(counted, leads_to),
    )


def leading_to(references: References, standard: Standard) -> dict[str, tuple[str, ...]]:
    """For each reference that items may make, the clauses of a standard that it leads to."""
    base = standard.tailoring.base.id if standard.tailoring else standard.ref.id
    found: dict[str, list[str]] = {}
    for clause in standard.clauses:
        found.setdefault(f"{base}:{clause.id}", []).append(clause.id)
        if references.standard(str(standard.ref)) is None:
            continue
        for kin in references.kin(Topic(str(standard.ref), TopicKind.CLAUSE, clause.id)):
            for older in kin.clauses if not kin.is_newer else ():
                found.setdefault(f"{kin.standard}:{older}", []).append(clause.id)
    return {reference: tuple(ids) for reference, ids in found.items()}


def clause_rates(
    sites: Iterable[Counted], leads_to: Mapping[str, tuple[str, ...]]
) -> dict[str, Fraction]:
    """The share of the points that the items of each clause earned, over all visits.

    As forms are scored: what was not looked at earned nothing.
    """
    lost: dict[str, list[Fraction]] = {}
    possible: dict[str, list[Fraction]] = {}
    clauses_of: dict[str, tuple[str, ...]] = {}
    for site in sites:
        for visit in site.visits:
            outcomes = {each.item: each for each in visit.outcomes}
            for item in visit.form.items:
                if item.id not in clauses_of:
                    clauses_of[item.id] = _clauses(item.clauses, leads_to)
                outcome = outcomes.get(item.id)
                if outcome and outcome.standing is Standing.NOT_APPLICABLE:
                    continue
                for clause in clauses_of[item.id]:
                    possible.setdefault(clause, []).append(exact(item.points))
                    if outcome:
                        loss = item_loss(item, outcome, Method.RATES)
                        lost.setdefault(clause, []).append(loss)
    sums = {clause: total(points) for clause, points in sorted(possible.items())}
    return {
        clause: 1 - total(lost.get(clause, ())) / points
        for clause, points in sums.items()
        if points
    }


def _clauses(references: Iterable[str], leads_to: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Each clause once, even where an item names both an old one and its successor."""
    led = (clause for each in references for clause in leads_to.get(each, ()))
    return tuple(dict.fromkeys(led))


def _is_before(other: Campaign, campaign: Campaign) -> bool:
    return other.kind is campaign.kind and (other.starts, other.id) < (campaign.starts, campaign.id)
