"""`assessor sites …` and `plan …`: the register of sites, and reproducible samples of it."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli.arguments import campaign_id, day, exclusion, file_ending, quota, words
from assessor.cli.context import Context
from assessor.cli.passphrases import read_passphrase
from assessor.cli.printing import complain, print_json, print_table
from assessor.domain.inspection import Campaign, CampaignKind, DoubleVisit
from assessor.domain.sampling import Plan
from assessor.domain.territory import visit_day
from assessor.domain.wording import unit_kind
from assessor.errors import AssessorError
from assessor.i18n import _, current
from assessor.services import registering
from assessor.services.comparison import USUAL_PROFILE, profile_of
from assessor.services.planning import draw_plan, proposed_standard, publish_plan, verify_plan
from assessor.services.transfer import merge_files
from assessor.services.trusting import write_beside
from assessor.storage import Outcome


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    parser = commands.add_parser(
        "sites", parents=[options], help=_("units and sites as a spreadsheet")
    )
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    action = actions.add_parser("import", parents=[options], help=_("take in units and sites"))
    action.add_argument("file", type=Path, metavar="XLSX")
    action.add_argument("--preview", action="store_true", help=_("only say what would change"))
    action.set_defaults(work=_import)
    action = actions.add_parser(
        "export", parents=[options], help=_("write units and sites, or an empty form")
    )
    action.add_argument("file", type=file_ending(".xlsx"), metavar="XLSX")
    action.set_defaults(work=_export)

    parser = commands.add_parser(
        "units", parents=[options], help=_("the units of the register as they were on a day")
    )
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    listing = actions.add_parser("list", parents=[options], help=_("every unit of a day"))
    listing.add_argument("--at", type=day, default=None, metavar="YYYY-MM-DD", help=_("today"))
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(work=_list)

    parser = commands.add_parser(
        "plan", parents=[options], help=_("draw the sites of a campaign, or draw them again")
    )
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    drawing = actions.add_parser(
        "draw", parents=[options], help=_("draw sites and publish the signed plan")
    )
    drawing.add_argument("out", type=file_ending(".asice"), metavar="OUT.asice")
    drawing.add_argument("--campaign", type=campaign_id, required=True, metavar="ID")
    drawing.add_argument("--title", type=words, required=True)
    drawing.add_argument(
        "--kind",
        choices=[kind.value for kind in CampaignKind],
        default=CampaignKind.SELF_CHECK.value,
    )
    drawing.add_argument("--starts", type=day, required=True, metavar="YYYY-MM-DD")
    drawing.add_argument("--ends", type=day, required=True, metavar="YYYY-MM-DD")
    drawing.add_argument(
        "--standard",
        default="",
        metavar="ID[/REVISION]",
        help=_("by default the one proposed for the level on the first day"),
    )
    drawing.add_argument(
        "--level", choices=("city", "county", "town"), default="", help=_("of the area assessed")
    )
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
    drawing.add_argument(
        "--seed", type=words, required=True, help=_("any words, agreed on before the draw")
    )
    drawing.add_argument(
        "--quota", action="append", type=quota, required=True, metavar="TYPE=NUMBER"
    )
    drawing.add_argument(
        "--exclude", action="append", type=exclusion, default=[], metavar="SITE=REASON"
    )
    drawing.add_argument("--key", default="", help=_("name of the key file"))
    drawing.set_defaults(work=_draw)
    verifying = actions.add_parser("verify", parents=[options], help=_("draw again and compare"))
    verifying.add_argument("file", type=Path)
    verifying.set_defaults(work=_verify)


def _import(context: Context, asked: Namespace) -> int:
    change = registering.read_change(context.workspace, asked.file)
    if asked.preview:
        for line in registering.told(change, context.workspace.register.territory()):
            print(f"{line.code}  {line.name}  {line.words}")
    else:
        registering.carry_out(context.workspace, change, context.now)
    after = change.after
    words = (
        _("{units} units, {sites} sites and {partnerships} partnerships would change.")
        if asked.preview
        else _("{units} units, {sites} sites and {partnerships} partnerships taken in.")
    )
    print(
        words.format(
            units=len(after.units), sites=len(after.sites), partnerships=len(after.partnerships)
        )
    )
    return 0


def _export(context: Context, asked: Namespace) -> int:
    print(registering.write_sheet(context.workspace, asked.file))
    return 0


def _list(context: Context, asked: Namespace) -> int:
    on = asked.at or visit_day(context.now)
    territory = context.workspace.register.territory()
    partners = {each.code: territory.partner("", each.code, on) for each in territory.in_force(on)}
    if asked.json:
        print_json(
            asdict(unit) | {"partner": partners[unit.code]} for unit in territory.in_force(on)
        )
        return 0
    print_table(
        (_("Code"), _("Name"), _("Kind"), _("Lies in"), _("Partner body")),
        (
            (
                unit.code,
                unit.name,
                unit_kind(unit.kind, current()),
                unit.parent,
                territory.name(partners[unit.code], on),
            )
            for unit in territory.in_force(on)
        ),
    )
    return 0


def _draw(context: Context, asked: Namespace) -> int:
    standard = (
        context.standard(asked.standard)
        if asked.standard
        else proposed_standard(context.workspace, context.library, asked.starts, asked.level)
    )
    campaign = Campaign(
        id=asked.campaign,
        title=asked.title,
        kind=CampaignKind(asked.kind),
        starts=asked.starts,
        ends=asked.ends,
        standard=standard.ref,
        profile=profile_of(standard, asked.scoring).id,
        double_visit=DoubleVisit(asked.double_visit),
    )
    plan = draw_plan(
        context.workspace, standard, campaign, _quotas(asked), asked.seed, asked.exclude
    )
    key = context.signing_key(read_passphrase, asked.key)
    files.write(asked.out, publish_plan(context.workspace, plan, key, context.now))
    beside = write_beside(context.paths.keys, asked.out)
    _take_in(context, asked.out)
    print(
        _("{count} of {frame} sites drawn; frame {digest}").format(
            count=len(plan.sites), frame=len(plan.draw.frame), digest=plan.draw.frame_digest[:16]
        )
    )
    print(f"{standard.ref}  {standard.title.in_language(context.language)}")
    for site in plan.sites:
        print(f"{site.code}  {site.name}")
    if beside is not None:
        print(_("Whom to trust lies beside it: {file}").format(file=beside))
    _warn_of_shortfalls(plan)
    return 0


def _quotas(asked: Namespace) -> dict[str, int]:
    named = Counter(site_type for site_type, _number in asked.quota)
    if twice := [site_type for site_type, times in named.items() if times > 1]:
        raise AssessorError(
            _("{types}: give one quota for each site type.").format(types=_(", ").join(twice))
        )
    return dict(asked.quota)


def _take_in(context: Context, file: Path) -> None:
    """The office holds its own plan like everybody else."""
    (outcome,) = merge_files(context.workspace, context.library, context.trust, [file], context.now)
    if outcome.outcome is Outcome.QUARANTINED:
        raise AssessorError(
            _("{file} was written, but this profile does not accept it: {reason}").format(
                file=file, reason=outcome.reason
            )
        )


def _warn_of_shortfalls(plan: Plan) -> None:
    drawn = Counter(site.site_type for site in plan.sites)
    for site_type, wanted in plan.draw.quotas:
        if drawn[site_type] < wanted:
            complain(
                _("{site_type}: {wanted} wanted, only {drawn} could be drawn.").format(
                    site_type=site_type, wanted=wanted, drawn=drawn[site_type]
                )
            )


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
