"""`assessor check …`, `explain` and `verify`: single checks and files."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli import carrying
from assessor.cli.arguments import file_ending, result_target
from assessor.cli.context import Context
from assessor.cli.passphrases import read_passphrase
from assessor.cli.printing import complain, print_json, print_table, print_tree
from assessor.domain.explaining import explain, explain_under
from assessor.domain.inspection import CHINA_TIME, SiteCheck
from assessor.domain.merging import CheckState
from assessor.domain.scoring import score, shown
from assessor.domain.wording import lack, state
from assessor.errors import AssessorError
from assessor.i18n import _, current
from assessor.services import assessing
from assessor.services.comparison import profile_of
from assessor.services.exporting import export_noted
from assessor.services.intake import held_files
from assessor.services.reports import revision_of
from assessor.services.verification import FileVerdict, verify_file


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    parser = commands.add_parser("check", parents=[options], help=_("list, sign and export checks"))
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    listing = actions.add_parser("list", parents=[options], help=_("every check, drafts first"))
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(work=_list)
    carrying.add(actions, options)
    signing = actions.add_parser("sign", parents=[options], help=_("sign a finished draft"))
    signing.add_argument("id", help=_("a check's id"))
    signing.add_argument("--key", default="", help=_("name of the key file"))
    signing.add_argument("--reason", default="", help=_("why an earlier revision is corrected"))
    signing.add_argument("--weather", help=_("the weather during the visit"))
    signing.add_argument("--companions", help=_("who came along"))
    signing.add_argument("--representative", help=_("who speaks for the site, by name"))
    signing.add_argument("--refusal", help=_("why nobody signs for the site"))
    signing.set_defaults(work=_sign)
    exporting = actions.add_parser(
        "export", parents=[options], help=_("write a check's result file")
    )
    exporting.add_argument("id", help=_("a check's id"))
    exporting.add_argument(
        "out", type=result_target, help=_("a file, or a folder such as a stick's")
    )
    exporting.add_argument(
        "--encrypt-to",
        type=Path,
        default=None,
        metavar="OFFICE.crt",
        help=_("let nobody read it but the office of this certificate"),
    )
    exporting.set_defaults(work=_export)
    sharing = actions.add_parser(
        "hand-over", parents=[options], help=_("sign what you marked for a colleague's record")
    )
    sharing.add_argument("id", help=_("a check's id"))
    sharing.add_argument("out", type=Path, help=_("a file, or a folder such as a stick's"))
    sharing.add_argument("--key", default="", help=_("name of the key file"))
    sharing.add_argument(
        "--item", action="append", default=[], metavar="ITEM", help=_("hand over this item only")
    )
    sharing.set_defaults(work=_hand_over)
    joining = actions.add_parser(
        "join", parents=[options], help=_("take a colleague's part into a draft")
    )
    joining.add_argument("id", help=_("a check's id"))
    joining.add_argument("part", type=Path, metavar="FILE")
    joining.add_argument(
        "--theirs",
        action="append",
        default=[],
        metavar="ITEM",
        help=_("in this item the colleague is right"),
    )
    joining.set_defaults(work=_join)
    reporting = actions.add_parser(
        "report", parents=[options], help=_("write a check's signed report")
    )
    reporting.add_argument("id", help=_("a check's id"))
    reporting.add_argument("out", type=file_ending(".pdf"), metavar="OUT.pdf")
    reporting.set_defaults(work=_report)

    explaining = commands.add_parser(
        "explain", parents=[options], help=_("the score of a check as a tree")
    )
    explaining.add_argument("id", help=_("a check's id"))
    explaining.add_argument(
        "--standard", default="", metavar="ID", help=_("as another standard's profile counts it")
    )
    explaining.add_argument(
        "--scoring", default="", metavar="PROFILE", help=_("one of the standard's profiles")
    )
    explaining.set_defaults(work=_explain)

    verifying = commands.add_parser(
        "verify",
        parents=[options],
        help=_("who signed a file, is it unchanged, is the signer trusted?"),
    )
    verifying.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verifying.add_argument("--json", action="store_true")
    verifying.set_defaults(work=_verify)


def _list(context: Context, asked: Namespace) -> int:
    rows = [*_drafts(context), *_signed(context)]
    if asked.json:
        print_json(rows)
        return 0
    heads = (_("Check"), _("Site"), _("Type"), _("Standard"), _("State"), _("Score"))
    print_table(
        heads, ([*list(row.values())[:4], row["state_words"], row["score"]] for row in rows)
    )
    return 0


def _drafts(context: Context) -> list[dict[str, Any]]:
    rows = []
    for summary in context.workspace.drafts.all():
        check = context.workspace.drafts.get(summary.id).check
        _standard, site_type = assessing.form_of(check, context.library)
        card = score(site_type, check.observations)
        rows.append(
            _row(
                check.id,
                check.site.code,
                check.site.site_type,
                check.standard,
                "draft",
                _("draft"),
                shown(card.standardised),
            )
        )
    return rows


def _signed(context: Context) -> list[dict[str, Any]]:
    rows = []
    for header in context.workspace.documents.checks():
        counts = header.state is CheckState.CURRENT and header.possible
        value = shown(header.earned / header.possible * 100) if counts else ""
        rows.append(
            _row(
                header.id,
                header.site,
                header.site_type,
                header.standard,
                header.state.value,
                state(header.state, current()),
                value,
            )
        )
    return rows


def _row(
    check: str, site: str, site_type: str, standard: object, state_code: str, words: str, value: str
) -> dict[str, Any]:
    return {
        "id": check,
        "site": site,
        "site_type": site_type,
        "standard": str(standard),
        "state": state_code,
        "score": value,
        "state_words": words,
    }


def _draft_ids(context: Context) -> set[str]:
    return {summary.id for summary in context.workspace.drafts.all()}


def _refuse_no_draft(context: Context, check_id: str) -> None:
    if check_id not in _draft_ids(context):
        raise AssessorError(
            _(
                "There is no draft {check} here; “check list” shows those that can be signed."
            ).format(check=check_id)
        )


def _hand_over(context: Context, asked: Namespace) -> int:
    from assessor.services.sharing import hand_over

    _refuse_no_draft(context, asked.id)
    key = context.signing_key(read_passphrase, asked.key)
    print(hand_over(context.workspace, asked.id, key, asked.out, context.now, asked.item))
    return 0


def _join(context: Context, asked: Namespace) -> int:
    from assessor.services.sharing import join

    _refuse_no_draft(context, asked.id)
    told = join(context.workspace, context.trust, asked.id, asked.part, context.now, asked.theirs)
    print(
        _("{name}: {taken} items taken in, {kept} marked otherwise by both and left.").format(
            name=told.inspector, taken=len(told.taken), kept=len(told.kept)
        )
    )
    for item in told.kept:
        print(item)
    return 0


def _sign(context: Context, asked: Namespace) -> int:
    from assessor.services.sign_off import IncompleteError, sign_off

    _refuse_no_draft(context, asked.id)
    key = context.signing_key(read_passphrase, asked.key)
    _describe(context, asked)
    try:
        signed = sign_off(
            context.workspace,
            context.library,
            asked.id,
            key,
            language=context.language,
            at=context.now,
            reason=asked.reason,
            trust=context.trust,
        )
    except IncompleteError as error:
        for missing in error.missing:
            complain(f"{missing.item} {lack(missing.lack, current())}".strip())
        raise
    print(signed.check_id)
    print(signed.report)
    return 0


def _describe(context: Context, asked: Namespace) -> None:
    """Put into the draft what was said of the visit; a refusal takes handwriting's place."""
    names = ("weather", "companions", "representative", "refusal")
    said = {name: getattr(asked, name) for name in names if getattr(asked, name) is not None}
    if said.get("refusal"):
        said["signature"] = ""
    if said:
        check = context.workspace.drafts.get(asked.id).check
        described = replace(check, visit=replace(check.visit, **said))
        context.workspace.drafts.describe(described, context.now)


