"""One answer to its durable row, with what undoes it, against a bare sqlite3 commit with `synchronous=FULL`."""

import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from assessor.domain.history import Marking
from assessor.domain.inspection import Fault, Faults
from assessor.paths import shipped
from assessor.standards import Library
from assessor.storage import StepPlace, Workspace
from tests.actors import NOON, site
from tests.benchmarks.measuring import Measure, in_turns
from tests.builders import check

ANSWERS = 10
ROUNDS = 61


def measures() -> Iterator[Measure]:
    standard = Library(shipped("standards")).standard("NSC-2021")
    items = standard.site_type("MARKET").items
    with tempfile.TemporaryDirectory() as folder, Workspace(Path(folder) / "w") as workspace:
        draft = check(site=site(), standard=standard.ref)
        workspace.drafts.begin(draft, items[0].id)
        bare = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute("CREATE TABLE answer (item TEXT PRIMARY KEY, faults INTEGER) WITHOUT ROWID")
        turns, steps = count(), count(1)

        def answer(faults: tuple[Fault, ...]) -> None:
            for _each in range(ANSWERS):
                item = items[next(turns) % len(items)].id
                seen = Faults(faults)
                place = StepPlace(next(steps), Marking("item 03: 2 places", item, None, seen))
                workspace.drafts.mark(draft.id, item, seen, NOON, place)

        def floor() -> None:
            for _each in range(ANSWERS):
                item = items[next(turns) % len(items)].id
                bare.execute("BEGIN IMMEDIATE")
                bare.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (item, 1))
                bare.execute("COMMIT")

        for name, faults in (
            ("one good answer", ()),
            ("one answer with a fault", (Fault(2, "摊外摊", "CH08"),)),
        ):
            ours, raw = in_turns(lambda faults=faults: answer(faults), floor, ROUNDS)
            yield Measure(name, "a bare FULL commit", ours / ANSWERS, raw / ANSWERS, 2)
        bare.close()
