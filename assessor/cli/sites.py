"""`assessor sites …` and `plan …`: the register of sites, and reproducible samples of it."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli.checks import read_passphrase
from assessor.cli.context import Context
from assessor.cli.printing import complain
from assessor.domain.inspection import Campaign, CampaignKind, DoubleVisit
from assessor.domain.sampling import Exclusion
from assessor.i18n import _
from assessor.services.comparison import USUAL_PROFILE
from assessor.services.planning import draw_plan, publish_plan, verify_plan
from assessor.services.transfer import merge_files


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    parser = commands.add_parser(
        "sites", parents=[options], help=_("units and sites as a spreadsheet")
    )
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    for name, work, words in (
        ("import", _import, _("take in units and sites")),
        ("export", _export, _("write units and sites, or an empty form")),
    ):
        action = actions.add_parser(name, parents=[options], help=words)
        action.add_argument("file", type=Path, metavar="XLSX")
        action.set_defaults(work=work)

    parser = commands.add_parser(
        "plan", parents=[options], help=_("draw the sites of a campaign, or draw them again")
    )
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    drawing = actions.add_parser(
        "draw", parents=[options], help=_("draw sites and publish the signed plan")
    )
    drawing.add_argument("out", type=Path, metavar="OUT.asice")
    drawing.add_argument("--campaign", required=True, metavar="ID")
    drawing.add_argument("--title", required=True)
    drawing.add_argument(
        "--kind",
        choices=[kind.value for kind in CampaignKind],
        default=CampaignKind.SELF_CHECK.value,
    )
    drawing.add_argument("--starts", type=_day, required=True, metavar="YYYY-MM-DD")
    drawing.add_argument("--ends", type=_day, required=True, metavar="YYYY-MM-DD")
    drawing.add_argument("--standard", default="NSC-2021", metavar="ID[/REVISION]")
    drawing.add_argument(
        "--scoring",
        default=USUAL_PROFILE,
        metavar="PROFILE",
        help=_("scoring profile of the standard"),
    )
    drawing.add_argument(
        "--double-visit",
        choices=[policy.value for policy in DoubleVisit],
        default=DoubleVisit.LATEST.value,
    )
    drawing.add_argument("--seed", required=True, help=_("any words, agreed on before the draw"))
    drawing.add_argument(
        "--quota", action="append", type=_quota, required=True, metavar="TYPE=NUMBER"
    )
    drawing.add_argument(
        "--exclude", action="append", type=_exclusion, default=[], metavar="SITE=REASON"
    )
    drawing.add_argument("--key", default="", help=_("name of the key file"))
    drawing.set_defaults(work=_draw)
    verifying = actions.add_parser("verify", parents=[options], help=_("draw again and compare"))
    verifying.add_argument("file", type=Path)
    verifying.set_defaults(work=_verify)


def _import(context: Context, asked: Namespace) -> int:
    from assessor.exchange.spreadsheets import read_register  # openpyxl is slow to load

    register = read_register(asked.file)
    context.workspace.register.save_units(register.units)
    context.workspace.register.save_sites(register.sites)
    print(
        _("{units} units and {sites} sites taken in.").format(
            units=len(register.units), sites=len(register.sites)
        )
    )
    return 0


def _export(context: Context, asked: Namespace) -> int:
    from assessor.exchange.spreadsheets import write_register  # openpyxl is slow to load

    register = context.workspace.register
    write_register(asked.file, register.units(), register.sites())
    print(asked.file)
    return 0


def _draw(context: Context, asked: Namespace) -> int:
    standard_id, _slash, revision = asked.standard.partition("/")
    standard = context.library.standard(standard_id, int(revision) if revision.isdigit() else None)
    campaign = Campaign(
        id=asked.campaign,
        title=asked.title,
        kind=CampaignKind(asked.kind),
        starts=asked.starts,
        ends=asked.ends,
        standard=standard.ref,
        profile=standard.profile(asked.scoring).id,
        double_visit=DoubleVisit(asked.double_visit),
    )
    plan = draw_plan(context.workspace, campaign, dict(asked.quota), asked.seed, asked.exclude)
    key = context.signing_key(read_passphrase(), asked.key)
    files.write(asked.out, publish_plan(context.workspace, plan, key, context.now))
    merge_files(context.workspace, context.library, context.trust, [asked.out], context.now)
    print(
        _("{count} of {frame} sites drawn; frame {digest}").format(
            count=len(plan.sites), frame=len(plan.draw.frame), digest=plan.draw.frame_digest[:16]
        )
    )
    for site in plan.sites:
        print(f"{site.code}  {site.name}")
    return 0


def _verify(context: Context, asked: Namespace) -> int:
    if verify_plan(asked.file, context.trust):
        print(_("{file}: drawn again, the same sites come out.").format(file=asked.file))
        return 0
    complain(
        _("{file}: drawn again, other sites come out. The plan was not drawn as it states.").format(
            file=asked.file
        )
    )
    return 1


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            _("{text}: write a date as YYYY-MM-DD, for example 2026-05-01").format(text=text)
        ) from None


def _quota(text: str) -> tuple[str, int]:
    site_type, _equals, number = text.partition("=")
    if not (site_type and number.isdigit()):
        raise ArgumentTypeError(
            _("{text}: write TYPE=NUMBER, for example MARKET=2").format(text=text)
        )
    return site_type, int(number)


def _exclusion(text: str) -> Exclusion:
    site, _equals, reason = text.partition("=")
    if not (site and reason):
        raise ArgumentTypeError(
            _("{text}: write SITE=REASON; every exclusion needs a reason").format(text=text)
        )
    return Exclusion(site, reason)