def _export(context: Context, asked: Namespace) -> int:
    encrypt_to = b""
    if asked.encrypt_to is not None:
        from assessor.signing.envelopes import recipient

        encrypt_to = recipient(files.read(asked.encrypt_to), context.trust, context.now)
    print(export_noted(context.workspace, asked.id, asked.out, context.now, encrypt_to))
    return 0


def _report(context: Context, asked: Namespace) -> int:
    header = context.workspace.documents.check(asked.id)
    kept = context.workspace.reports.path(header.head) if header and header.head else None
    if kept is None:
        raise AssessorError(
            _(
                "There is no signed report of check {check} here; "
                "the laptop it was signed on keeps it."
            ).format(check=asked.id)
        )
    files.write(asked.out, files.read(kept))
    print(asked.out)
    return 0


def _explain(context: Context, asked: Namespace) -> int:
    if asked.id in _draft_ids(context):
        check = context.workspace.drafts.get(asked.id).check
    else:
        check = revision_of(context.workspace, asked.id).check
    if asked.standard or asked.scoring:
        _explain_under(context, asked, check)
    else:
        _explain_itself(context, check)
    header = context.workspace.documents.check(asked.id)
    if header and header.state is CheckState.CONFLICT:
        complain(
            _("Check {check} is in conflict; this is only one of its revisions.").format(
                check=asked.id
            )
        )
    return 0


