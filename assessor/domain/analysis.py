"""Where an area stands: its units, site types and modules side by side, and round by round.

Everything follows from the sites that count and from nothing else, in no order; what it
says of scores is what the ranking says.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from assessor.domain.areas import AreaScore, area_score
from assessor.domain.costs import ItemCost, item_costs
from assessor.domain.findings import Counted, Findings, findings
from assessor.domain.profiles import ScoringProfile
from assessor.domain.scoring import total

_ZERO = Fraction(0)
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Line:
    """One unit, site type or module: what it came to, and what its sites show.

    `earned` of `possible` points; `rate` is what counts. `planned` sites were to be
    checked, `before` is the rate of the last round; both None where nothing is known.
    """

    code: str
    rate: Fraction | None
    earned: Fraction
    possible: Fraction
    found: Findings
    planned: int | None = None
    before: Fraction | None = None

    @property
    def change(self) -> Fraction | None:
        """By how much the rate rose since the last round, as a share of full marks."""
        if self.rate is None or self.before is None:
            return None
        return self.rate - self.before


@dataclass(frozen=True, slots=True)
class Cell:
    """What the sites of one type came to in one unit: the mean of their rates."""

    rate: Fraction
    sites: int
    vetoes: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """A round of an area. Lines are by code; `cells` by site type and unit."""

    area: AreaScore
    found: Findings
    units: tuple[Line, ...]
    site_types: tuple[Line, ...]
    modules: tuple[Line, ...]
    cells: Mapping[tuple[str, str], Cell]
    costs: tuple[ItemCost, ...]


def analyse(
    profile: ScoringProfile,
    sites: Iterable[Counted],
    planned: Mapping[str, int] | None = None,
    before: Iterable[Counted] = (),
) -> Analysis:
    """Analyse a round; `before` are the sites of the last one, `planned` counts sites by unit."""
    now = list(sites)
    last = list(before)
    area = area_score(profile, (each.result for each in now))
    area_before = area_score(profile, (each.result for each in last))
    return Analysis(
        area=area,
        found=findings(now),
        units=_unit_lines(profile, now, last, planned or {}),
        site_types=_type_lines(now, last),
        modules=_module_lines(area, area_before, now),
        cells=_cells(now),
        costs=item_costs(area, now),
    )


def _unit_lines(
    profile: ScoringProfile, now: list[Counted], last: list[Counted], planned: Mapping[str, int]
) -> tuple[Line, ...]:
    groups, before = _grouped(now, _unit), _grouped(last, _unit)
    lines = []
    for code in sorted({*groups, *planned} - {""}):
        sites = groups.get(code, [])
        area = area_score(profile, (each.result for each in sites))
        earlier = area_score(profile, (each.result for each in before.get(code, ())))
        lines.append(
            Line(
                code,
                area.rate,
                area.earned,
                area.possible,
                findings(sites),
                planned.get(code),
                earlier.rate,
            )
        )
    return tuple(lines)


def _type_lines(now: list[Counted], last: list[Counted]) -> tuple[Line, ...]:
    """Each type on the full marks of its form."""
    before = _grouped(last, _type)
    lines = []
    for code, sites in sorted(_grouped(now, _type).items()):
        rate = _mean(sites)
        full = Fraction(sites[0].visits[0].form.points)
        earned, possible = (_ZERO, _ZERO) if rate is None else (rate * full, full)
        earlier = _mean(before.get(code, ()))
        lines.append(Line(code, rate, earned, possible, findings(sites), before=earlier))
    return tuple(lines)


def _module_lines(area: AreaScore, before: AreaScore, sites: Iterable[Counted]) -> tuple[Line, ...]:
    """Modules in the order of the profile."""
    rates = {each.id: _rate(each.earned, each.points) for each in before.modules}
    by_check = {each.result.check: each for each in sites}
    lines = []
    for module in area.modules:
        checks = {result.check for kind in module.types for result in kind.results}
        found = findings(by_check[each] for each in sorted(checks))
        possible = _ZERO if module.earned is None else module.points
        lines.append(
            Line(
                module.id,
                _rate(module.earned, module.points),
                module.earned or _ZERO,
                possible,
                found,
                before=rates.get(module.id),
            )
        )
    return tuple(lines)


def _cells(sites: Iterable[Counted]) -> dict[tuple[str, str], Cell]:
    rated = (each for each in sites if each.unit and each.result.rate is not None)
    cells = {}
    for key, group in _grouped(rated, lambda each: (_type(each), each.unit)).items():
        vetoes = sum(len(each.result.vetoes) for each in group)
        cells[key] = Cell(_mean(group) or _ZERO, len(group), vetoes)
    return cells


def _unit(site: Counted) -> str:
    return site.unit


def _type(site: Counted) -> str:
    return site.result.site_type


def _mean(sites: Iterable[Counted]) -> Fraction | None:
    rates = [each.result.rate for each in sites if each.result.rate is not None]
    return total(rates) / len(rates) if rates else None


def _rate(earned: Fraction | None, points: Fraction) -> Fraction | None:
    return None if earned is None or not points else earned / points


def _grouped(sites: Iterable[Counted], key: Callable[[Counted], _Key]) -> dict[_Key, list[Counted]]:
    groups: dict[_Key, list[Counted]] = {}
    for site in sites:
        groups.setdefault(key(site), []).append(site)
    return groups
