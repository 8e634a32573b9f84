"""Where things lie: the only module that knows the program's folders.

A checkout, an installed wheel and a frozen bundle keep `standards` and `resources`
in different places; a user's own files lie in the profile folder.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).parent
_HOMES = (_PACKAGE.parent, _PACKAGE / "_shipped", Path(getattr(sys, "_MEIPASS", _PACKAGE)))


def shipped(name: str) -> Path:
    """A folder that comes with the program: `standards` or `resources`."""
    return next(home / name for home in _HOMES if (home / name / "README.md").exists())


def resource(name: str) -> Path:
    """A file or folder of `resources`."""
    return shipped("resources") / name


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one profile; `--profile FOLDER` puts all of them below one folder."""

    profile: Path

    @property
    def workspace(self) -> Path:
        """The database; photos and result files lie beside it."""
        return self.profile / "workspace.assessor"

    @property
    def workspace_url(self) -> Path:
        """One line that names another workspace to open: on a server, or a restored file."""
        return self.profile / "workspace.url"

    @property
    def settings(self) -> Path:
        """The user's choices."""
        return self.profile / "settings.json"

    @property
    def keys(self) -> Path:
        """Key files and certificates."""
        return self.profile / "keys"

    @property
    def standards(self) -> Path:
        """Standards installed by the user, beside the shipped ones."""
        return self.profile / "standards"

    @property
    def backups(self) -> Path:
        """Daily backups of the workspace."""
        return self.profile / "backups"

    @property
    def log(self) -> Path:
        """The program's log and its crash reports."""
        return self.profile / "log"


def default_profile() -> Path:
    """The user's profile folder as the operating system wants it."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "Assessor"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Assessor"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "assessor"
