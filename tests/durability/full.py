"""A disk that is full from some step of an operation on: refused in words, nothing lost."""

import time
from contextlib import suppress
from pathlib import Path

from tests.durability.operations import Operation
from tests.durability.trials import UNSAID, WHOLE, Stage, Tally, spread


def trials(operation: Operation, count: int, folder: Path) -> Tally:
    """Have the disk full at each step in turn, and then room again."""
    stage = Stage(operation, folder)
    steps = stage.record()
    steps = [change for change in steps if change.what != "A"]
    tally = Tally(operation.name, steps=len(steps))
    begun = time.perf_counter()
    with suppress(KeyboardInterrupt):  # then the next operation begins
        for number in range(count):
            stage.begin()
            step = spread(number, len(steps), count)
            where = f"full at {steps[step].what} {Path(steps[step].path).name}"
            end = stage.act_in_child(full_from=step + 1)
            tally.killed += bool(end.refusal)
            tally.acknowledged += end.acknowledged
            verdict, words = stage.judge(end.acknowledged)
            if end.failed or (end.refusal and "disk is full" not in end.refusal):
                verdict, words = UNSAID, end.refusal
            if verdict == WHOLE:
                verdict, words = stage.go_on()
            tally.count(verdict, f"{where}: {words}")
    tally.seconds = time.perf_counter() - begun
    return tally
