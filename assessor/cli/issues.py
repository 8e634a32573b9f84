"""`--issue N|next` of bulletins: numbers are remembered, and one used twice is warned of."""

from argparse import ArgumentParser

from assessor.cli.arguments import issue_number
from assessor.cli.context import Context
from assessor.cli.printing import complain
from assessor.domain.bulletins import Series
from assessor.i18n import _
from assessor.services import issue_numbers


def add_issue(parser: ArgumentParser) -> None:
    """Declare the option."""
    parser.add_argument(
        "--issue",
        type=issue_number,
        default=0,
        metavar="N|next",
        help=_("the number of the bulletin; “next” follows the last one of this year"),
    )


def numbered(context: Context, series: Series, asked: int | None) -> int:
    """The number that was asked for; 0 for none."""
    if asked is None:
        return issue_numbers.proposed(context.workspace, series, context.now)
    return asked


def note_issue(context: Context, series: Series, number: int, title: str) -> None:
    """Warn where another bulletin has the number, and remember this one."""
    arguments = (context.workspace, series, number, title, context.now)
    if words := issue_numbers.used_words(*arguments):
        complain(words)
    issue_numbers.remember(*arguments)
