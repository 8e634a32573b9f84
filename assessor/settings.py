"""The user's choices, kept as JSON in the profile.

A setting this version does not know is kept; a value that makes no sense is replaced by
the default and logged, so that a settings file can never keep the program from starting.
"""

import json
import logging
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from assessor import files
from assessor.i18n import LANGUAGES

logger = logging.getLogger(__name__)

ROLES = ("inspector", "office")
THEMES = ("light", "dark", "sun")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; every field has a sensible default."""

    language: str = LANGUAGES[0]
    role: str = ROLES[0]
    theme: str = THEMES[0]
    inspector: str = ""  # the name that goes into records
    organisation: str = ""  # whom the inspector works for
    key: str = ""  # file name of the key to sign with, in the profile's `keys`
    photo_folder: str = ""  # where new photos are taken up from by themselves
    profile: str = ""  # scoring profile to rank by; empty: the campaign's
    shade: str = THEMES[0]  # the look to go back to out of the sun
    standard: str = ""  # id of the standard to mark by without a campaign; empty: the first
    folder: str = ""  # where files were last chosen
    backup_place: str = ""  # the last backup that was made by hand
    backup_time: str = ""  # when, in China time
    red_line: str = ""  # share of full marks from which a unit is praised; empty: no list
    black_line: str = ""  # share below which it is named
    welcomed: bool = False  # whether the first steps were shown
    unknown: dict[str, Any] = field(default_factory=dict)  # kept for newer versions

    def with_(self, **changes: Any) -> "Settings":
        """A copy with some choices changed."""
        return replace(self, **changes)


_ALLOWED = {"language": LANGUAGES, "role": ROLES, "theme": THEMES, "shade": THEMES}


def load_settings(path: Path) -> Settings:
    """The settings stored at `path`; defaults where there is none."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError):  # the last: nested too deeply
        logger.warning("settings cannot be read and start anew: %s", path)
        return Settings()
    if not isinstance(stored, dict):
        logger.warning("settings are not a table and start anew: %s", path)
        return Settings()
    names = {each.name for each in fields(Settings)} - {"unknown"}
    known = {
        name: stored[name] for name in names if name in stored and _makes_sense(name, stored[name])
    }
    return Settings(**known, unknown={k: v for k, v in stored.items() if k not in names})


def save_settings(path: Path, settings: Settings) -> None:
    """Keep the settings."""
    stored = asdict(settings)
    stored.update(stored.pop("unknown"))
    files.made(path.parent)
    text = json.dumps(stored, ensure_ascii=False, indent=2, sort_keys=True)
    files.write(path, text.encode(errors="backslashreplace"))  # as JSON escapes half characters


def _makes_sense(name: str, value: Any) -> bool:
    allowed = _ALLOWED.get(name)
    kind = bool if name == "welcomed" else str
    if not isinstance(value, kind) or (allowed and value not in allowed):
        logger.warning("setting %s has a value that makes no sense: %r", name, value)
        return False
    return True
