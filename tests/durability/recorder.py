"""The recorder beneath a process: what it wrote, synced, renamed and removed, in order.

`recorder.c` sits between the program and the C library, so the program runs as it is:
SQLite's writes are seen like those of Python.
"""

import ctypes
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SOURCE = Path(__file__).with_name("recorder.c")
_HEAD = struct.Struct("<cxHIQ")
#: Files that are not recorded: SQLite makes its shared memory anew, and a lock holds no bytes.
SILENT = ("-shm", ".lock")


@dataclass(frozen=True, slots=True)
class Change:
    """One step: `C`reate, `D`irectory, `W`rite, `T`runcate, `S`ync, `R`ename, `U`nlink.

    `A` is none: there the program said that something is done.
    """

    what: str
    path: str
    offset: int = 0
    content: bytes = b""


def is_loaded() -> bool:
    """Whether this process runs above the recorder."""
    return "recorder" in os.environ.get("LD_PRELOAD", "")


def is_possible() -> bool:
    """Whether it can be built and loaded here."""
    return sys.platform.startswith("linux") and shutil.which("cc") is not None


def run_above(arguments: list[str]) -> int:
    """Run a module of ours above the recorder; gives its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "recorder.so"
        build = ["cc", "-shared", "-fPIC", "-O1", "-o", str(built), str(_SOURCE), "-ldl"]
        subprocess.run(build, check=True)
        environment = {**os.environ, "LD_PRELOAD": str(built)}
        return subprocess.run([sys.executable, "-m", *arguments], env=environment).returncode


def start(below: Path, log: Path, kill_before: int = 0, full_from: int = 0) -> None:
    """Record changes below a folder into a file.

    One of them is the death of the process, or finds the disk full, as do all after it.
    """
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    steps = ctypes.c_long(kill_before), ctypes.c_long(full_from)
    _library().recorder_start(os.fsencode(below), descriptor, *steps)


def acknowledge() -> None:
    """Record that the program said: it is done."""
    _library().recorder_acknowledge()


def changes(log: Path) -> Iterator[Change]:
    """What was recorded, in order."""
    content, place = log.read_bytes(), 0
    while place < len(content):
        what, path_length, length, offset = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        path = os.fsdecode(content[place : place + path_length])
        place += path_length
        change = Change(what.decode(), path, offset, content[place : place + length])
        place += length
        yield change


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)
