"""Taking in result files, again, with conflicts, and rebuilding, beside what must be done anyway.

The floor reads the same files, hashes them, and puts one ready row for every item into
SQLite in one transaction. `FILES=20000` measures whether it stays in proportion.
"""

import os
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assessor.domain.standard import Standard
from assessor.paths import shipped
from assessor.services.rebuilding import rebuild
from assessor.services.transfer import merge_files
from assessor.standards import Library
from tests.actors import NOON, Person, authority
from tests.benchmarks.measuring import Amount, Measure
from tests.benchmarks.result_files import floor_seconds, result_files, standard_of

FILES = int(os.environ.get("FILES", "2000"))
CHECKS, ITEMS = 10, 120
SMALL_FILES, SMALL_ITEMS = 200, 286
CONFLICTS, ANSWERS = 500, 100  # of each check
FLOOR = "read + SHA-256 + one raw insert"


@dataclass(frozen=True)
class _Scene:
    root: Path
    library: Library
    standard: Standard
    people: tuple[Person, ...]
    clerk: Person

    def merge(self, paths: Sequence[Path], outcome: str) -> float:
        start = time.perf_counter()
        merged = merge_files(self.clerk.workspace, self.library, self.clerk.trust, paths, NOON)
        seconds = time.perf_counter() - start
        assert {each.outcome for each in merged} == {outcome}
        return seconds

    def close(self) -> None:
        for person in (*self.people, self.clerk):
            person.close()


def measures() -> Iterator[Measure | Amount]:
    for measured in (_small, _conflicting, _many):
        with tempfile.TemporaryDirectory() as folder:
            yield from measured(Path(folder))


def _small(folder: Path) -> Iterator[Measure]:
    scene = scene_in(folder, SMALL_ITEMS)
    files = result_files(folder / "files", scene.standard, scene.people, SMALL_FILES)
    first, again = scene.merge(files, "new"), scene.merge(files, "same")
    floor = floor_seconds(folder / "floor.db", files, 1, SMALL_ITEMS)
    scene.close()
    yield Measure(f"merging {SMALL_FILES} files × {SMALL_ITEMS} items", FLOOR, first, floor)
    yield Measure("merging them again", FLOOR, again, floor)


def _conflicting(folder: Path) -> Iterator[Measure]:
    scene = scene_in(folder, ANSWERS)
    files, checks = CONFLICTS // CHECKS, CHECKS
    sides = [
        result_files(
            folder / f"{version}", scene.standard, scene.people, files, checks, version=version
        )
        for version in (1, 2)
    ]
    scene.merge(sides[0], "new")
    seconds = scene.merge(sides[1], "conflict")
    found = scene.clerk.workspace.documents.conflicts()
    assert [len(each.heads) for each in found] == [2] * CONFLICTS
    floor = floor_seconds(folder / "floor.db", sides[1], checks, ANSWERS)
    scene.close()
    what = f"{CONFLICTS * ANSWERS} answers with {CONFLICTS} conflicts, both sides kept"
    yield Measure(what, FLOOR, seconds, floor)


def _many(folder: Path) -> Iterator[Measure | Amount]:
    scene = scene_in(folder, ITEMS)
    files = result_files(folder / "files", scene.standard, scene.people, FILES, CHECKS)
    first, again = scene.merge(files, "new"), scene.merge(files, "same")
    floor = floor_seconds(folder / "floor.db", files, CHECKS, ITEMS)
    what = f"{FILES} files × {CHECKS} checks × {ITEMS} items"
    yield Measure(f"merging {what}", FLOOR, first, floor, 1.3)
    yield Measure("merging them again", "the first time", again, first, 0.1)
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    yield Amount("memory at most, in this process", here / 1024, 400)
    yield Amount("memory at most, in each of the others", others / 1024, 400)
    start = time.perf_counter()
    assert rebuild(scene.clerk.workspace, scene.library)
    seconds = time.perf_counter() - start
    scene.close()
    yield Measure(f"rebuilding {FILES * CHECKS} checks", FLOOR, seconds, floor)


def scene_in(folder: Path, items: int) -> _Scene:
    library = Library(shipped("standards"), standard_of(folder / "standards", items))
    root = authority(folder / "authority")
    people = tuple(Person(f"p{n}", folder / f"p{n}", root) for n in range(20))
    clerk = Person("clerk", folder / "clerk", root, is_office=True)
    return _Scene(folder, library, library.standard("SHOP-2030"), people, clerk)
