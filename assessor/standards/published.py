"""The revisions that may no longer change: `published.toml` beside their folders."""

import re
from pathlib import Path

import tomli

from assessor import files
from assessor.i18n import _
from assessor.standards.digests import digest
from assessor.standards.problems import Problem, StandardError

_FILE = "published.toml"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def published(root: Path) -> dict[str, str]:
    """The digest of every published revision, by names such as `NSC-2021/1`.

    Empty where nothing was published. `StandardError` if the list itself is broken.
    """
    path = root / _FILE
    if not path.exists():
        return {}
    try:
        digests = tomli.loads(files.read(path).decode())
    except ValueError as error:
        raise StandardError(root, [Problem(_FILE, "", "", str(error))]) from error
    wrong = [
        Problem(_FILE, "", name, _("must be a SHA-256 digest in quotes, 64 digits 0-9 and a-f."))
        for name, value in digests.items()
        if not (isinstance(value, str) and _DIGEST.fullmatch(value))
    ]
    if wrong:
        raise StandardError(root, wrong)
    return digests


def check_published(root: Path) -> None:
    """Refuse, with `StandardError`, published revisions that are missing or have changed."""
    wrong = [
        Problem(_FILE, "", name, changed(name))
        for name, expected in published(root).items()
        if digest(root / name) != expected
    ]
    if wrong:
        raise StandardError(root, wrong)


def changed(name: str) -> str:
    """The sentence for a revision whose files are not those that were published."""
    return _(
        "{name} is published, and its files are not the published ones. Install it anew,"
        " or put your changes into a new revision."
    ).format(name=name)
