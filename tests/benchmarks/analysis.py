"""Ranking and analysing 20,000 checks of 500 towns, beside reading their rows alone.

The rows are laid into a workspace as taking in files would: an item in eight lost points,
with a fault of one of ten disorders.
"""

import random
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from assessor.domain.scoring import exact
from assessor.paths import shipped
from assessor.services.analysis import analyse_ranking
from assessor.services.comparison import rank_units
from assessor.standards import Library
from assessor.storage import Workspace
from tests.actors import NOON
from tests.benchmarks.measuring import Measure, in_turns

CHECKS, TOWNS = 20_000, 500
ROUNDS = 3

_DOCUMENT = "INSERT INTO document (id, digest, kind, key, counter, signed_at) VALUES (?,?,?,?,?,?)"
_REVISION = (
    "INSERT INTO revision (document, check_id, content, site, site_name, site_type, community, "
    "organisation, address, standard_id, standard_revision, standard_digest, campaign, "
    "community_name, organisation_name, started, finished, scored, earned, possible, coverage, "
    "vetoes) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_CHECK = "INSERT INTO site_check (id, state, head, shown) VALUES (?,'current',?,?)"
_HEAD = "INSERT INTO check_head (check_id, document) VALUES (?,?)"
_RESULT = (
    "INSERT INTO item_result (document, item, kind, lost_num, lost_den, reason) "
    "VALUES (?,?,'lost',?,?,'')"
)
_FAULT = (
    "INSERT INTO item_fault (document, position, item, count, words, category, severity, unit, "
    "extent, spot, widespread, responsible, lost_num, lost_den) "
    "VALUES (?,?,?,1,'脏',?,'moderate','place',NULL,'',0,'',?,?)"
)
_READ = (
    "SELECT revision.* FROM site_check JOIN revision ON revision.document = site_check.head",
    "SELECT item_result.* FROM site_check JOIN item_result ON document = site_check.head",
    "SELECT document, item, category, count FROM site_check JOIN item_fault "
    "ON document = site_check.head",
)


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.assessor"
        library = Library(shipped("standards"))
        Workspace(path).close()
        items = _fill(path, library)
        workspace = Workspace(path)
        ranking = rank_units(workspace, library, "town")
        assert len(ranking.places) == TOWNS
        what = f"{CHECKS} checks of {TOWNS} towns"
        floor = "reading their rows"

        def rank_anew() -> None:
            workspace._database.changes += 1  # as if something had been written
            rank_units(workspace, library, "town")

        times = in_turns(rank_anew, lambda: _read(path), ROUNDS)
        yield Measure(f"ranking {what}", floor, *times)
        times = in_turns(
            lambda: rank_units(workspace, library, "town"), lambda: _read(path), ROUNDS
        )
        yield Measure("ranking them again while nothing is written", floor, *times)
        times = in_turns(
            lambda: analyse_ranking(workspace, library, ranking), lambda: _read(path), ROUNDS
        )
        yield Measure(f"analysing {what}", floor, *times, note=f"{items} items that lost points")
        workspace.close()


def _fill(path: Path, library: Library) -> int:
    chance = random.Random(2026)
    standard = library.standard("NSC-2021")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN")
    at, lossy = int(NOON.timestamp() * 1000), 0
    for number in range(1, CHECKS + 1):
        form = standard.site_types[number % len(standard.site_types)]
        community = f"990{number % TOWNS:06}001"
        digest, check_id = number.to_bytes(32), f"{number:032x}-{number:012x}"
        lost = [item for item in form.items if chance.random() < 0.125]
        lossy += len(lost)
        points = exact(form.points)
        earned = points - sum(exact(item.points) / 2 for item in lost)
        connection.execute(_DOCUMENT, (number, digest, "revision", "ab" * 16, number, at))
        site = (f"{community}-{form.code}-{number:04}", "点位", form.code, community, "", "")
        ref = (standard.ref.id, standard.ref.revision, standard.ref.digest)
        scores = (1, str(earned), str(points), "1", "")
        connection.execute(
            _REVISION, (number, check_id, digest, *site, *ref, "", "", "", at, at, *scores)
        )
        connection.execute(_CHECK, (check_id, number, number))
        connection.execute(_HEAD, (check_id, number))
        for place, item in enumerate(lost):
            half = exact(item.points) / 2
            ratio = half.numerator, half.denominator
            connection.execute(_RESULT, (number, item.id, *ratio))
            category = f"CH{chance.randint(1, 10):02}"
            connection.execute(_FAULT, (number, place, item.id, category, *ratio))
    connection.execute("COMMIT")
    connection.close()
    return lossy


def _read(path: Path) -> int:
    connection = sqlite3.connect(path)
    rows = sum(len(connection.execute(query).fetchall()) for query in _READ)
    connection.close()
    return rows
