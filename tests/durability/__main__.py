"""`python -m tests.durability kills|cuts|full`: interrupt every operation, and print a table."""

import argparse
import json
import platform
import signal
import sqlite3
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from assessor import __version__
from tests.durability import recorder

SPOILED = ("lazy_commits", "lazy_files", "single_statements", "files_in_place")


def main(arguments: list[str]) -> int:
    asked = _parser().parse_args(arguments)
    if not recorder.is_possible():
        print("The recorder needs Linux and a C compiler: apt-get install build-essential")
        return 3
    signal.signal(signal.SIGINT, signal.default_int_handler)  # shells ignore it in the background
    if not recorder.is_loaded():
        return recorder.run_above(["tests.durability", *arguments])
    return _run(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.durability")
    commands = parser.add_subparsers(dest="what", required=True)
    killing = commands.add_parser("kills", help="SIGKILL before every step and at random moments")
    killing.add_argument("--trials", type=int, default=1000, help="for each operation")
    cutting = commands.add_parser("cuts", help="power cuts replayed from a record")
    cutting.add_argument("--cuts", type=int, default=5000, help="of all operations together")
    filling = commands.add_parser("full", help="a disk that is full from a step on")
    filling.add_argument("--trials", type=int, default=1000, help="for each operation")
    for command in (killing, cutting):
        command.add_argument("--spoil", choices=SPOILED, help="make the program worse first")
    for command in (killing, cutting, filling):
        command.add_argument("--only", action="append", metavar="OPERATION")
        command.add_argument("--json", action="store_true")
    return parser


def _run(asked: argparse.Namespace) -> int:
    from assessor.i18n import use_language
    from assessor.storage import ballast
    from tests.durability import cuts, full, kills, spoiling
    from tests.durability.operations import OPERATIONS
    from tests.durability.trials import remember_statements

    use_language("en")
    remember_statements()
    ballast.SIZE = 1 << 60  # never laid: thousands of workspaces need no room to fall back on
    if not asked.json:
        print(
            f"Assessor {__version__}, Python {platform.python_version()}, "
            f"SQLite {sqlite3.sqlite_version}, {platform.platform()}"
        )
        print(f"{'operation':18}{'steps':>7}{'trials':>8}{'stopped':>8}{'said':>8}", end="")
        print(
            f"{'whole':>8}{'lost':>6}{'half':>6}{'damaged':>9}{'stuck':>7}{'unsaid':>8}{'s':>7}",
            flush=True,
        )
    are_whole = True
    chosen = [each for each in OPERATIONS if not asked.only or each.name in asked.only]
    for operation in chosen:
        with tempfile.TemporaryDirectory(dir=_quick_place()) as folder:
            if asked.what == "full":
                tally = full.trials(operation, asked.trials, Path(folder))
            else:
                spoil = getattr(spoiling, asked.spoil) if asked.spoil else (lambda: None)
                work = kills if asked.what == "kills" else cuts
                count = asked.trials if work is kills else -(-asked.cuts // len(chosen))
                tally = work.trials(operation, count, Path(folder), spoil=spoil)
        are_whole = are_whole and tally.is_whole
        _print(tally, as_json=asked.json)
    return 0 if are_whole else 1


def _print(tally, *, as_json: bool) -> None:
    found = tally.verdicts
    if as_json:
        told = {"name": tally.name, "steps": tally.steps, "trials": tally.trials}
        print(json.dumps(told | dict(found) | {"examples": tally.examples}), flush=True)
        return
    print(
        f"{tally.name:18}{tally.steps:7}{tally.trials:8}{tally.killed:8}{tally.acknowledged:8}"
        f"{found['whole']:8}{found['lost']:6}{found['half']:6}{found['damaged']:9}"
        f"{found['stuck']:7}{found['unsaid']:8}{tally.seconds:7.0f}",
        flush=True,
    )
    for example in tally.examples:
        print("    " + example)


def _quick_place() -> str | None:
    """Memory, where there is a file system of it: kills and cuts do not need a real disk."""
    place = Path("/dev/shm")
    with suppress(OSError), tempfile.TemporaryFile(dir=place):
        return str(place)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
