"""`assessor merge`, `imports`, `conflicts`, `documents`: signed files coming in and going out."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from functools import cached_property
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli.arguments import add_jobs, file_ending
from assessor.cli.context import Context
from assessor.cli.passphrases import read_passphrase
from assessor.cli.printing import print_json, print_table, progress_bar, write_paper
from assessor.domain.inspection import CHINA_TIME
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext
from assessor.services.numbering import never_arrived, used_twice
from assessor.services.taking_in import FileOutcome
from assessor.services.transfer import encrypted_in, merge_files, result_files
from assessor.services.wording import outcome_words, telling_folders
from assessor.signing.envelopes import EncryptionKey, open_encryption_key
from assessor.storage import Outcome


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    merging = commands.add_parser("merge", parents=[options], help=_("take in result files"))
    merging.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=_("files, or folders such as a stick")
    )
    merging.add_argument(
        "--preview", action="store_true", help=_("say what would happen, keep nothing")
    )
    merging.add_argument("--json", action="store_true")
    add_jobs(merging)
    merging.set_defaults(work=_merge)

    imports = commands.add_parser("imports", parents=[options], help=_("what was taken in when"))
    actions = imports.add_subparsers(required=True, metavar=_("ACTION"))
    listing = actions.add_parser(
        "list", parents=[options], help=_("every import, the latest first")
    )
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(work=_imports)
    telling = actions.add_parser(
        "receipt", parents=[options], help=_("who delivered what, and what became of it")
    )
    telling.add_argument("id", type=int, help=_("an import's number"))
    telling.add_argument("out", type=file_ending(".pdf", ".xlsx"), metavar="OUT.pdf|OUT.xlsx")
    telling.set_defaults(work=_receipt)
    undoing = actions.add_parser(
        "undo", parents=[options], help=_("take out again what an import brought")
    )
    undoing.add_argument("id", type=int, help=_("an import's number"))
    undoing.set_defaults(work=_undo)

    conflicts = commands.add_parser(
        "conflicts", parents=[options], help=_("checks that say different things")
    )
    actions = conflicts.add_subparsers(required=True, metavar=_("ACTION"))
    listing = actions.add_parser("list", parents=[options], help=_("every open conflict"))
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(work=_conflicts)
    showing = actions.add_parser(
        "show", parents=[options], help=_("where the revisions of a check differ")
    )
    showing.add_argument("id", help=_("a check's id"))
    showing.set_defaults(work=_conflict)
    resolving = actions.add_parser(
        "resolve", parents=[options], help=_("decide a conflict, and sign the decision")
    )
    resolving.add_argument("id", help=_("a check's id"))
    resolving.add_argument(
        "--take", required=True, metavar="DIGEST", help=_("the revision that is right")
    )
    resolving.add_argument(
        "--item",
        action="append",
        default=[],
        type=_choice,
        metavar="ITEM=DIGEST",
        help=_("in this item another revision is right"),
    )
    resolving.add_argument("--reason", required=True, help=_("why it is decided so"))
    resolving.add_argument("--key", default="", help=_("name of the key file"))
    resolving.set_defaults(work=_resolve)

    documents = commands.add_parser(
        "documents", parents=[options], help=_("hand every signed file on to another office")
    )
    actions = documents.add_subparsers(required=True, metavar=_("ACTION"))
    exporting = actions.add_parser(
        "export", parents=[options], help=_("write every signed file into a folder")
    )
    exporting.add_argument("folder", type=Path, metavar="FOLDER")
    exporting.set_defaults(work=_export_documents)
    importing = actions.add_parser(
        "import", parents=[options], help=_("take in what another office exported: as “merge”")
    )
    importing.add_argument("files", nargs="+", type=Path, metavar="FOLDER")
    importing.add_argument("--preview", action="store_true")
    importing.add_argument("--json", action="store_true")
    add_jobs(importing)
    importing.set_defaults(work=_merge)


def _merge(context: Context, asked: Namespace) -> int:
    found = result_files(asked.files)
    if not found:
        raise AssessorError(
            _("There is no result file (*.asice) in {folders}.").format(
                folders=_(", ").join(map(str, asked.files))
            )
        )
    opener = _Opener(context) if encrypted_in(found) else None
    outcomes = merge_files(
        context.workspace,
        context.library,
        context.trust,
        found,
        context.now,
        progress_bar(),
        preview=asked.preview,
        jobs=asked.jobs,
        open_envelope=opener,
    )
    if asked.json:
        print_json(_outcome_row(outcome) for outcome in outcomes)
    else:
        heads = (_("File"), _("Outcome"), _("Checks"), _("Photos"), _("Reason"))
        folders = telling_folders([each.file for each in outcomes])
        print_table(
            heads,
            (
                (
                    str(Path(folder, Path(each.file).name)),
                    outcome_words(each.outcome, current()),
                    each.checks,
                    f"{each.photos_received}/{each.photos_expected}",
                    each.reason,
                )
                for each, folder in zip(outcomes, folders, strict=True)
            ),
        )
        documents = context.workspace.documents
        for sentence in (*never_arrived(documents), *used_twice(documents)):
            print(sentence)
    return 1 if any(each.outcome is Outcome.QUARANTINED for each in outcomes) else 0


class _Opener:
    """Opens encrypted files; asks for the passphrase once, when the first of them comes."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def __call__(self, envelope: bytes) -> bytes:
        return self._key.opened(envelope)

    @cached_property
    def _key(self) -> EncryptionKey:
        return open_encryption_key(self._context.paths.keys, read_passphrase())


