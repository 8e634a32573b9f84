"""Running many mutations of one target and counting what became of them."""

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from tests.fuzz.targets import Target


@dataclass
class Outcome:
    """What became of the mutations; `findings` are those that must not be."""

    seconds: float = 0.0
    slowest: float = 0.0
    refused: int = 0
    accepted: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.refused + sum(self.accepted.values()) + len(self.findings)

    def table(self, name: str) -> str:
        """What to print."""
        same = sum(self.accepted.values())
        lines = [
            f"{name}: {self.count} mutations in {self.seconds:.0f} s (slowest {self.slowest:.2f} s)",
            f"  refused                                  {self.refused}",
            f"  accepted with the same meaning           {same}",
            f"  accepted with another meaning, or crashed {len(self.findings)}",
        ]
        for (mutation, place), times in sorted(self.accepted.items()):
            lines.append(f"    {times:7} {mutation:12} {place}")
        return "\n".join(lines)


def run(target: Target, count: int, seconds: float, seed: int) -> Outcome:
    """Mutate and judge until the count or the time is up."""
    dice, outcome = Random(seed), Outcome()
    truth = target.meaning(target.original)
    assert truth is not None, "the file itself must be good"
    begun = time.perf_counter()
    while outcome.count < count and time.perf_counter() - begun < seconds:
        mutation = dice.choice(target.mutations)
        content = mutation(target.original, dice, target.other)
        if dice.random() < 0.2:
            content = dice.choice(target.mutations[:4])(content or b"0", dice, target.other)
        if content == target.original:
            continue  # nothing was changed by chance
        _judge(target, truth, mutation.__name__, content, outcome)
    outcome.seconds = time.perf_counter() - begun
    return outcome


def _judge(target: Target, truth: object, mutation: str, content: bytes, outcome: Outcome) -> None:
    started = time.perf_counter()
    try:
        meaning = target.meaning(content)
    except Exception as error:  # a crash is what is looked for
        outcome.findings.append((f"{mutation}: {error!r}", content))
        return
    finally:
        outcome.slowest = max(outcome.slowest, time.perf_counter() - started)
    if meaning is None:
        outcome.refused += 1
    elif meaning == truth:
        outcome.accepted[mutation, target.place(content)] += 1
    elif target.original.startswith(content):
        outcome.accepted[mutation, "an earlier signed state of the same file"] += 1
    else:
        outcome.findings.append((f"{mutation}: another meaning", content))
