"""`python -m tests.fuzz [--count N] [--seconds S] [--seed N] [pdf|asice|der|photo|sheet|standard …]`

Prints, for each target, how many mutations were refused, and where those lie that were
accepted with the same meaning. One that is accepted with another meaning, or crashes, is
kept in `tests/data/fuzz` and ends the command with exit code 1.
"""

import argparse
import sys
from pathlib import Path

from tests.fuzz import targets, unsigned
from tests.fuzz.campaign import run
from tests.fuzz.targets import digest_of

TARGETS = targets.TARGETS | unsigned.TARGETS
FOUND = Path(__file__).parents[1] / "data" / "fuzz"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("targets", nargs="*", metavar="|".join(TARGETS))
    asked = parser.parse_args()
    failed = False
    for name in asked.targets or TARGETS:
        target = TARGETS[name]()
        outcome = run(target, asked.count, asked.seconds, asked.seed)
        print(outcome.table(name), flush=True)
        for kind, content in outcome.findings:
            failed = True
            FOUND.mkdir(exist_ok=True)
            path = FOUND / f"{name}-{digest_of(content)}"
            path.write_bytes(content)
            path.with_suffix(".trust").write_bytes(target.bundle)
            print(f"  FOUND: {kind} → {path}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
