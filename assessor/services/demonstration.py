"""The main job from end to end on the shipped standards, as people would do it.

An office makes its authority, certifies two inspectors, draws a plan; the inspectors take
it in, mark their sites, sign and export; the office merges, ranks and publishes.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from assessor import files
from assessor.domain.forms import CheckItem
from assessor.domain.inspection import (
    Campaign,
    CampaignKind,
    Fault,
    Observation,
    Site,
    Visit,
    faults_of,
    with_faults,
)
from assessor.errors import AssessorError
from assessor.i18n import Translator, _
from assessor.paths import Paths, shipped
from assessor.photos.drawing import draw_scene
from assessor.photos.importing import read_photo
from assessor.progress import ProgressFn, ignore
from assessor.services import example_county, reports
from assessor.services.analysis_sheets import ranking_sheets
from assessor.services.comparison import USUAL_PROFILE, RankingResult, rank_units
from assessor.services.fieldwork import begin_draft, new_check
from assessor.services.planning import draw_plan, publish_plan
from assessor.services.sign_off import sign_off
from assessor.services.transfer import export_check, merge_files
from assessor.settings import Settings, save_settings
from assessor.signing.authority import Authority, make_office
from assessor.signing.keys import SigningKey, adopt, new_key, open_key, request
from assessor.signing.trust import Trust, keep_bundle, load_trust
from assessor.standards import Library
from assessor.storage import Outcome, Workspace

PASSPHRASE = "demo"  # a demonstration's only secret, and it is printed
STANDARD = "NSC-2021"
_OFFICE = "示例县爱卫办"
_INSPECTORS = ("张一明", "李二红")
_QUOTA = 3  # sites of each type
_SEED = "示例县 2026 年第四季度"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was made."""

    sites: int
    results: tuple[Path, ...]
    reports: tuple[Path, ...]
    ranking: RankingResult
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Party:
    """An office or an inspector at work: a profile with an open workspace and a key."""

    paths: Paths
    workspace: Workspace
    key: SigningKey
    trust: Trust
    name: str


