"""`assessor intake …`: the office's proof of when it held which result files."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from assessor.cli.context import Context
from assessor.cli.passphrases import read_passphrase
from assessor.cli.printing import complain
from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _, ngettext


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    parser = commands.add_parser(
        "intake", parents=[options], help=_("since when the office holds which result files")
    )
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    stamping = actions.add_parser(
        "stamp", parents=[options], help=_("stamp the time on what has none yet")
    )
    stamping.add_argument("--key", default="", help=_("name of the key file"))
    stamping.set_defaults(work=_stamp)
    showing = actions.add_parser(
        "show", parents=[options], help=_("since when the office holds a result file")
    )
    showing.add_argument("file", type=Path, metavar="FILE")
    showing.set_defaults(work=_show)


def _stamp(context: Context, asked: Namespace) -> int:
    from assessor.services.intake import stamp_intake

    key = context.signing_key(read_passphrase, asked.key)
    count = stamp_intake(context.workspace, context.trust, key, context.now)
    print(
        ngettext("{count} file was stamped.", "{count} files were stamped.", count).format(
            count=count
        )
    )
    return 0


def _show(context: Context, asked: Namespace) -> int:
    from assessor.exchange.container import open_container
    from assessor.services.intake import held_files

    known = held_files(context.workspace.intakes, context.trust)
    held = known.get(open_container(asked.file).identity)
    if held is None:
        complain(_("{file}: no timestamp of an office says anything.").format(file=asked.file))
        return 1
    print(
        _("{file}: {office} held it on {time}, by the office's own timestamp.").format(
            file=asked.file,
            office=held.office,
            time=f"{held.at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M:%S}",
        )
    )
    return 0
