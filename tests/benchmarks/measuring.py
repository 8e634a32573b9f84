"""Timing what is compared in turns, so that the machine's other work falls on both alike."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A benchmark's outcome: medians in seconds, and what it may be at most."""

    name: str
    floor: str
    seconds: float
    floor_seconds: float
    at_most: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.seconds / self.floor_seconds

    def __str__(self) -> str:
        limit = f" (aim ≤ {self.at_most:g})" if self.at_most else ""
        note = f"  {self.note}" if self.note else ""
        return (
            f"{self.name}: {_shown(self.seconds)} = {self.ratio:.2f} × {self.floor} "
            f"({_shown(self.floor_seconds)}){limit}{note}"
        )


@dataclass(frozen=True)
class Amount:
    """Something else than time: megabytes, and how many there may be at most."""

    name: str
    megabytes: float
    at_most: float

    def __str__(self) -> str:
        return f"{self.name}: {self.megabytes:.2f} MB (aim ≤ {self.at_most:.2f} MB)"


def in_turns(
    work: Callable[[], object], floor: Callable[[], object], rounds: int = 5
) -> tuple[float, float]:
    """The medians of work and floor, run alternately."""
    times: tuple[list[float], list[float]] = ([], [])
    for _round in range(rounds):
        for each, kept in zip((work, floor), times, strict=True):
            start = time.perf_counter()
            each()
            kept.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def _shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"
