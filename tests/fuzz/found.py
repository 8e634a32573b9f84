"""Findings, which become regression files: `TARGET-DIGEST`, with the trust it was judged by."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from assessor.signing.trust import read_bundle
from tests.fuzz import targets, unsigned
from tests.fuzz.targets import Target

FOLDER = Path(__file__).parents[1] / "data" / "fuzz"
TARGETS: dict[str, Callable[[], Target]] = targets.TARGETS | unsigned.TARGETS

_TRUST = ".trust"


def keep(folder: Path, target: Target, content: bytes) -> Path:
    """Keep a finding; gives its file."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{target.name}-{hashlib.sha256(content).hexdigest()[:16]}"
    path.write_bytes(content)
    if target.bundle:
        path.with_suffix(_TRUST).write_bytes(target.bundle)
    return path


def kept(folder: Path) -> Iterator[Path]:
    """The findings in a folder, by name."""
    return (path for path in sorted(folder.iterdir()) if path.suffix != _TRUST)


def is_mended(path: Path) -> bool:
    """Whether a file is refused now; one that nobody signed may be read whole as well."""
    name, content = path.name.partition("-")[0], path.read_bytes()
    if name in targets.MEANINGS:
        trust = read_bundle(path.with_suffix(_TRUST).read_bytes())
        meaning = partial(targets.MEANINGS[name], trust)
    else:
        meaning = TARGETS[name]().meaning
    return meaning(content) in (None, unsigned.READ)
