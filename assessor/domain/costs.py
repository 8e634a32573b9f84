"""What costs an area its points, item by item: the losses of all items make up the whole.

A site loses a share of its form; its type is the mean of its sites, its module the mean of
its types, and what no module earned is scaled away. Followed back through these steps each
item's loss is a number of points of the area's score, and the score with all these losses
is full marks again, exactly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessor.domain.apportioning import Extent, Standing, apportion, extent, item_loss
from assessor.domain.areas import AreaScore
from assessor.domain.findings import Counted, Visited
from assessor.domain.forms import CheckItem
from assessor.domain.profiles import Method, Module
from assessor.domain.scoring import exact, total

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class ItemCost:
    """What an item cost over all sites that count.

    `cost` are points of the area's score, `lost` and `possible` points of the form added
    up over the visits where it applied; `missed` counts those that lost some, `places` the
    places at fault.
    """

    item: CheckItem
    site_type: str
    cost: Fraction
    lost: Fraction
    possible: Fraction
    visits: int
    missed: int
    places: int

    @property
    def lost_share(self) -> Fraction:
        """The share of its own points that it lost; 0 where it applied nowhere."""
        return self.lost / self.possible if self.possible else _ZERO


def item_costs(area: AreaScore, sites: Iterable[Counted]) -> tuple[ItemCost, ...]:
    """Every item that lost points or has faults, by its id."""
    known = {site.result.check: site for site in sites}
    costs = _costs(area, known)
    return tuple(
        sorted(_items(known.values(), area.profile.method, costs), key=lambda each: each.item.id)
    )


def dearest(costs: Iterable[ItemCost]) -> tuple[ItemCost, ...]:
    """The items that cost points, those that cost most first, equals by id."""
    return tuple(sorted((c for c in costs if c.cost), key=lambda c: (-c.cost, c.item.id)))


def worst(costs: Iterable[ItemCost]) -> tuple[ItemCost, ...]:
    """The items that lost the greatest share of their points first; equals by what they cost."""
    lossy = (each for each in costs if each.lost)
    return tuple(sorted(lossy, key=lambda c: (-c.lost_share, -c.cost, c.item.id)))


def _costs(area: AreaScore, known: Mapping[str, Counted]) -> dict[str, Fraction]:
    """Points of the area's score by item id."""
    if not area.possible:
        return {}
    scale = Fraction(area.profile.points) / area.possible
    parts = {module.id: module for module in area.profile.modules}
    extents: dict[tuple[str, str], Extent] = {}
    found: dict[str, list[Fraction]] = {}
    for module in area.modules:
        for kind in module.types:
            share = scale * module.points * kind.weight / module.weight / len(kind.averaged)
            for result in kind.averaged:
                site = known[result.check]
                counting = _counting(parts[module.id], site, extents)
                for item, rate in _lost_rates(site.visits, counting, area.profile.method):
                    found.setdefault(item, []).append(rate * share)
    return {item: total(each) for item, each in found.items()}


def _counting(module: Module, site: Counted, known: dict[tuple[str, str], Extent]) -> Extent:
    form = site.visits[0].form
    key = (module.id, form.code)
    if key not in known:
        known[key] = extent(form, module.clauses)
    return known[key]


def _lost_rates(
    visits: tuple[Visited, ...], counting: Extent, method: Method
) -> Iterable[tuple[str, Fraction]]:
    """The share of the site's points that each item lost: the mean of the visits that count."""
    came_to = [(each, apportion(counting, each.outcomes, method)) for each in visits]
    rated = [(visit, sums.possible) for visit, sums in came_to if sums.possible]
    for visit, possible in rated:
        for outcome in visit.outcomes:
            if (item := counting.items.get(outcome.item)) is None:
                continue
            if lost := item_loss(item, outcome, method):
                yield item.id, lost / possible / len(rated)


class _Sum:
    """An item's numbers while they are added up."""

    __slots__ = ("aside", "lost", "missed", "places")

    def __init__(self) -> None:
        self.lost = _ZERO
        self.aside = self.missed = self.places = 0


def _items(
    sites: Iterable[Counted], method: Method, costs: Mapping[str, Fraction]
) -> Iterable[ItemCost]:
    by_form: dict[str, list[Visited]] = {}
    for site in sites:
        for visit in site.visits:
            by_form.setdefault(visit.form.code, []).append(visit)
    for code, visits in by_form.items():
        items = extent(visits[0].form).items
        for item_id, summed in _sums(items, visits, method).items():
            item = items[item_id]
            applied = len(visits) - summed.aside
            if summed.missed or summed.places:
                yield ItemCost(
                    item=item,
                    site_type=code,
                    cost=costs.get(item_id, _ZERO),
                    lost=summed.lost,
                    possible=exact(item.points) * applied,
                    visits=applied,
                    missed=summed.missed,
                    places=summed.places,
                )


def _sums(
    items: Mapping[str, CheckItem], visits: Iterable[Visited], method: Method
) -> dict[str, _Sum]:
    sums: dict[str, _Sum] = {}
    losses: dict[str, list[Fraction]] = {}
    for visit in visits:
        for outcome in visit.outcomes:
            if (item := items.get(outcome.item)) is None:
                continue
            summed = sums.setdefault(item.id, _Sum())
            if outcome.standing is Standing.NOT_APPLICABLE:
                summed.aside += 1
            elif lost := item_loss(item, outcome, method):
                summed.missed += 1
                losses.setdefault(item.id, []).append(lost)
        for (item_id, _category), places in visit.faults.items():
            if item_id in items:
                sums.setdefault(item_id, _Sum()).places += places
    for item_id, each in losses.items():
        sums[item_id].lost = total(each)
    return sums
