"""From checks to the score of an area: sites make types, types make modules, modules the total."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from assessor.domain.inspection import DoubleVisit
from assessor.domain.profiles import Method, Module, ScoringProfile
from assessor.domain.scoring import total

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Share:
    """What a check comes to within one module that counts single items only."""

    module: str
    rate: Fraction | None
    coverage: Fraction
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What an area's score is made of: one check that counts.

    `shares` has one entry for each module that counts only some of the form's items.
    """

    check: str
    site: str
    site_type: str
    rate: Fraction | None
    finished: datetime
    vetoes: tuple[str, ...] = ()
    coverage: Fraction = Fraction(1)
    shares: tuple[Share, ...] = ()

    def within(self, module: Module) -> "CheckResult":
        """The check as one module counts it; without a share it counts for nothing there."""
        if not module.clauses:
            return self
        none = Share(module.id, None, Fraction(1))
        found = next((each for each in self.shares if each.module == module.id), none)
        return replace(self, rate=found.rate, vetoes=found.vetoes, coverage=found.coverage)


@dataclass(frozen=True, slots=True)
class TypeScore:
    """The mean rate of an area's sites of one type, or of the worst of them (`averaged`)."""

    site_type: str
    results: tuple[CheckResult, ...]
    rate: Fraction
    averaged: tuple[CheckResult, ...]
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class ModuleScore:
    """One module: the weighted mean of its types. `earned` is None where no site was checked."""

    id: str
    points: Fraction
    types: tuple[TypeScore, ...]
    earned: Fraction | None

    @property
    def weight(self) -> Fraction:
        """What its checked types weigh together."""
        return sum((each.weight for each in self.types), _ZERO)


@dataclass(frozen=True, slots=True)
class AreaScore:
    """The score of an area under a profile.

    Modules without a checked site leave the sum and the rest is scaled up to full marks
    (`standardised`), which must be printed beside the number.
    """

    profile: ScoringProfile
    modules: tuple[ModuleScore, ...]

    @property
    def earned(self) -> Fraction:
        """The points of the modules that were checked."""
        return sum((each.earned for each in self.modules if each.earned is not None), _ZERO)

    @property
    def possible(self) -> Fraction:
        """The full marks of the modules that were checked."""
        return sum((each.points for each in self.modules if each.earned is not None), _ZERO)

    @property
    def rate(self) -> Fraction | None:
        """The share earned; None while nothing was checked."""
        return self.earned / self.possible if self.possible else None

    @property
    def total(self) -> Fraction | None:
        """The score on the profile's full marks."""
        rate = self.rate
        return None if rate is None else rate * Fraction(self.profile.points)

    @property
    def standardised(self) -> bool:
        """Whether modules without a checked site were left out of the sum."""
        return any(each.earned is None for each in self.modules)

    @property
    def results(self) -> tuple[CheckResult, ...]:
        """The checks that count, each once even if it is part of two modules."""
        found: dict[str, CheckResult] = {}
        for module in self.modules:
            for kind in module.types:
                for result in kind.results:
                    known = found.setdefault(result.check, result)
                    if known is not result:
                        found[result.check] = _together(known, result)
        return tuple(found.values())

    @property
    def vetoes(self) -> tuple[tuple[str, str], ...]:
        """Every veto: the check and the item."""
        return tuple((each.check, item) for each in self.results for item in each.vetoes)

    @property
    def passed(self) -> bool | None:
        """The verdict: above the pass line, without veto, everything observed.

        None while nobody has set a pass line, nothing was checked, or the line is reached
        but modules are still unchecked. Deductions ask for no complete observation.
        """
        line = self.profile.pass_line
        if line is None or self.rate is None:
            return None
        if self.rate < Fraction(line) or self.vetoes or not self._is_observed():
            return False
        return None if self.standardised else True

    def _is_observed(self) -> bool:
        if self.profile.method is Method.DEDUCTIONS:
            return True
        return all(each.coverage == 1 for each in self.results)


def area_score(profile: ScoringProfile, results: Iterable[CheckResult]) -> AreaScore:
    """The score of an area: types are means of sites, modules are weighted means of types."""
    by_type: dict[str, list[CheckResult]] = {}
    for result in results:
        if result.rate is not None:
            by_type.setdefault(result.site_type, []).append(result)
    return AreaScore(
        profile, tuple(_module_score(each, by_type, profile.worst) for each in profile.modules)
    )


def _module_score(
    module: Module, by_type: dict[str, list[CheckResult]], worst: int | None
) -> ModuleScore:
    types = []
    for code in module.site_types:
        narrowed = [each.within(module) for each in by_type.get(code, ())]
        found = [each for each in narrowed if each.rate is not None]
        if found and (weight := module.weight_of(code)):
            types.append(_type_score(code, found, weight, worst))
    full = Fraction(module.points)
    if not types:
        return ModuleScore(module.id, full, (), None)
    weighed = total(each.rate if each.weight == 1 else each.rate * each.weight for each in types)
    together = total(each.weight for each in types)
    return ModuleScore(module.id, full, tuple(types), full * weighed / together)


def _type_score(
    code: str, results: list[CheckResult], weight: Fraction, worst: int | None
) -> TypeScore:
    averaged = results if worst is None else sorted(results, key=_badness)[:worst]
    mean = _mean(averaged) or _ZERO
    return TypeScore(code, tuple(results), mean, tuple(averaged), weight)


def _badness(result: CheckResult) -> tuple[Fraction, str]:
    return result.rate or _ZERO, result.check


def _together(one: CheckResult, other: CheckResult) -> CheckResult:
    """A check that two modules count parts of."""
    return replace(
        one,
        vetoes=tuple(sorted({*one.vetoes, *other.vetoes})),
        coverage=min(one.coverage, other.coverage),
    )


def counted(results: Iterable[CheckResult], policy: DoubleVisit) -> tuple[CheckResult, ...]:
    """What counts of a campaign's checks: one result for each site, by the policy.

    A site checked once counts as it is. Of several, the latest visit counts, or their
    mean with the vetoes of all, or none of them while the policy wants a decision.
    """
    by_site: dict[str, list[CheckResult]] = {}
    for result in results:
        by_site.setdefault(result.site, []).append(result)
    chosen = (_counted(sorted(each, key=_age), policy) for each in by_site.values())
    return tuple(result for result in chosen if result is not None)


def _counted(visits: list[CheckResult], policy: DoubleVisit) -> CheckResult | None:
    latest = visits[-1]
    if len(visits) == 1 or policy is DoubleVisit.LATEST:
        return latest
    if policy is DoubleVisit.FLAG:
        return None
    by_module: dict[str, list[Share]] = {}
    for visit in visits:
        for share in visit.shares:
            by_module.setdefault(share.module, []).append(share)
    return replace(
        latest,
        rate=_mean(visits),
        vetoes=_all_vetoes(visits),
        coverage=min(visit.coverage for visit in visits),
        shares=tuple(
            Share(
                name,
                _mean(shares),
                min(share.coverage for share in shares),
                _all_vetoes(shares),
            )
            for name, shares in by_module.items()
        ),
    )


def _mean(parts: Iterable[CheckResult | Share]) -> Fraction | None:
    rates = [part.rate for part in parts if part.rate is not None]
    if len(rates) == 1:
        return rates[0]
    return total(rates) / len(rates) if rates else None


def _all_vetoes(parts: Iterable[CheckResult | Share]) -> tuple[str, ...]:
    return tuple(sorted({item for part in parts for item in part.vetoes}))


def _age(result: CheckResult) -> tuple[datetime, str]:
    return result.finished, result.check
