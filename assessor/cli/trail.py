"""`assessor trail`: who did what when."""

from argparse import ArgumentParser, Namespace
from typing import Any

from assessor.cli.context import Context
from assessor.cli.printing import complain, print_json, print_table
from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _, current
from assessor.services.diagnosis import Gravity, diagnose_trail
from assessor.services.wording import act_words
from assessor.storage import Act, Entry


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the command."""
    parser = commands.add_parser("trail", parents=[options], help=_("who did what when"))
    parser.add_argument("id", nargs="?", default="", help=_("only about this check"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(work=_list)


def _list(context: Context, asked: Namespace) -> int:
    entries = context.workspace.trail.entries(asked.id)
    if asked.json:
        print_json(
            {
                "number": each.number,
                "at": each.at.isoformat(timespec="milliseconds"),
                "act": each.act.value,
                "subject": each.subject,
                "said": each.said,
                "chain": each.chain,
            }
            for each in entries
        )
    else:
        print_table(
            (_("No."), _("Time"), _("Act"), _("Check"), _("Details")),
            (
                (
                    each.number,
                    f"{each.at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M:%S}",
                    act_words(each.act, current()),
                    each.subject,
                    _details(each),
                )
                for each in entries
            ),
        )
    found = diagnose_trail(context.workspace, context.paths.backups)
    if found.gravity is Gravity.GOOD:
        return 0
    complain(found.words)
    return 1


def _details(entry: Entry) -> str:
    """What an entry says; one that somebody changed may lack anything."""
    match entry.act:
        case Act.MARKED:
            return str(entry.said.get("item", ""))
        case Act.OPENED:
            return f"{entry.said['who']} {entry.said['program']}".strip()
        case Act.BEGUN | Act.ANSWERED_ANEW:
            return str(entry.said.get("standard", ""))
        case Act.IMPORTED | Act.UNDONE:
            return str(entry.said["import"])
        case Act.SIGNED:
            return " ".join(each[:12] for each in entry.said["documents"])
        case _:
            return " ".join(sorted(entry.said))
