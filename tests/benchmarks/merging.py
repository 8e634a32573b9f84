"""Taking in 200 result files of 286 items each, and again, against read + hash + verify + raw insert.

Every file is signed by one of three inspectors; an item in eight has a fault. The floor
reads the same files, hashes them, verifies one ECDSA signature for each, and puts one
ready row for every item into SQLite in one transaction.
"""

import hashlib
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from assessor.domain.inspection import Fault, Faults, Revision, Site, SiteCheck, Visit
from assessor.domain.scoring import score
from assessor.domain.standard import Standard
from assessor.paths import shipped
from assessor.services.sealing import pack_documents
from assessor.services.transfer import merge_files
from assessor.standards import Library
from tests.actors import NOON, Person, authority
from tests.benchmarks.measuring import Measure
from tests.standards.standard_files import STANDARD

FILES, ITEMS = 200, 286
ROUNDS = 3

ALGORITHM = ec.ECDSA(SHA256())

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


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        library = Library(shipped("standards"), _standard(root / "standards"))
        standard = library.standard("SHOP-2030")
        office_root = authority(root / "authority")
        people = [Person(f"p{n}", root / f"p{n}", office_root) for n in range(3)]
        files = _files(root / "files", standard, people)
        first, again, floor = [], [], []
        for number in range(ROUNDS):
            clerk = Person(f"c{number}", root / f"c{number}", office_root, is_office=True)
            start = time.perf_counter()
            merged = merge_files(clerk.workspace, library, clerk.trust, files, NOON)
            first.append(time.perf_counter() - start)
            assert {each.outcome for each in merged} == {"new"}
            start = time.perf_counter()
            merged = merge_files(clerk.workspace, library, clerk.trust, files, NOON)
            again.append(time.perf_counter() - start)
            assert {each.outcome for each in merged} == {"same"}
            floor.append(_floor(root / f"floor-{number}.db", files))
            clerk.close()
        for person in people:
            person.close()
    words = "read + SHA-256 + one ECDSA check + raw insert"
    yield Measure(f"merging {FILES} files × {ITEMS} items", words, min(first), min(floor))
    yield Measure("merging them again", words, min(again), min(floor))


def _standard(folder: Path) -> Path:
    files = {k: v for k, v in STANDARD.items() if not k.startswith("site_types/")}
    head = STANDARD["site_types/SHOP.toml"].partition("[[section.item]]")[0]
    head = head.replace('points = "100"', f'points = "{ITEMS * 3}"')
    form = head + "".join(ITEM.format(number=number) for number in range(1, ITEMS + 1))
    for name, text in {**files, "site_types/SHOP.toml": form}.items():
        path = folder / "SHOP-2030" / "1" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _files(folder: Path, standard: Standard, people: list[Person]) -> list[Path]:
    folder.mkdir()
    chance = random.Random(2026)
    form = standard.site_type("SHOP")
    paths = []
    for number in range(FILES):
        person = people[number % len(people)]
        observations = {
            item.id: Faults(
                (Fault(1, "地面有烟头纸屑", "CH05"),) if chance.random() < 0.125 else ()
            )
            for item in form.items
        }
        site = Site(f"990001001001-SHOP-{number:04}", f"门店{number}", "SHOP", "990001001001")
        check = SiteCheck(
            id=f"{person.key.key_id}-{number:012x}",
            site=site,
            standard=standard.ref,
            visit=Visit(NOON, NOON + timedelta(hours=1), (person.name,)),
            observations=observations,
        )
        revision = Revision(
            check, score(form, observations).stated, person.key.key_id, number + 1, NOON
        )
        content, _sealed = pack_documents([revision], _no_picture, person.key, NOON)
        path = folder / f"{number:04}.asice"
        path.write_bytes(content)
        paths.append(path)
    return paths


def _no_picture(digest: str) -> bytes:
    raise KeyError(digest)


def _floor(database: Path, files: list[Path]) -> float:
    key = ec.generate_private_key(ec.SECP256R1())
    signature, public_key = key.sign(b"manifest", ALGORITHM), key.public_key()
    rows = [(n, i, 300, 0, "", 0) for n in range(FILES) for i in range(ITEMS)]
    start = time.perf_counter()
    for path in files:
        hashlib.sha256(path.read_bytes()).digest()
        public_key.verify(signature, b"manifest", ALGORITHM)
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
    return seconds
