"""Run the named benchmarks, or all of them."""

import importlib
import os
import platform
import sys

NAMES = (
    "first_window",
    "opening",
    "one_answer",
    "large_form",
    "merging",
    "stalls",
    "postgresql",
    "report",
    "thumbnails",
    "table_import",
    "analysis",
)


def main(names: list[str]) -> int:
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.platform()}")
    for name in names or NAMES:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        for measure in module.measures():
            print(measure, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
