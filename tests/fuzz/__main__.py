"""`python -m tests.fuzz [--count N] [--seconds S] [--seed N] [pdf|asice|der|photo|sheet|standard …]`

Prints, for each target, how many mutations were refused, and where those lie that were
accepted with the same meaning. One that is accepted with another meaning, or crashes, is
kept in `tests/data/fuzz` and ends the command with exit code 1.
"""

import argparse
import sys

from tests.fuzz import found
from tests.fuzz.campaign import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("targets", nargs="*", metavar="|".join(found.TARGETS))
    asked = parser.parse_args()
    failed = False
    for name in asked.targets or found.TARGETS:
        target = found.TARGETS[name]()
        outcome = run(target, asked.count, asked.seconds, asked.seed)
        print(outcome.table(name), flush=True)
        for kind, content in outcome.findings:
            failed = True
            print(f"  FOUND: {kind} → {found.keep(found.FOLDER, target, content)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
