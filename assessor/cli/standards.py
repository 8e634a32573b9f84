"""`assessor standards …`: what is at hand, what is in it, and whether a folder is sound."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli.context import Context
from assessor.cli.printing import complain, print_json, print_table
from assessor.domain.scoring import shown
from assessor.domain.standard import Standard
from assessor.domain.wording import confidence, rule
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext
from assessor.paths import shipped
from assessor.standards import (
    VOCABULARY,
    Library,
    StandardError,
    load_standard,
    load_vocabulary,
)


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    parser = commands.add_parser(
        "standards", parents=[options], help=_("list, show and check standards")
    )
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    listing = actions.add_parser("list", parents=[options], help=_("the standards at hand"))
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(work=_list)
    showing = actions.add_parser("show", parents=[options], help=_("the forms of a standard"))
    showing.add_argument("id", help=_("for example NSC-2021 or NSC-2021/1"))
    showing.add_argument("--site-type", default="", metavar="CODE")
    showing.set_defaults(work=_show)
    checking = actions.add_parser(
        "check", parents=[options], help=_("every problem of a standard's folder")
    )
    checking.add_argument("folder", type=Path)
    checking.set_defaults(work=_check)


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
        print_table(
            heads,
            (
                [*list(row.values())[:3], len(row["site_types"]), *list(row.values())[4:]]
                for row in rows
            ),
        )
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
    }


def _show(context: Context, asked: Namespace) -> int:
    standard = context.standard(asked.id)
    _refuse_unknown_type(standard, asked.site_type)
    language = current().language
    print(f"{standard.ref}  {standard.title.in_language(language)}  {standard.document_number}")
    print(
        ngettext(
            "{count} statement is unverified.",
            "{count} statements are unverified.",
            standard.unverified,
        ).format(count=standard.unverified)
    )
    for site_type in standard.site_types:
        if asked.site_type not in ("", site_type.code):
            continue
        print(
            f"\n{site_type.code}  {site_type.name.in_language(language)}  {shown(site_type.points)}"
        )
        for section in site_type.sections:
            print(f"  {section.title.in_language(language)}")
            for item in section.items:
                doubt = confidence(item.origin.confidence, current())
                print(
                    f"    {item.id}  {item.text.in_language(language)}  [{rule(item, current())}]"
                    + (f" ({doubt})" if doubt else "")
                )
    return 0


def _refuse_unknown_type(standard: Standard, code: str) -> None:
    codes = [site_type.code for site_type in standard.site_types]
    if code and code not in codes:
        raise AssessorError(
            _("Standard {standard} has no site type {code}. It has: {known}.").format(
                standard=standard.ref, code=code, known=", ".join(codes)
            )
        )


def _check(context: Context, asked: Namespace) -> int:
    folder = asked.folder.resolve()
    _refuse_no_revision(folder)
    try:
        if folder.parent.name != VOCABULARY:
            library = Library(shipped("standards"), context.paths.standards, folder.parent.parent)
            standard = load_standard(folder, library)
            words = _("{standard} is sound: {types} site types, {items} items.").format(
                standard=standard.ref,
                types=len(standard.site_types),
                items=sum(len(site_type.items) for site_type in standard.site_types),
            )
        else:
            load_vocabulary(folder)
            words = _("{folder} is sound.").format(folder=asked.folder)
    except StandardError as error:
        for problem in error.problems:
            complain(str(problem))
        complain(
            ngettext(
                "{count} problem in {folder}.", "{count} problems in {folder}.", len(error.problems)
            ).format(count=len(error.problems), folder=asked.folder)
        )
        return 1
    print(words)
    return 0


def _refuse_no_revision(folder: Path) -> None:
    """Say so where a path leads to no folder, or to one above the revisions."""
    try:
        inner = sorted(folder.iterdir())
    except OSError as error:
        raise files.FileError(files.explained(error, folder)) from error
    revisions = [each.name for each in inner if (each / "standard.toml").exists()]
    if revisions and not (folder / "standard.toml").exists():
        raise AssessorError(
            _("{folder} holds revisions of a standard. Name one of them: {revisions}.").format(
                folder=folder, revisions=", ".join(revisions)
            )
        )
