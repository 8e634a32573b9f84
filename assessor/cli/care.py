"""`assessor backup`, `restore` and `doctor`: keeping what is there, and getting it back."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from assessor.cli.context import Context
from assessor.cli.printing import complain, print_json, progress_bar
from assessor.i18n import _, ngettext
from assessor.services import care
from assessor.services.diagnosis import Gravity, diagnose, diagnose_damaged
from assessor.storage import DamagedError

_MARKS = {Gravity.GOOD: "✓", Gravity.DOUBT: "!", Gravity.BAD: "✗"}


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    backing = commands.add_parser(
        "backup", parents=[options], help=_("back everything up to one file, and read it back")
    )
    backing.add_argument("out", type=Path, help=_("a file, or a folder such as a stick's"))
    backing.set_defaults(work=_back_up)

    restoring = commands.add_parser(
        "restore",
        parents=[options],
        help=_("make a workspace from a backup, beside the present one"),
    )
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.add_argument(
        "--to", type=Path, default=None, metavar="PATH", help=_("the new workspace")
    )
    restoring.set_defaults(work=_restore)

    examining = commands.add_parser(
        "doctor", parents=[options], help=_("look the workspace over and say what is wrong")
    )
    examining.add_argument(
        "--deep",
        action="store_true",
        help=_("read every file, and derive everything anew from the signed documents"),
    )
    examining.add_argument("--json", action="store_true")
    examining.set_defaults(work=_examine)


def _back_up(context: Context, asked: Namespace) -> int:
    made = care.back_up(context.workspace, asked.out.absolute(), context.now, progress_bar())
    print(made.path)
    print(
        ngettext(
            "{count} file and the database, read back and compared; fingerprint {fingerprint}",
            "{count} files and the database, read back and compared; fingerprint {fingerprint}",
            len(made.files),
        ).format(count=len(made.files), fingerprint=made.fingerprint)
    )
    return 0


def _restore(context: Context, asked: Namespace) -> int:
    target = asked.to.absolute() if asked.to else None
    made = care.restore(asked.file.absolute(), context.workspace_path, target, progress_bar())
    print(made.workspace)
    for missing in made.missing:
        complain(_("Nobody has this file any more: {file}").format(file=missing))
    print(_("Open it with --workspace {path}").format(path=made.workspace))
    return 1 if made.missing else 0


def _examine(context: Context, asked: Namespace) -> int:
    backups = context.paths.backups
    try:
        workspace = context.workspace
    except DamagedError as error:
        found = diagnose_damaged(error, context.workspace_path, backups, context.now)
    else:
        found = diagnose(
            workspace,
            context.library,
            backups,
            context.now,
            deep=asked.deep,
            on_progress=progress_bar(),
        )
    if asked.json:
        print_json({"gravity": each.gravity.value, "words": each.words} for each in found.findings)
    else:
        for each in found.findings:
            print(f"{_MARKS[each.gravity]} {each.words}")
    return 0 if found.is_sound else 1
