"""What commands print: tables, JSON, trees, progress, and one sentence when they fail."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor import files
from assessor.i18n import current
from assessor.progress import ProgressFn, ignore

if TYPE_CHECKING:
    from assessor.domain.explaining import Explanation
    from assessor.services.papers import Paper

_BAR = 30


def complain(sentence: str) -> None:
    """Say on stderr why a command was refused or failed."""
    print(sentence, file=sys.stderr)


def write_paper(made: "Paper", out: Path) -> None:
    """Write a report; say what of it cannot be printed."""
    files.write(out, made.pdf)
    print(out)
    if words := made.gap_words():
        complain(words)


def print_json(rows: Iterable[Mapping[str, Any]]) -> None:
    """A list of objects, UTF-8, one line each, stable keys."""
    lines = (json.dumps(row, ensure_ascii=False, default=str) for row in rows)
    print("[" + ",\n ".join(lines) + "]")


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns under heads; Chinese characters count as two columns wide."""
    cells = [[str(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(heads))]
    for row in cells:
        padded = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        print("  ".join(padded).rstrip())


def print_tree(node: "Explanation", depth: int = 0) -> None:
    """A score with its reasons, children indented."""
    from assessor.domain.scoring import shown  # the window, which complains too, loads it later

    if node.possible is None:
        number = shown(node.earned)
    else:
        number = f"{shown(node.earned)} / {shown(node.possible)}"
    print(f"{'  ' * depth}{number}  {current().noted(node.words, node.note)}")
    for child in node.children:
        print_tree(child, depth + 1)


def progress_bar() -> ProgressFn:
    """Progress on a terminal, nothing where stderr is a file or a pipe."""
    if not sys.stderr.isatty():
        return ignore

    def show(done: int, total: int) -> None:
        filled = _BAR * done // max(total, 1)
        end = "\n" if done >= total else ""
        bar = "#" * filled + "." * (_BAR - filled)
        print(f"\r[{bar}] {done}/{total}", end=end, file=sys.stderr, flush=True)

    return show


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
