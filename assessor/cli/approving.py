"""`assessor report approve` and `report stamp`: signatures and times added to a report."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli.arguments import file_ending
from assessor.cli.context import Context
from assessor.cli.passphrases import read_passphrase
from assessor.i18n import _
from assessor.services import approving
from assessor.services.approving import Role

_MOST_BYTES = 1 << 30


def add(actions: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    approval = actions.add_parser(
        "approve", parents=[options], help=_("sign a report as its reviewer or for the office")
    )
    approval.add_argument(
        "--as", dest="role", type=Role, choices=list(Role), required=True, metavar="reviewer|office"
    )
    _take_files(approval)
    approval.set_defaults(work=_approve)
    stamping = actions.add_parser(
        "stamp", parents=[options], help=_("add the time at which the office held a report")
    )
    stamping.add_argument(
        "--service",
        default="",
        metavar="URL",
        help=_("a public timestamp service; needs a network"),
    )
    _take_files(stamping)
    stamping.set_defaults(work=_stamp)


def _take_files(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.pdf")
    parser.add_argument(
        "--out",
        type=file_ending(".pdf"),
        default=None,
        metavar="OUT.pdf",
        help=_("by default the file itself"),
    )
    parser.add_argument("--key", default="", help=_("name of the key file"))


def _approve(context: Context, asked: Namespace) -> int:
    pdf = files.read(asked.file, _MOST_BYTES)
    key = context.signing_key(read_passphrase, asked.key)
    return _keep(
        asked,
        approving.approve(
            pdf, context.trust, key, asked.role, language=context.language, at=context.now
        ),
    )


def _stamp(context: Context, asked: Namespace) -> int:
    pdf = files.read(asked.file, _MOST_BYTES)
    if asked.service:
        return _keep(asked, approving.stamp_time_by_service(pdf, context.trust, asked.service))
    key = context.signing_key(read_passphrase, asked.key)
    return _keep(asked, approving.stamp_time(pdf, context.trust, key, context.now))


def _keep(asked: Namespace, pdf: bytes) -> int:
    target = asked.out or asked.file
    files.write(target, pdf)
    print(target)
    return 0
