"""From checks to the score of an area: sites make types, types make modules, modules the total."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from assessor.domain.inspection import DoubleVisit
from assessor.domain.profiles import ScoringProfile

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What an area's score is made of: one check that counts."""

    check: str
    site: str
    site_type: str
    rate: Fraction | None
    finished: datetime
    vetoes: tuple[str, ...] = ()
    coverage: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class TypeScore:
    """The mean rate of an area's sites of one type."""

    site_type: str
    results: tuple[CheckResult, ...]
    rate: Fraction


@dataclass(frozen=True, slots=True)
class ModuleScore:
    """One module: site types weigh the same. `earned` is None where no site was checked."""

    id: str
    points: Fraction
    types: tuple[TypeScore, ...]
    earned: Fraction | None


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
        """The checks that count, each once even if its type is part of two modules."""
        types = (kind for module in self.modules for kind in module.types)
        return tuple(dict.fromkeys(result for kind in types for result in kind.results))

    @property
    def vetoes(self) -> tuple[tuple[str, str], ...]:
        """Every veto: the check and the item."""
        return tuple((each.check, item) for each in self.results for item in each.vetoes)

    @property
    def passed(self) -> bool | None:
        """The verdict: above the pass line, without veto, everything observed.

        None while nobody has set a pass line or nothing was checked.
        """
        line = self.profile.pass_line
        if line is None or self.rate is None:
            return None
        observed = all(each.coverage == 1 for each in self.results)
        return self.rate >= Fraction(line) and not self.vetoes and observed


def area_score(profile: ScoringProfile, results: Iterable[CheckResult]) -> AreaScore:
    """The score of an area: types are means of sites, modules are means of types."""
    by_type: dict[str, list[CheckResult]] = {}
    for result in results:
        if result.rate is not None:
            by_type.setdefault(result.site_type, []).append(result)
    modules = []
    for module in profile.modules:
        types = tuple(
            _type_score(code, by_type[code]) for code in module.site_types if code in by_type
        )
        full = Fraction(module.points)
        earned = full * sum((t.rate for t in types), _ZERO) / len(types) if types else None
        modules.append(ModuleScore(module.id, full, types, earned))
    return AreaScore(profile, tuple(modules))


def _type_score(code: str, results: list[CheckResult]) -> TypeScore:
    rates = [result.rate for result in results if result.rate is not None]
    return TypeScore(code, tuple(results), sum(rates, _ZERO) / len(rates))


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
    rates = [visit.rate for visit in visits if visit.rate is not None]
    return replace(
        latest,
        rate=sum(rates, _ZERO) / len(rates) if rates else None,
        vetoes=tuple(sorted({item for visit in visits for item in visit.vetoes})),
        coverage=min(visit.coverage for visit in visits),
    )


def _age(result: CheckResult) -> tuple[datetime, str]:
    return result.finished, result.check
