"""Signed result files for benchmarks: checks of one form, an item in eight with a fault."""

import hashlib
import random
import sqlite3
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from assessor.domain.inspection import Fault, Faults, Revision, Site, SiteCheck, Visit
from assessor.domain.scoring import score
from assessor.domain.standard import Standard
from assessor.services.sealing import pack_documents
from tests.actors import NOON, Person
from tests.standards.standard_files import STANDARD

TOWNS = 500

ITEM = """
[[section.item]]
id = "SHOP.{number:03}"
text.zh = "检查项{number}"
text.en = "Item {number}"
guidance.zh = "看。"
guidance.en = "Look."
mode = "D"
points = "3"
deduct = "0.5"
clauses = ["SHOP-2030:30.01"]
origin = {{ confidence = "own" }}
"""


def standard_of(folder: Path, items: int) -> Path:
    """A folder of standards with one form of so many items."""
    files = {k: v for k, v in STANDARD.items() if not k.startswith("site_types/")}
    head = STANDARD["site_types/SHOP.toml"].partition("[[section.item]]")[0]
    head = head.replace('points = "100"', f'points = "{items * 3}"')
    form = head + "".join(ITEM.format(number=number) for number in range(1, items + 1))
    for name, text in {**files, "site_types/SHOP.toml": form}.items():
        path = folder / "SHOP-2030" / "1" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def result_files(
    folder: Path,
    standard: Standard,
    people: Sequence[Person],
    files: int,
    checks: int = 1,
    *,
    version: int = 0,
) -> list[Path]:
    """Files of so many checks each; another version says other things of the same checks."""
    folder.mkdir()
    chance = random.Random(version)
    paths = []
    for number in range(files):
        person, before = people[number % len(people)], number // len(people) * checks
        before += version * files * checks
        revisions = [
            _revision(standard, person, number * checks + each, before + each + 1, chance)
            for each in range(checks)
        ]
        content, _sealed = pack_documents(revisions, _no_picture, person.key, NOON)
        path = folder / f"{number:05}.asice"
        path.write_bytes(content)
        paths.append(path)
    return paths


def _revision(
    standard: Standard, person: Person, number: int, counter: int, chance: random.Random
) -> Revision:
    form = standard.site_type("SHOP")
    observations = {
        item.id: Faults((Fault(1, "地面有烟头纸屑", "CH05"),) if chance.random() < 0.125 else ())
        for item in form.items
    }
    community = f"990{number % TOWNS:06}001"
    check = SiteCheck(
        id=f"{person.key.key_id}-{number:012x}",
        site=Site(f"{community}-SHOP-{number:05}", f"门店{number}", "SHOP", community),
        standard=standard.ref,
        visit=Visit(NOON, NOON + timedelta(hours=1), (person.name,)),
        observations=observations,
    )
    return Revision(check, score(form, observations).stated, person.key.key_id, counter, NOON)


def _no_picture(digest: str) -> bytes:
    raise KeyError(digest)


def floor_seconds(database: Path, files: Sequence[Path], checks: int, items: int) -> float:
    """Reading and hashing the files, and one raw insert of a ready row for every item."""
    rows = [(n, i, 300, 0, "", 0) for n in range(len(files) * checks) for i in range(items)]
    start = time.perf_counter()
    for path in files:
        hashlib.sha256(path.read_bytes()).digest()
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE score (revision INT, item INT, points INT, state INT, note TEXT, at INT, "
        "PRIMARY KEY (revision, item)) WITHOUT ROWID"
    )
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO score VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    seconds = time.perf_counter() - start
    connection.close()
    database.unlink()
    return seconds
