"""The program without a window: the same services, for scripts, tests and offices.

Each module holds related commands: `add` declares them, and a function for each does
the work with a `Context` and the parsed arguments and returns the exit code. They are
imported once a command is asked for: the window needs none of them.
"""

import argparse
import gettext
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from assessor import __version__, files, i18n, log
from assessor.cli.printing import complain
from assessor.errors import AssessorError, Cancelled
from assessor.i18n import _
from assessor.paths import Paths, default_profile, resource
from assessor.settings import load_settings

_MOST_BYTES = 1 << 16


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; a usage error ends the program with exit code 2."""
    _print_anything()
    usual = argparse.Namespace(command=None, profile=default_profile(), workspace=None)
    early, rest = _shared_options().parse_known_args(arguments, usual)
    _speak(early)
    asked = _asked_for_command(arguments) if rest else early
    if unreadable := next(filter(_is_no_text, vars(asked).values()), None):
        sentence = _("{argument}: this is not text in the terminal's encoding; type it again.")
        shown = os.fsencode(unreadable).decode(errors="backslashreplace")
        _shared_options().error(sentence.format(argument=shown))
    return asked


def _asked_for_command(arguments: Sequence[str]) -> argparse.Namespace:
    from assessor.cli import (
        analysing,
        care,
        checks,
        demo,
        figures,
        guide,
        intake,
        keys,
        merging,
        office,
        reports,
        sites,
        standards,
        trail,
    )

    options = _shared_options()  # anew, for argparse looks up its own words when it makes them
    parser = argparse.ArgumentParser(
        prog="assessor",
        parents=[options],
        description=_(
            "Score sites against sanitary standards, offline. Without a command: the window."
        ),
        epilog=_(
            "Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the system lacks something."
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"assessor {__version__}",
        help=_("print the version and exit"),
    )
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"))
    for module in (
        demo,
        standards,
        sites,
        checks,
        merging,
        office,
        analysing,
        reports,
        figures,
        keys,
        care,
        trail,
        guide,
        intake,
    ):
        module.add(commands, options)
    usual = argparse.Namespace(command=None, profile=default_profile(), workspace=None)
    return parser.parse_args(arguments, usual)


def run(asked: argparse.Namespace) -> int:
    """Run the command that was asked for; expected errors become one sentence on stderr."""
    from assessor.cli.context import Context

    log.set_up(paths_of(asked).log) if asked.command != "demo" else None
    try:
        with Context(paths_of(asked), workspace_of(asked)) as context:
            status = int(asked.work(context, asked))
        sys.stdout.flush()  # what cannot be written must not first show when Python ends
    except AssessorError as error:
        complain(str(error))
    except (Cancelled, KeyboardInterrupt):
        complain(_("Cancelled; nothing half-done was kept."))
    except BrokenPipeError:  # the reader of our output went away: `| head`
        _drop_output()
    except OSError as error:
        if error.filename is not None:  # a file of ours, not what was printed
            raise
        _drop_output()
        complain(_("The output cannot be written: {reason}.").format(reason=error.strerror))
    else:
        return status
    return 1


def paths_of(asked: argparse.Namespace) -> Paths:
    """The profile that was asked for."""
    return Paths(Path(asked.profile).absolute())


def workspace_of(asked: argparse.Namespace) -> Path | str:
    """The workspace that was asked for, else the one the profile names: a file, or a URL."""
    paths = paths_of(asked)
    place = asked.workspace or _named_in(paths.workspace_url) or str(paths.workspace)
    return place if "://" in place else Path(place).absolute()


def _named_in(file: Path) -> str:
    """What the file of a profile names; empty without one."""
    try:
        if not file.exists():
            return ""
    except OSError as error:
        raise files.FileError(files.explained(error, file)) from error
    return files.read(file, _MOST_BYTES).decode("utf-8-sig", "replace").strip()


def _drop_output() -> None:
    """Send what is still to be printed nowhere, for Python would try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_no_text(value: object) -> bool:
    """Whether an argument holds bytes that are no characters; names of files may."""
    return isinstance(value, str) and any("\ud800" <= each <= "\udfff" for each in value)


def _print_anything() -> None:
    """Let no character that a terminal or a locale lacks end a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _shared_options() -> argparse.ArgumentParser:
    """What every command takes."""
    options = argparse.ArgumentParser(prog="assessor", add_help=False)
    options.add_argument("--profile", type=Path, metavar="DIR", default=argparse.SUPPRESS)
    options.add_argument("--workspace", metavar="PATH|URL", default=argparse.SUPPRESS)
    options.add_argument("--language", choices=i18n.LANGUAGES, default=argparse.SUPPRESS)
    return options


def _speak(early: argparse.Namespace) -> None:
    """Choose the language before the help texts are made, argparse's own words included."""
    profile = Paths(early.profile)
    language = getattr(early, "language", "") or load_settings(profile.settings).language
    i18n.use_language(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("assessor", str(resource("translations")))
    gettext.textdomain("assessor")
