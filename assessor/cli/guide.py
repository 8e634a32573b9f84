"""`assessor guide OUT.pdf`: the quick guide to print."""

from argparse import ArgumentParser, Namespace
from typing import Any

from assessor import files
from assessor.cli.arguments import file_ending
from assessor.cli.context import Context
from assessor.i18n import _


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "guide", parents=[options], help=_("the quick guide on one page, to print")
    )
    parser.add_argument("out", type=file_ending(".pdf"), metavar="OUT.pdf")
    parser.set_defaults(work=_guide)


def _guide(context: Context, asked: Namespace) -> int:
    from assessor.services.guide import guide_pdf

    files.write(asked.out, guide_pdf(context.language, context.now))
    print(asked.out)
    return 0
