"""What the ranking page has done in the background; see `work`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessor import files
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext
from assessor.standards import Library
from assessor.storage import ImportRecord, ImportSummary, Quarantined, Workspace

if TYPE_CHECKING:
    from assessor.domain.boards import BoardLines
    from assessor.domain.standard import Standard
    from assessor.services.analysis import CampaignAnalysis
    from assessor.services.comparison import RankingResult
    from assessor.services.conflicts import Contest
    from assessor.services.sign_off import SignedCheck
    from assessor.services.taking_in import FileOutcome
    from assessor.services.unfolding import Branch
    from assessor.ui.analysis_models import Tiles
    from assessor.ui.key_step import Unlock


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be ranked; nothing named is as the campaign says."""

    by: str
    campaign: str | None = None
    standard: Standard | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows at first; without a ranking, `problem` says why."""

    result: RankingResult | None
    problem: str
    conflicts: tuple[tuple[str, str], ...]  # checks by id, in words
    imports: tuple[ImportSummary, ...]
    refused: tuple[Quarantined, ...]
    fingerprint: str
    has_grids: bool
    has_partners: bool


@dataclass(frozen=True, slots=True)
class Panels:
    """An analysis, and its heat maps ready to be shown."""

    found: CampaignAnalysis
    types: Mapping[str, str]
    rates: Tiles
    faults: Tiles
    unit_rounds: Tiles
    clause_rounds: Tiles


def overview(workspace: Workspace, library: Library, asked: Asked) -> Overview:
    """Rank units, and look for conflicts and imports."""
    from assessor.services.comparison import rank_units

    result, problem = None, ""
    try:
        result = rank_units(
            workspace, library, asked.by, asked.campaign, asked.profile, standard=asked.standard
        )
    except AssessorError as error:
        problem = str(error)
    return Overview(
        result,
        problem,
        tuple(_conflicts(workspace)),
        workspace.documents.import_summaries(),
        workspace.documents.quarantined(),
        workspace.documents.fingerprint(),
        workspace.register.has_grids(),
        workspace.register.has_partnerships(),
    )


def _conflicts(workspace: Workspace) -> list[tuple[str, str]]:
    found = []
    for conflict in workspace.documents.conflicts():
        header = workspace.documents.check(conflict.check_id)
        count = len(conflict.heads)
        words = ngettext("{site}: {count} revision", "{site}: {count} revisions", count).format(
            site=header.site_name if header else conflict.check_id, count=count
        )
        found.append((conflict.check_id, words))
    return found


def analysis(workspace: Workspace, library: Library, result: RankingResult) -> Panels:
    """Analyse what was ranked."""
    from assessor.services.analysis import analyse_ranking
    from assessor.services.analysis_sheets import category_names, type_names
    from assessor.ui.analysis_models import fault_tiles, rate_tiles, round_tiles

    found = analyse_ranking(workspace, library, result)
    translator = current()
    types = type_names(found, translator)
    clauses = {
        clause.id: f"{clause.id} {clause.text.in_language(translator.language)}"
        for clause in result.standard.clauses
    }
    rounds = found.rounds
    return Panels(
        found,
        types,
        rate_tiles(found.analysis, found.names, types),
        fault_tiles(found.analysis, found.names, category_names(library.vocabulary(), translator)),
        round_tiles(rounds, [each.units for each in rounds], found.names),
        round_tiles(rounds, [each.clauses for each in rounds], clauses),
    )


def write_sheet(
    workspace: Workspace,
    library: Library,
    result: RankingResult,
    lines: BoardLines,
    target: Path,
) -> Path:
    """Write a ranking and its analysis as a spreadsheet."""
    from assessor.services.analysis_sheets import ranking_sheets

    files.write(target, ranking_sheets(workspace, library, result, current(), lines))
    return target


def unfolded(workspace: Workspace, result: RankingResult, code: str) -> Branch:
    """Why a unit has its score, down to its checks."""
    from assessor.services.unfolding import unfold_unit

    place = next(each for each in result.places if each.code == code)
    return unfold_unit(workspace, place, result.standard, current())


def unfolded_check(workspace: Workspace, library: Library, check_id: str) -> Branch:
    """Why a check has its score, down to its photos."""
    from assessor.services.unfolding import unfold_check

    return unfold_check(workspace, library, check_id, current())


def contest(workspace: Workspace, library: Library, check_id: str) -> Contest:
    """The revisions of a check that contradict each other, side by side."""
    from assessor.services.conflicts import contest as found

    return found(workspace, library, check_id, current())


def settle(
    workspace: Workspace,
    library: Library,
    check_id: str,
    base: str,
    choices: Mapping[str, str],
    unlock: Unlock,
    reason: str,
    at: datetime,
) -> SignedCheck:
    """Sign what was decided of a conflict."""
    from assessor.services.resolving import resolve
    from assessor.signing.trust import load_trust

    return resolve(
        workspace,
        library,
        check_id,
        unlock.opened(),
        base,
        choices,
        reason=reason,
        language=current().language,
        at=at,
        trust=load_trust(unlock.path.parent),
    )


def undo_import(workspace: Workspace, number: int, at: datetime) -> str:
    """Take out again what an import brought, and say what changed."""
    from assessor.services.receipts import undo

    return undo(workspace, number, at)


def receipt(workspace: Workspace, number: int) -> tuple[ImportRecord, tuple[FileOutcome, ...]]:
    """An import, and what became of each of its files."""
    from assessor.services.receipts import import_record, told

    record = import_record(workspace, number)
    return record, told(record, current())


def write_receipt(record: ImportRecord, issuer: str, at: datetime, target: Path) -> Path:
    """Write what an import brought as a spreadsheet, or on paper."""
    from assessor.services.receipts import receipt_paper, receipt_sheet

    if target.suffix.lower() == ".xlsx":
        files.write(target, receipt_sheet(record, current()))
    else:
        made = receipt_paper(record, current().language, issuer=issuer, at=at)
        files.write(target, made.pdf)
    return target


def try_again(
    workspace: Workspace, library: Library, keys: Path, chosen: Collection[str], at: datetime
) -> str:
    """Try refused files again, and what waits for its standard; says what came of it."""
    from assessor.services.transfer import rescore, retry_quarantined
    from assessor.signing.trust import load_trust

    good = retry_quarantined(workspace, library, load_trust(keys), at, chosen)
    scored = rescore(workspace, library, at)
    left = len(workspace.documents.quarantined())
    parts = [
        ngettext("{count} file was taken in", "{count} files were taken in", len(good)).format(
            count=len(good)
        ),
        ngettext("{count} is still refused", "{count} are still refused", left).format(count=left),
    ]
    if scored:
        words = ngettext("{count} check was scored", "{count} checks were scored", scored)
        parts.append(words.format(count=scored))
    return _(", ").join(parts) + _(".")
