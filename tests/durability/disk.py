"""A disk that loses power: what was synced stays, of the rest a random part.

Strict as POSIX allows: a file's bytes last once the file was synced, its name once the
folder was. What was not synced comes through as a random beginning, or as any part of it
torn into sectors. Names keep their order, as on every file system with a journal.
"""

import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.durability.recorder import SILENT, Change

_SECTOR = 512


@dataclass(slots=True)
class _File:
    """Bytes that last, and what was done to them since."""

    content: bytearray
    pending: list[Change] = field(default_factory=list)


_Node = _File | None  # None is a folder


class Disk:
    """What the disk below a folder holds while changes go by."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._names: dict[str, _Node] = {self._folder: None}
        for path in sorted(folder.rglob("*")):
            if not path.name.endswith(SILENT):
                node = None if path.is_dir() else _File(bytearray(path.read_bytes()))
                self._names[str(path)] = node
        self._lasting = dict(self._names)
        self._unsynced: list[tuple[Change, _Node]] = []
        self.acknowledged = 0

    def follow(self, change: Change) -> None:
        """Let a change happen."""
        match change.what:
            case "A":
                self.acknowledged += 1
            case "W" | "T":
                self._file(change.path).pending.append(change)
            case "S":
                self._sync(change.path)
            case _:
                node = _File(bytearray()) if change.what == "C" else None
                _rename(self._names, change, node)
                self._unsynced.append((change, node))

    def whole(self) -> dict[str, bytes | None]:
        """What the program sees."""
        return {
            path: None if node is None else bytes(_applied(node.content, node.pending))
            for path, node in self._names.items()
        }

    def after_a_cut(self, dice: random.Random, *, torn: bool) -> dict[str, bytes | None]:
        """What may be left if the power goes now: folders, and files with their bytes."""
        names = dict(self._lasting)
        for change, node in self._unsynced[: dice.randint(0, len(self._unsynced))]:
            _rename(names, change, node)
        return {
            path: None if node is None else bytes(_left(node, dice, torn=torn))
            for path, node in names.items()
            if all(str(above) in names for above in _above(path, self._folder))
        }

    def _file(self, path: str) -> _File:
        node = self._names[path]
        if node is None:
            raise IsADirectoryError(path)
        return node

    def _sync(self, path: str) -> None:
        if (node := self._names.get(path)) is not None:
            node.content = _applied(node.content, node.pending)
            node.pending = []
            return
        waiting = []
        for change, made in self._unsynced:
            if path in _folders_of(change):
                _rename(self._lasting, change, made)
            else:
                waiting.append((change, made))
        self._unsynced = waiting


def lay_out(tree: dict[str, bytes | None]) -> None:
    """Write what is left where it belongs."""
    for path, content in sorted(tree.items()):
        if content is None:
            Path(path).mkdir(parents=True, exist_ok=True)
        else:
            Path(path).write_bytes(content)


def _rename(names: dict[str, _Node], change: Change, made: _Node) -> None:
    """Do to a tree what creating, removing or renaming does; in vain if the thing is not there."""
    match change.what:
        case "C" | "D":
            names[change.path] = made
        case "U":
            names.pop(change.path, None)
        case "R":
            target = os.fsdecode(change.content)
            inside = [each for each in names if (each + "/").startswith(change.path + "/")]
            for each in inside:
                names[target + each[len(change.path) :]] = names.pop(each)


def _folders_of(change: Change) -> Iterable[str]:
    yield str(Path(change.path).parent)
    if change.what == "R":
        yield str(Path(os.fsdecode(change.content)).parent)


def _above(path: str, root: str) -> Iterable[Path]:
    return (each for each in Path(path).parents if str(each).startswith(root))


def _left(file: _File, dice: random.Random, *, torn: bool) -> bytearray:
    if not torn:
        return _applied(file.content, file.pending[: dice.randint(0, len(file.pending))])
    kept: list[Change] = []
    for change in file.pending:
        if dice.random() < 0.5:
            is_torn = change.what == "W" and dice.random() < 0.3
            kept += _sectors(change, dice) if is_torn else [change]
    return _applied(file.content, kept)


def _sectors(change: Change, dice: random.Random) -> Iterable[Change]:
    for start in range(0, len(change.content), _SECTOR):
        if dice.random() < 0.6:
            part = change.content[start : start + _SECTOR]
            yield Change("W", change.path, change.offset + start, part)


def _applied(content: bytearray, changes: Iterable[Change]) -> bytearray:
    found = bytearray(content)
    for change in changes:
        end = change.offset + len(change.content)
        if len(found) < end:
            found.extend(bytes(end - len(found)))
        if change.what == "W":
            found[change.offset : end] = change.content
        else:
            del found[change.offset :]
    return found
