"""SIGKILL before every step of an operation, and at random moments."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.durability.operations import Operation
from tests.durability.trials import UNSAID, WHOLE, Stage, Tally, spread


def trials(
    operation: Operation,
    count: int,
    folder: Path,
    seed: int = 7,
    spoil: Callable[[], None] = lambda: None,
) -> Tally:
    """Kill an operation so many times: half of them before steps in turn, half at random."""
    stage, dice = Stage(operation, folder), random.Random(seed)
    steps = [change for change in stage.record() if change.what != "A"]
    tally = Tally(operation.name, steps=len(steps))
    begun = time.perf_counter()
    with suppress(KeyboardInterrupt):  # then the next operation begins
        for number in range(count):
            stage.begin()
            if number % 2:
                where = f"after {(moment := dice.random() * stage.seconds * 1.2):.6f} s"
                end = stage.act_in_child(kill_after=moment, spoil=spoil)
            else:
                step = spread(number // 2, len(steps), count // 2)
                where = f"before {steps[step].what} {Path(steps[step].path).name}"
                end = stage.act_in_child(kill_before=step + 1, spoil=spoil)
            tally.killed += end.killed
            tally.acknowledged += end.acknowledged
            verdict, words = stage.judge(end.acknowledged)
            if end.refusal or end.failed:
                verdict, words = UNSAID, end.refusal
            if verdict == WHOLE:
                verdict, words = stage.go_on()
            tally.count(verdict, f"{where}: {words}")
    tally.seconds = time.perf_counter() - begun
    return tally
