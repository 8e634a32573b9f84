"""Opening a standard of 5,000 items, beside reading and parsing its files alone."""

import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import tomli

from assessor.paths import shipped
from assessor.standards import Library, load_standard
from tests.benchmarks.measuring import Measure, in_turns

_FORMS = 334  # of 15 items each
_AT_MOST = 1.0  # seconds


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as place:
        folder = _large_standard(Path(place))
        paths = sorted(folder.rglob("*.toml"))
        size = sum(path.stat().st_size for path in paths) >> 10
        name = f"opening {15 * _FORMS} items, aim < {_AT_MOST:g} s"
        for floor, floor_name in ((_read, f"reading {size} KB"), (_parse, "parsing them")):
            times = in_turns(partial(load_standard, folder), partial(floor, paths))
            yield Measure(name, floor_name, *times)
    heads = sorted(shipped("standards").glob("*/*/*.toml"))
    times = in_turns(_load_every_shipped, partial(_parse, heads))
    yield Measure("loading every shipped standard", "parsing their heads", *times)


def _large_standard(root: Path) -> Path:
    """The shipped standard with its market over and over."""
    model = shipped("standards") / "NSC-2021" / "1"
    folder = root / "LARGE-2030" / "1"
    shutil.copytree(model, folder, ignore=shutil.ignore_patterns("site_types", "profiles"))
    (folder / "site_types").mkdir()
    market = (model / "site_types" / "MARKET.toml").read_text("utf-8")
    codes = [f"MARKET{number}" for number in range(_FORMS)]
    for code in codes:
        text = market.replace("MARKET", code)
        (folder / "site_types" / f"{code}.toml").write_text(text, "utf-8")
    head = (folder / "standard.toml").read_text("utf-8").replace('"NSC-2021"', '"LARGE-2030"')
    head = re.sub(r"(?m)^site_types = .*$", f"site_types = {json.dumps(codes)}", head)
    head = re.sub(r"(?m)^profiles = .*$", "profiles = []", head)
    (folder / "standard.toml").write_text(head, "utf-8")
    return folder


def _read(paths: Iterable[Path]) -> None:
    for path in paths:
        path.read_bytes()


def _parse(paths: Iterable[Path]) -> None:
    for path in paths:
        tomli.loads(path.read_text("utf-8"))


def _load_every_shipped() -> None:
    Library(shipped("standards")).standards()
