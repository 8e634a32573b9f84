"""The model of a disk forgets what POSIX lets it forget, and nothing else."""

import os
import random

from tests.durability.disk import Disk
from tests.durability.recorder import Change


def left(disk, cuts=60):
    """What may be left of a disk: each different tree that some cut leaves."""
    dice = random.Random(1)
    found = [disk.after_a_cut(dice, torn=number % 2 == 1) for number in range(cuts)]
    return [tree for number, tree in enumerate(found) if tree not in found[:number]]


def following(folder, *changes):
    disk = Disk(folder)
    for what, name, *more in changes:
        disk.follow(Change(what, str(folder / name) if name else str(folder), *more))
    return disk


def test_what_was_there_before_stays(tmp_path):
    (tmp_path / "old").write_bytes(b"old")
    expected = {str(tmp_path): None, str(tmp_path / "old"): b"old"}
    assert left(Disk(tmp_path)) == [expected]


def test_bytes_last_once_the_file_is_synced_and_names_once_the_folder_is(tmp_path):
    written = (("C", "a"), ("W", "a", 0, b"new"), ("S", "a"))
    place = str(tmp_path / "a")
    assert {tree.get(place) for tree in left(following(tmp_path, *written))} == {None, b"new"}
    synced = following(tmp_path, *written, ("S", ""))
    assert {tree.get(place) for tree in left(synced)} == {b"new"}


def test_a_rename_without_a_sync_may_leave_an_empty_file(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    changes = (("C", "b"), ("W", "b", 0, b"new"), ("R", "b", 0, os.fsencode(tmp_path / "a")))
    seen = {tree[str(tmp_path / "a")] for tree in left(following(tmp_path, *changes))}
    assert seen == {b"old", b"new", b""}


def test_a_file_in_a_folder_that_was_forgotten_is_lost(tmp_path):
    inside = (("D", "f"), ("C", "f/a"), ("W", "f/a", 0, b"new"), ("S", "f/a"), ("S", "f"))
    place = str(tmp_path / "f" / "a")
    assert any(place not in tree for tree in left(following(tmp_path, *inside)))
    kept = following(tmp_path, *inside, ("S", ""))
    assert all(tree[place] == b"new" for tree in left(kept))


def test_unsynced_writes_come_through_in_part_and_torn(tmp_path):
    (tmp_path / "a").write_bytes(bytes(2048))
    disk = following(tmp_path, ("W", "a", 0, b"x" * 2048))
    kinds = {tree[str(tmp_path / "a")].count(b"x") for tree in left(disk, 200)}
    assert {0, 2048} < kinds
    assert all(count % 512 == 0 for count in kinds)