def _outcome_row(outcome: FileOutcome) -> dict[str, Any]:
    return {
        "file": outcome.file,
        "outcome": outcome.outcome,
        "reason": outcome.reason,
        "checks": outcome.checks,
        "photos_expected": outcome.photos_expected,
        "photos_received": outcome.photos_received,
    }


def _imports(context: Context, asked: Namespace) -> int:
    records = context.workspace.documents.import_summaries()
    rows = [
        {
            "id": record.id,
            "at": record.at.isoformat(timespec="seconds"),
            "files": record.files,
            "new": record.outcomes.get(Outcome.NEW, 0),
            "undone": record.undone.isoformat(timespec="seconds") if record.undone else None,
        }
        for record in records
    ]
    if asked.json:
        print_json(rows)
    else:
        times = [f"{record.at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M:%S}" for record in records]
        print_table(
            (_("Import"), _("Time"), _("Files"), _("New"), ""),
            (
                (row["id"], at, row["files"], row["new"], _("undone") if row["undone"] else "")
                for row, at in zip(rows, times, strict=True)
            ),
        )
    return 0


def _receipt(context: Context, asked: Namespace) -> int:
    from assessor.services.receipts import import_record, receipt_paper, receipt_sheet

    record = import_record(context.workspace, asked.id)
    if asked.out.suffix.lower() == ".xlsx":
        files.write(asked.out, receipt_sheet(record, current()))
        print(asked.out)
        return 0
    made = receipt_paper(
        record, context.language, issuer=context.settings.organisation, at=context.now
    )
    write_paper(made, asked.out)
    return 0


def _conflicts(context: Context, asked: Namespace) -> int:
    conflicts = context.workspace.documents.conflicts()
    if asked.json:
        print_json({"check_id": each.check_id, "heads": list(each.heads)} for each in conflicts)
    else:
        print_table(
            (_("Check"), _("Revisions")),
            ((each.check_id, " ".join(h[:12] for h in each.heads)) for each in conflicts),
        )
    return 0


def _conflict(context: Context, asked: Namespace) -> int:
    from assessor.services.conflicts import differences

    heads, rows = differences(context.workspace, context.library, asked.id)
    if rows:
        print_table((_("Item"), *(head[:12] for head in heads)), rows)
    else:
        print(_("Check {check} is not in conflict.").format(check=asked.id))
    return 0


def _export_documents(context: Context, asked: Namespace) -> int:
    from assessor.services.forwarding import export_documents

    written = export_documents(context.workspace, asked.folder.absolute(), progress_bar())
    print(
        ngettext(
            "{count} file was written and read back to {folder}; fingerprint {digest}",
            "{count} files were written and read back to {folder}; fingerprint {digest}",
            len(written),
        ).format(
            count=len(written),
            folder=asked.folder,
            digest=context.workspace.documents.fingerprint(),
        )
    )
    return 0


def _choice(text: str) -> tuple[str, str]:
    item, equals, digest = text.partition("=")
    if not (item and equals and digest):
        raise ArgumentTypeError(_("write it as ITEM=DIGEST"))
    return item, digest


def _resolve(context: Context, asked: Namespace) -> int:
    from assessor.services.resolving import heads_of, resolve

    heads_of(context.workspace, asked.id)  # before anybody types a passphrase
    key = context.signing_key(read_passphrase, asked.key)
    signed = resolve(
        context.workspace,
        context.library,
        asked.id,
        key,
        asked.take,
        dict(asked.item),
        reason=asked.reason,
        language=context.language,
        at=context.now,
        trust=context.trust,
    )
    print(signed.check_id)
    print(signed.report)
    return 0


def _undo(context: Context, asked: Namespace) -> int:
    from assessor.services.receipts import undo

    print(undo(context.workspace, asked.id, context.now))
    return 0
