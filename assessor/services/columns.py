"""The checks that count as columns for other engines: a file for each campaign and month."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from assessor import files, progress
from assessor.domain.apportioning import extent
from assessor.domain.forms import SiteType
from assessor.domain.inspection import (
    CHINA_TIME,
    NotApplicable,
    Revision,
    SiteCheck,
    UnitKind,
    fault_count,
    faults_of,
)
from assessor.domain.merging import CheckState
from assessor.domain.scoring import ItemScore, Scorecard, score
from assessor.domain.standard import StandardRef
from assessor.domain.territory import Territory, visit_day
from assessor.exchange import codec
from assessor.exchange.columns import CheckColumns, ItemColumns, VisitColumns, write_columns
from assessor.i18n import ngettext
from assessor.progress import ProgressFn
from assessor.services.assessing import form_of
from assessor.services.comparison import profile_of
from assessor.standards import Library
from assessor.storage import CheckHeader, Workspace

_LEVELS = (UnitKind.COUNTY, UnitKind.TOWN, UnitKind.COMMUNITY, UnitKind.GRID)


@dataclass(frozen=True, slots=True)
class Columns:
    """What was written, and how many checks are in none of it."""

    files: tuple[Path, ...]
    checks: int
    left_out: int

    def sentences(self) -> Iterator[str]:
        """What was done, for people."""
        words = ngettext(
            "{count} check was written as columns.",
            "{count} checks were written as columns.",
            self.checks,
        )
        yield words.format(count=self.checks)
        yield from map(str, self.files)
        if self.left_out:
            words = ngettext(
                "{count} check is left out: in conflict, void, or of a standard that is not here.",
                "{count} checks are left out: in conflict, void, or of a standard that is not "
                "here.",
                self.left_out,
            )
            yield words.format(count=self.left_out)


def export_columns(
    workspace: Workspace,
    library: Library,
    folder: Path,
    language: str,
    campaign: str | None = None,
    on_progress: ProgressFn = progress.ignore,
) -> Columns:
    """Write the checks that count, all or those of a campaign, as Parquet.

    Names are in one language. What is in conflict, void, or of a standard that is not
    installed is left out.
    """
    headers = workspace.documents.checks(campaign)
    counting = [
        each
        for each in headers
        if each.state is CheckState.CURRENT and each.scored and library.by_ref(each.standard)
    ]
    counting.sort(key=lambda each: (_file(each), each.id))
    made = _Maker(workspace, library, language)
    waiting = progress.each(counting, on_progress)
    files.made(folder)
    written: list[Path] = []
    for name, group in groupby(waiting, key=_file):
        written += write_columns(folder, name, map(made.columns, group))
    return Columns(tuple(written), len(counting), len(headers) - len(counting))


def _file(header: CheckHeader) -> str:
    """What the file of a check is called: its campaign and the month of the visit in China."""
    month = f"{header.started.astimezone(CHINA_TIME):%Y-%m}"
    return f"{files.safe_name(header.campaign)}-{month}" if header.campaign else month


class _Maker:
    """Makes the columns of one check after the other; what they share is looked up once."""

    def __init__(self, workspace: Workspace, library: Library, language: str) -> None:
        self._workspace = workspace
        self._library = library
        self._language = language
        self._territory: Territory = workspace.register.territory()
        profiles = {each.id: each.profile for each in workspace.register.campaigns()}
        self._profiles: Mapping[str, str] = profiles
        vocabulary = library.vocabulary()
        self._disorders = {c.code: c.name.in_language(language) for c in vocabulary.categories}
        self._reasons = {r.code: r.text.in_language(language) for r in vocabulary.reasons}
        self._modules = cache(self._modules_of)  # a campaign has few forms

    def columns(self, header: CheckHeader) -> CheckColumns:
        """A check that counts, scored anew from what was signed."""
        sealed = codec.decode(self._workspace.documents.body(header.head or ""))
        if not isinstance(sealed.document, Revision):
            raise TypeError(header.id)
        check = sealed.document.check
        _standard, form = form_of(check, self._library)
        card = score(form, check.observations)
        items = tuple(self._items(check, card))
        return CheckColumns(
            visit=self._visit(header, check, form),
            finished=header.finished,
            signed_at=sealed.document.signed_at,
            key=sealed.document.key,
            document=sealed.digest,
            possible=card.possible,
            points=card.earned,
            observed=card.observed,
            vetoes=len(card.vetoes),
            places=sum(each.places for each in items),
            items=items,
        )

    def _visit(self, header: CheckHeader, check: SiteCheck, form: SiteType) -> VisitColumns:
        site, territory = check.site, self._territory
        at, on = check.visit.started, visit_day(check.visit.started)
        units: dict[str, str] = {}
        for level in _LEVELS:
            code = territory.unit_of(level, site.code, site.community, site.organisation, at)
            unit = territory.unit(code, on)
            if level is UnitKind.GRID and (unit is None or unit.kind is not level):
                code = ""  # there are no grids, and the site lies in its community alone
            units[level] = code
            units[f"{level}_name"] = territory.name(code, on)
        return VisitColumns(
            check=check.id,
            campaign=check.campaign,
            started=at,
            site=site.code,
            site_name=site.name,
            site_type=site.site_type,
            site_type_name=form.name.in_language(self._language),
            organisation=site.organisation,
            organisation_name=check.organisation_name or header.organisation_name,
            standard=check.standard.id,
            revision=check.standard.revision,
            **units,
        )

    def _items(self, check: SiteCheck, card: Scorecard) -> Iterator[ItemColumns]:
        profile = self._profiles.get(check.campaign, "")
        modules = self._modules(check.standard, check.site.site_type, profile)
        sections = {
            item.id: section.title.in_language(self._language)
            for section in card.site_type.sections
            for item in section.items
        }
        for scored in card.items:
            item = scored.item
            yield ItemColumns(
                module=modules.get(item.id, ""),
                section=sections[item.id],
                item=item.id,
                item_text=item.text.in_language(self._language),
                clauses=item.clauses,
                outcome=_outcome(scored),
                possible=scored.possible,
                points=scored.earned,
                lost=scored.lost,
                veto=scored.vetoes,
                reason=self._reason(scored),
                places=fault_count(scored.seen) if scored.seen else 0,
                disorders=self._found(scored),
            )

    def _modules_of(self, ref: StandardRef, site_type: str, profile: str) -> dict[str, str]:
        """By item the first module of the campaign's profile that counts it."""
        modules: dict[str, str] = {}
        standard = self._library.by_ref(ref)
        if standard is None or not standard.profiles:
            return modules
        form = standard.site_type(site_type)
        for module in profile_of(standard, profile).modules:
            if site_type in module.site_types:
                for item in extent(form, module.clauses).items:
                    modules.setdefault(item, module.id)
        return modules

    def _reason(self, scored: ItemScore) -> str:
        if isinstance(scored.seen, NotApplicable):
            return self._reasons.get(scored.seen.reason, scored.seen.reason)
        words = (each.words for each in faults_of(scored.seen) if each.words)
        return "；".join(dict.fromkeys(words))

    def _found(self, scored: ItemScore) -> tuple[tuple[str, str, int], ...]:
        places: Counter[str] = Counter()
        for fault in faults_of(scored.seen):
            places[fault.category] += fault.count
        return tuple(
            (code, self._disorders.get(code, code), count) for code, count in places.items()
        )


def _outcome(scored: ItemScore) -> str:
    if scored.seen is None:
        return "open"
    if scored.earned is None:
        return "not_applicable"
    return "lost" if scored.lost else "full"