def _explain_itself(context: Context, check: SiteCheck) -> None:
    _standard, site_type = assessing.form_of(check, context.library)
    card = score(site_type, check.observations)
    print_tree(explain(card, context.library.vocabulary(), current()))
    print(
        _("On full marks: {score}. Points are exact; two places are shown, half up.").format(
            score=shown(card.standardised)
        )
    )


def _explain_under(context: Context, asked: Namespace, check: SiteCheck) -> None:
    """A check as a profile counts it, of its own standard or of one with the same forms."""
    standard = context.standard(asked.standard) if asked.standard else None
    standard, form = assessing.form_under(check, context.library, standard)
    profile = profile_of(standard, asked.scoring)
    vocabulary = context.library.vocabulary()
    print(f"{standard.ref} {standard.title.in_language(context.language)}")
    print_tree(explain_under(profile, form, check.observations, vocabulary, current()))


def _verify(context: Context, asked: Namespace) -> int:
    held = held_files(context.intakes, context.trust)
    verdicts = [verify_file(path, context.trust, held) for path in asked.files]
    if asked.json:
        print_json(_verdict_row(verdict) for verdict in verdicts)
    else:
        for verdict in verdicts:
            _print_verdict(verdict)
    return 0 if all(verdict.good for verdict in verdicts) else 1


def _verdict_row(verdict: FileVerdict) -> dict[str, Any]:
    return {
        "file": verdict.file,
        "kind": verdict.kind,
        "good": verdict.good,
        "unchanged": verdict.unchanged,
        "trusted": verdict.trusted,
        "signer": verdict.signer,
        "reason": verdict.reason,
        "finding": verdict.finding,
        "signed_at": _stated(verdict.signed_at),
        "held": _stated(verdict.held),
        "notes": list(verdict.notes),
        "signatures": [
            {
                "field": each.field,
                "finding": each.finding,
                "signer": each.signer,
                "at": _stated(each.at),
                "reason": each.reason,
            }
            for each in verdict.signatures
        ],
    }


def _stated(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _print_verdict(verdict: FileVerdict) -> None:
    if verdict.good:
        print(
            _("{file}: good. Signed by {signer}, unchanged, trusted.").format(
                file=verdict.file, signer=verdict.signer
            )
        )
    elif verdict.reason.startswith(verdict.file):  # what cannot be read is named there already
        complain(verdict.reason)
    else:
        complain(_("{file}: not good. {reason}").format(file=verdict.file, reason=verdict.reason))
    if verdict.kind == "result" and verdict.held:
        time = f"{verdict.held.astimezone(CHINA_TIME):%Y-%m-%d %H:%M:%S}"
        words = _("An office held it on {time}, by its own timestamp.").format(time=time)
        print(f"  {words}")
    for note in verdict.notes:
        print(f"  {note}")
