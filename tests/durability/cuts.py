"""Power cuts: an operation is recorded once and replayed, cut at random places."""

import random
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.durability.disk import Disk, lay_out
from tests.durability.operations import Operation
from tests.durability.trials import Stage, Tally


def trials(
    operation: Operation,
    count: int,
    folder: Path,
    seed: int = 7,
    spoil: Callable[[], None] = lambda: None,
) -> Tally:
    """Cut the power so many times, at random: half of them with torn sectors."""
    stage, dice = Stage(operation, folder), random.Random(seed)
    changes = stage.record(spoil)
    check_record(stage, changes)
    tally = Tally(operation.name, steps=sum(change.what != "A" for change in changes))
    begun = time.perf_counter()
    places = sorted(dice.randrange(len(changes) + 1) for _cut in range(count))
    stage.begin()
    disk, followed = Disk(stage.work), 0
    with suppress(KeyboardInterrupt):  # then the next operation begins
        for number, place in enumerate(places):
            while followed < place:
                disk.follow(changes[followed])
                followed += 1
            shutil.rmtree(stage.work)
            lay_out(disk.after_a_cut(dice, torn=number % 2 == 1))
            tally.killed += 1
            tally.acknowledged += disk.acknowledged
            verdict, words = stage.judge(disk.acknowledged)
            tally.count(verdict, f"cut before change {place} of {len(changes)}: {words}")
    tally.seconds = time.perf_counter() - begun
    return tally


def check_record(stage: Stage, changes: list) -> None:
    """Refuse a record from which the folder does not follow: something went by unseen."""
    left = {str(path): path.read_bytes() for path in stage.work.rglob("*") if path.is_file()}
    stage.begin()
    disk = Disk(stage.work)
    for change in changes:
        disk.follow(change)
    told = {path: content for path, content in disk.whole().items() if content is not None}
    wrong = [
        path
        for path in left | told
        if not path.endswith(("-shm", ".lock")) and left.get(path) != told.get(path)
    ]
    if wrong:
        raise RuntimeError(f"{stage.operation.name}: the record misses changes of {wrong}")
