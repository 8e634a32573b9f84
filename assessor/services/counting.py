"""Which checks a ranking counts, and what each comes to under its profile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessor.domain.apportioning import Extent, ItemOutcome, apportion, extent
from assessor.domain.areas import CheckResult, Share
from assessor.domain.forms import SiteType
from assessor.domain.profiles import Method, ScoringProfile
from assessor.domain.standard import Standard, StandardRef
from assessor.standards import Library
from assessor.storage import CheckHeader, Tally, Workspace


def kept_items(
    workspace: Workspace, profile: ScoringProfile, campaign: str | None
) -> dict[str, tuple[ItemOutcome, ...]]:
    """What is kept of a campaign's items, read all at once, as far as a profile depends on it."""
    with_faults = profile.method is Method.DEDUCTIONS
    return workspace.documents.outcomes(campaign, with_faults=with_faults)


class Counting:
    """Turns headers into what counts under a standard and its profile.

    The header's sum is enough for most profiles; only where single items or their faults
    count are the kept items, `kept_items` of the campaign, looked at.
    """

    def __init__(
        self,
        library: Library,
        standard: Standard,
        profile: ScoringProfile,
        outcomes: Mapping[str, tuple[ItemOutcome, ...]],
    ) -> None:
        self._library = library
        self._forms = standard.form_source
        self._known: dict[StandardRef, bool] = {}
        self._apportioning: _Apportioning | None = None
        if profile.needs_items:
            self._apportioning = _Apportioning(standard, profile, outcomes)

    def belongs(self, check: CheckHeader | Tally) -> bool:
        """Whether a check was marked on the forms that are ranked by."""
        ref = check.standard
        if ref not in self._known:
            standard = self._library.by_ref(ref)
            self._known[ref] = standard is not None and standard.form_source == self._forms
        return self._known[ref]

    def result(self, check: CheckHeader | Tally) -> CheckResult:
        """What a check comes to."""
        return self._apportioning.applied(check.result) if self._apportioning else check.result


@dataclass(frozen=True, slots=True)
class _Part:
    """A module that counts single items of a form; no module: the whole form."""

    module: str
    extent: Extent


class _Apportioning:
    """Works out checks from their kept items; what counts of each form is found once."""

    def __init__(
        self,
        standard: Standard,
        profile: ScoringProfile,
        outcomes: Mapping[str, tuple[ItemOutcome, ...]],
    ) -> None:
        self._method = profile.method
        self._outcomes = outcomes
        forms = {form.code: form for form in standard.site_types}
        self._whole = {code: extent(form) for code, form in forms.items()}
        self._parts = {code: tuple(_parts(profile, form)) for code, form in forms.items()}

    def applied(self, plain: CheckResult) -> CheckResult:
        """A check as the profile counts it; one of a form that the standard lacks counts not."""
        whole = self._whole.get(plain.site_type)
        if whole is None:
            return plain
        kept = self._outcomes.get(plain.check, ())
        came_to = apportion(whole, kept, self._method)
        return CheckResult(
            check=plain.check,
            site=plain.site,
            site_type=plain.site_type,
            rate=came_to.rate,
            finished=plain.finished,
            vetoes=plain.vetoes,
            coverage=came_to.coverage,
            shares=tuple(
                self._share(part, kept, plain.vetoes) for part in self._parts[plain.site_type]
            ),
        )

    def _share(self, part: _Part, kept: tuple[ItemOutcome, ...], vetoes: tuple[str, ...]) -> Share:
        came_to = apportion(part.extent, kept, self._method)
        vetoing = tuple(item for item in vetoes if item in part.extent.items)
        return Share(part.module, came_to.rate, came_to.coverage, vetoing)


def _parts(profile: ScoringProfile, form: SiteType) -> Iterable[_Part]:
    for module in profile.modules:
        if module.clauses and form.code in module.site_types:
            yield _Part(module.id, extent(form, module.clauses))
