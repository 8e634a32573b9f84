"""Taking the same result files into a workspace on a PostgreSQL server, beside a file.

The server runs here, with everything durable (fsync), reached by a socket; over a network
each group of files costs some round trips more.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from assessor.paths import shipped
from assessor.services.transfer import merge_files
from assessor.standards import Library
from tests.actors import NOON, Person, authority
from tests.benchmarks.measuring import Measure
from tests.benchmarks.result_files import result_files, standard_of
from tests.postgresql import Server

FILES = int(os.environ.get("FILES", "500"))
CHECKS, ITEMS = 10, 120


def measures() -> Iterator[Measure]:
    server = Server()
    try:
        with tempfile.TemporaryDirectory() as folder:
            yield from _measured(Path(folder), server)
    finally:
        server.close()


def _measured(folder: Path, server: Server) -> Iterator[Measure]:
    library = Library(shipped("standards"), standard_of(folder / "standards", ITEMS))
    root = authority(folder / "authority")
    people = tuple(Person(f"p{n}", folder / f"p{n}", root) for n in range(20))
    alone = Person("alone", folder / "alone", root, is_office=True)
    shared = Person("shared", folder / "shared", root, is_office=True, place=server.new_database())
    standard = library.standard("SHOP-2030")
    paths = result_files(folder / "files", standard, people, FILES, CHECKS)
    what = f"{FILES} files × {CHECKS} checks × {ITEMS} items"
    for name, outcome in ((f"merging {what} on PostgreSQL", "new"), ("merging them again", "same")):
        times = []
        for clerk in (alone, shared):
            start = time.perf_counter()
            merged = merge_files(clerk.workspace, library, clerk.trust, paths, NOON)
            times.append(time.perf_counter() - start)
            assert {each.outcome for each in merged} == {outcome}
        assert alone.fingerprint == shared.fingerprint
        yield Measure(name, "in a file", times[1], times[0], 3)
    for person in (*people, alone, shared):
        person.close()
