"""`assessor standards …`: what is at hand, what is in it, what is wrong with it, in and out."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli import authoring, standard_contents
from assessor.cli.arguments import file_ending
from assessor.cli.context import Context
from assessor.cli.printing import complain, print_json, print_table
from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext
from assessor.services.blank_forms import blank_forms
from assessor.services.checking import check_folder
from assessor.services.installing import install_standard
from assessor.standards import FIRST_FILES, StandardError, packed


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    parser = commands.add_parser(
        "standards", parents=[options], help=_("list, show, check, install and export standards")
    )
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    listing = actions.add_parser("list", parents=[options], help=_("the standards at hand"))
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(work=_list)
    standard_contents.add(actions, options)
    authoring.add(actions, options)
    checking = actions.add_parser(
        "check", parents=[options], help=_("every problem of a standard's folder")
    )
    checking.add_argument("folder", type=Path)
    checking.set_defaults(work=_check)
    printing = actions.add_parser(
        "print", parents=[options], help=_("blank forms to fill in by hand")
    )
    printing.add_argument("id", help=_("for example NSC-2021 or NSC-2021/1"))
    printing.add_argument(
        "--site-type", default="", metavar="TYPE", help=_("such as MARKET; without it, all forms")
    )
    printing.add_argument("out", type=file_ending(".pdf"), metavar="OUT.pdf")
    printing.set_defaults(work=_print)
    exporting = actions.add_parser(
        "export", parents=[options], help=_("a standard as a ZIP for other computers")
    )
    exporting.add_argument("id", help=_("for example NSC-2021 or NSC-2021/1"))
    exporting.add_argument("output", type=Path)
    exporting.set_defaults(work=_export)
    installing = actions.add_parser(
        "install", parents=[options], help=_("take in a standard from a folder or a ZIP")
    )
    installing.add_argument("source", type=Path)
    installing.set_defaults(work=_install)


def _list(context: Context, asked: Namespace) -> int:
    rows = [_row(standard) for standard in context.library.standards()]
    if asked.json:
        print_json(rows)
    else:
        heads = (
            _("Standard"),
            _("Revision"),
            _("Title"),
            _("Site types"),
            _("Items"),
            _("Unverified"),
        )
        counted = (
            (*list(row.values())[:3], len(row["site_types"]), row["items"], row["unverified"])
            for row in rows
        )
        print_table(heads, counted)
    for error in context.library.problems():
        complain(str(error))
    return 0


def _row(standard: Standard) -> dict[str, Any]:
    return {
        "id": standard.ref.id,
        "revision": standard.ref.revision,
        "title": standard.title.in_language(current().language),
        "site_types": [site_type.code for site_type in standard.site_types],
        "items": sum(len(site_type.items) for site_type in standard.site_types),
        "unverified": standard.unverified,
        "levels": list(standard.levels),
        "overlay": standard.overlay,
        "digest": standard.ref.digest,
    }


def _check(context: Context, asked: Namespace) -> int:
    folder = asked.folder.resolve()
    _refuse_no_revision(folder)
    try:
        words, problems = check_folder(folder, context.paths.standards)
    except StandardError as error:
        words, problems = "", error.problems
    if not problems:
        print(words)
        return 0
    for problem in problems:
        complain(str(problem))
    complain(
        ngettext(
            "{count} problem in {folder}.", "{count} problems in {folder}.", len(problems)
        ).format(count=len(problems), folder=asked.folder)
    )
    return 1


def _refuse_no_revision(folder: Path) -> None:
    """Say so where a path leads to no folder, or to one above the revisions."""
    try:
        inner = sorted(folder.iterdir())
    except OSError as error:
        raise files.FileError(files.explained(error, folder)) from error
    revisions = [each.name for each in inner if _is_revision(each)]
    if revisions and not _is_revision(folder):
        raise AssessorError(
            _("{folder} holds revisions of a standard. Name one of them: {revisions}.").format(
                folder=folder, revisions=_(", ").join(revisions)
            )
        )


def _is_revision(folder: Path) -> bool:
    return any((folder / name).exists() for name in FIRST_FILES)


def _print(context: Context, asked: Namespace) -> int:
    standard = context.standard(asked.id)
    pdf = blank_forms(standard, asked.site_type, context.language, context.now)
    files.write(asked.out, pdf)
    print(asked.out)
    return 0


def _export(context: Context, asked: Namespace) -> int:
    from assessor.services.trusting import write_beside  # loads signing

    standard = context.standard(asked.id)
    contents = context.library.contents(standard.ref)
    if contents is None:
        raise AssessorError(
            _("The files of {standard} changed meanwhile. Try again.").format(standard=standard.ref)
        )
    files.write(asked.output, packed(contents, top=str(standard.ref)))
    print(asked.output)
    if beside := write_beside(context.paths.keys, asked.output):
        print(_("Whom to trust lies beside it: {file}").format(file=beside))
    return 0


def _install(context: Context, asked: Namespace) -> int:
    workspace = context.workspace if context.has_workspace else None
    installed, scored = install_standard(
        asked.source, context.paths.standards, context.library, workspace, context.now
    )
    if installed.is_new:
        print(_("{standard} is installed.").format(standard=installed.name))
    else:
        print(_("{standard} was here already.").format(standard=installed.name))
    if scored:
        print(
            ngettext(
                "{count} check that waited for its standard is scored now.",
                "{count} checks that waited for their standard are scored now.",
                scored,
            ).format(count=scored)
        )
    return 0
