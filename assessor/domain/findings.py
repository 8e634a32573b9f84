"""What many checks found together: faults by disorder, coverage, and what did not apply."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from assessor.domain.apportioning import ItemOutcome, Standing
from assessor.domain.areas import CheckResult
from assessor.domain.forms import SiteType
from assessor.domain.scoring import total

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Visited:
    """One visit to a site: its form, and what is kept of its items.

    `faults` are the places that were counted, by item and disorder (十乱); the disorder is
    empty where nobody named one.
    """

    form: SiteType
    outcomes: tuple[ItemOutcome, ...] = ()
    faults: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """A site that counts: what it came to for its unit, and the visits that this is made of.

    There are several visits only where the campaign takes their mean.
    """

    unit: str
    result: CheckResult
    visits: tuple[Visited, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What some sites show beside their score.

    `coverage` is the mean share of the applicable points that was observed, `items` the
    number of items on all forms, `aside` those of them that do not apply. Faults are
    places, by disorder.
    """

    sites: int
    coverage: Fraction | None
    vetoes: int
    items: int
    aside: int
    faults: Mapping[str, int]

    @property
    def places(self) -> int:
        """All places at fault."""
        return sum(self.faults.values())

    @property
    def not_applicable(self) -> Fraction | None:
        """The share of the items that do not apply (合理缺项); None without any item."""
        return Fraction(self.aside, self.items) if self.items else None


def findings(sites: Iterable[Counted]) -> Findings:
    """What these sites show together."""
    counted = list(sites)
    faults: Counter[str] = Counter()
    lengths: dict[str, int] = {}
    items = aside = 0
    for site in counted:
        for visit in site.visits:
            if visit.form.code not in lengths:
                lengths[visit.form.code] = len(visit.form.items)
            items += lengths[visit.form.code]
            aside += sum(each.standing is Standing.NOT_APPLICABLE for each in visit.outcomes)
            for (_item, category), places in visit.faults.items():
                faults[category] += places
    covered = total(site.result.coverage for site in counted)
    return Findings(
        sites=len(counted),
        coverage=covered / len(counted) if counted else None,
        vetoes=sum(len(site.result.vetoes) for site in counted),
        items=items,
        aside=aside,
        faults=dict(sorted(faults.items())),
    )