def demonstrate(folder: Path, language: str, on_progress: ProgressFn = ignore) -> Demonstration:
    """Do the whole job below `folder`, which must not exist or be empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AssessorError(
            _("{folder} exists and is not empty. Choose a new folder.").format(folder=folder)
        )
    was_there = folder.exists()
    try:
        return _demonstrated(folder, language, on_progress)
    except BaseException:  # a full disk, Ctrl-C: nothing half-done stays, for all of it is ours
        shutil.rmtree(folder, ignore_errors=True)
        if was_there:
            files.made(folder)
        raise


def _demonstrated(folder: Path, language: str, on_progress: ProgressFn) -> Demonstration:
    for name in ("results", "reports"):
        files.made(folder / name)
    library = Library(shipped("standards"))
    now = datetime.now(UTC).replace(microsecond=0)
    authority = _authority(folder, now)
    office = _party(
        folder / "office", _OFFICE, _OFFICE, authority, role="office", language=language
    )
    try:
        return _campaign(folder, library, office, authority, now, language, on_progress)
    finally:
        office.workspace.close()


def _authority(folder: Path, now: datetime) -> Authority:
    authority = make_office(files.made(folder / "office" / "keys" / "office"), _OFFICE, PASSPHRASE)
    files.write(folder / "office.trust", authority.bundle())
    return authority


def _party(
    folder: Path, name: str, organisation: str, authority: Authority, *, role: str, language: str
) -> _Party:
    paths = Paths(folder)
    files.made(paths.keys)
    made = new_key(paths.keys, name, organisation, PASSPHRASE)
    asked = request(paths.keys, made.path.name, PASSPHRASE)
    certificate = authority.issue(asked, is_office=role == "office")
    adopted = adopt(paths.keys, made.path.name, certificate, PASSPHRASE)
    keep_bundle(paths.keys, authority.bundle())
    save_settings(
        paths.settings,
        Settings(
            language=language,
            role=role,
            inspector=name,
            organisation=organisation,
            key=adopted.path.name,
        ),
    )
    return _Party(
        paths,
        Workspace(paths.workspace),
        open_key(adopted.path, PASSPHRASE),
        load_trust(paths.keys),
        name,
    )


def _campaign(
    folder: Path,
    library: Library,
    office: _Party,
    authority: Authority,
    now: datetime,
    language: str,
    on_progress: ProgressFn,
) -> Demonstration:
    plan_file = folder / "plan.asice"
    sites = _plan(library, office, plan_file, now)
    steps = _Steps(on_progress, len(sites) + 2)
    results: list[Path] = []
    pages: list[Path] = []
    for number, name in enumerate(_INSPECTORS, start=1):
        inspector = _party(
            folder / f"inspector-{number}",
            name,
            _OFFICE,
            authority,
            role="inspector",
            language=language,
        )
        try:
            _take_in(inspector, library, [plan_file], now)
            for site in sites[number - 1 :: len(_INSPECTORS)]:
                result, report = _inspect(folder, library, inspector, site, now, language)
                results.append(result)
                pages.append(report)
                steps.next()
        finally:
            inspector.workspace.close()
    _take_in(office, library, results, now)
    steps.next()
    ranking = rank_units(office.workspace, library, "town")
    files.write(
        folder / "ranking.pdf",
        reports.ranking_paper(
            office.workspace, library, ranking, language, issuer=_OFFICE, at=now
        ).pdf,
    )
    sheets = ranking_sheets(office.workspace, library, ranking, Translator(language))
    files.write(folder / "ranking.xlsx", sheets)
    steps.next()
    return Demonstration(
        len(sites), tuple(results), tuple(pages), ranking, office.workspace.documents.fingerprint()
    )


def _plan(library: Library, office: _Party, target: Path, now: datetime) -> tuple[Site, ...]:
    standard = library.standard(STANDARD)
    office.workspace.register.save_units(example_county.units())
    office.workspace.register.save_sites(example_county.sites(standard.site_types))
    today = now.date()
    campaign = Campaign(
        id=f"{today.year}-Q{(today.month + 2) // 3}",
        title=f"{today.year}年第{(today.month + 2) // 3}季度卫生县模拟暗访（演示）",
        kind=CampaignKind.UNANNOUNCED,
        starts=date(today.year, today.month, 1),
        ends=today,
        standard=standard.ref,
        profile=USUAL_PROFILE,
    )
    quotas = {site_type.code: _QUOTA for site_type in standard.site_types}
    plan = draw_plan(office.workspace, standard, campaign, quotas, _SEED)
    files.write(target, publish_plan(office.workspace, plan, office.key, now))
    _take_in(office, library, [target], now)
    return plan.sites


def _inspect(
    folder: Path, library: Library, inspector: _Party, site: Site, now: datetime, language: str
) -> tuple[Path, Path]:
    """Mark, sign and export one site; gives the result file and the report."""
    workspace = inspector.workspace
    standard = library.standard(STANDARD)
    site_type = standard.site_type(site.site_type)
    campaign = workspace.register.campaigns()[0]
    visit = Visit(started=now - timedelta(minutes=40), inspectors=_INSPECTORS, weather="晴")
    check = new_check(
        workspace, site, standard.ref, visit, campaign=campaign.id, key=inspector.key.key_id
    )
    begin_draft(workspace, library, check, site_type.items[0].id)
    for item in site_type.items:
        workspace.drafts.mark(check.id, item.id, _seen(workspace, site, item, now), now)
    signed = sign_off(workspace, library, check.id, inspector.key, language=language, at=now)
    result = export_check(workspace, signed.check_id, folder / "results" / f"{site.code}.asice")
    report = folder / "reports" / f"{site.code}.pdf"
    shutil.copyfile(signed.report, report)
    return result, report


def _seen(workspace: Workspace, site: Site, item: CheckItem, now: datetime) -> Observation:
    seen = example_county.seen_at(site, item)
    faults = faults_of(seen)
    if not faults or not example_county.is_photographed(site, item):
        return seen
    photographed = tuple(_photographed(workspace, site, item, fault, now) for fault in faults)
    return with_faults(seen, photographed)


def _photographed(
    workspace: Workspace, site: Site, item: CheckItem, fault: Fault, now: datetime
) -> Fault:
    name = f"{site.code}-{item.id}.jpg"
    number = int(item.id.rpartition(".")[2])
    taken_at = now - timedelta(minutes=40 - number)
    imported = read_photo(draw_scene(f"{site.name} {fault.words}", number, taken_at), name)
    workspace.photos.add(imported.photo, imported.picture, imported.thumbnail)
    return replace(fault, photos=(imported.photo.digest,))


def _take_in(party: _Party, library: Library, paths: Sequence[Path], now: datetime) -> None:
    for outcome in merge_files(party.workspace, library, party.trust, paths, now):
        if outcome.outcome is Outcome.QUARANTINED:
            raise AssessorError(f"{outcome.file}: {outcome.reason}")


class _Steps:
    """Counts the steps of the demonstration."""

    def __init__(self, on_progress: ProgressFn, total: int) -> None:
        self._on_progress = on_progress
        self._total = total
        self._done = 0
        on_progress(0, total)

    def next(self) -> None:
        """One more step is done."""
        self._done += 1
        self._on_progress(self._done, self._total)
