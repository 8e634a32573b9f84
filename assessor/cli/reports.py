"""`assessor report …`: a site over time, a unit in a campaign, a work bulletin."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli import approving
from assessor.cli.arguments import file_ending
from assessor.cli.context import Context
from assessor.cli.issues import add_issue, note_issue, numbered
from assessor.cli.printing import write_paper
from assessor.domain.bulletins import Series
from assessor.errors import AssessorError
from assessor.i18n import _


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    parser = commands.add_parser(
        "report", parents=[options], help=_("reports of sites and units, and work bulletins")
    )
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    site = actions.add_parser(
        "site", parents=[options], help=_("all checks of a site, and what became of its faults")
    )
    site.add_argument("code", help=_("a site's code"))
    site.add_argument("out", type=file_ending(".pdf"), metavar="OUT.pdf")
    site.set_defaults(work=_site)
    unit = actions.add_parser(
        "unit", parents=[options], help=_("what a town, community or organisation came to")
    )
    unit.add_argument("code", help=_("a unit's code"))
    unit.add_argument("out", type=file_ending(".pdf"), metavar="OUT.pdf")
    unit.add_argument("--campaign", default=None, metavar="ID", help=_("by default the latest"))
    unit.set_defaults(work=_unit)
    bulletin = actions.add_parser(
        "bulletin", parents=[options], help=_("a work bulletin, or a draft of its text")
    )
    bulletin.add_argument("out", type=file_ending(".pdf", ".txt"), metavar="OUT.pdf|OUT.txt")
    bulletin.add_argument(
        "--text",
        type=Path,
        default=None,
        metavar="TXT",
        help=_("the text that a clerk wrote; without it, the campaign's numbers are told"),
    )
    add_issue(bulletin)
    bulletin.add_argument("--campaign", default=None, metavar="ID", help=_("by default the latest"))
    bulletin.set_defaults(work=_bulletin)
    approving.add(actions, options)


def _site(context: Context, asked: Namespace) -> int:
    from assessor.services.site_reports import site_paper

    made = site_paper(
        context.workspace,
        context.library,
        asked.code,
        context.language,
        issuer=context.settings.organisation,
        at=context.now,
    )
    write_paper(made, asked.out)
    return 0


def _unit(context: Context, asked: Namespace) -> int:
    from assessor.services.unit_reports import unit_paper

    made = unit_paper(
        context.workspace,
        context.library,
        asked.code,
        context.language,
        issuer=context.settings.organisation,
        at=context.now,
        campaign_id=asked.campaign,
    )
    write_paper(made, asked.out)
    return 0


def _bulletin(context: Context, asked: Namespace) -> int:
    from assessor.services.bulletins import bulletin_paper, read_text

    number = numbered(context, Series.WORK, asked.issue)
    content = _draft(context, asked, number) if asked.text is None else files.read(asked.text)
    if asked.out.suffix.lower() == ".txt":
        if asked.text is not None:
            raise AssessorError(_("A text is set in type as PDF; name a file that ends in .pdf."))
        files.write(asked.out, content)
        print(asked.out)
        return 0
    issuer, text = context.settings.organisation, read_text(content, number)
    made = bulletin_paper(content, context.language, issuer=issuer, at=context.now, number=number)
    write_paper(made, asked.out)
    note_issue(context, Series.WORK, text.number, text.title)
    return 0


def _draft(context: Context, asked: Namespace, number: int) -> bytes:
    from assessor.services.bulletins import drafted

    return drafted(
        context.workspace,
        context.library,
        context.language,
        issuer=context.settings.organisation,
        at=context.now,
        campaign_id=asked.campaign,
        number=number,
    )
