"""`assessor standards diff`, `template` and `import`: the author's tools."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli.arguments import file_ending
from assessor.cli.context import Context
from assessor.cli.printing import complain, print_json, print_table
from assessor.domain.editions import Difference, EditionDifference, Match, compare_editions
from assessor.domain.forms import CheckItem
from assessor.domain.scoring import shown
from assessor.domain.standard import Clause, Standard
from assessor.domain.texts import Text
from assessor.domain.wording import rule
from assessor.i18n import Translator, _, current, ngettext
from assessor.paths import shipped
from assessor.services import edition_words
from assessor.standards import Library, load_standard

_REVISION = re.compile(r"[A-Z][A-Z0-9-]*/[1-9][0-9]{0,3}")
_HEAD = ("id", "revision", "title", "issuer", "document_number", "issued", "level", "responsible")


def add(actions: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    comparing = actions.add_parser(
        "diff", parents=[options], help=_("two editions held against each other")
    )
    for name in ("older", "newer"):
        comparing.add_argument(name, help=_("for example NSC-2021/1, or a folder"))
    comparing.add_argument("--all", action="store_true", help=_("name what is the same as well"))
    comparing.add_argument("--json", action="store_true")
    comparing.set_defaults(work=_diff)
    template = actions.add_parser(
        "template", parents=[options], help=_("write a blank workbook for a scoring table")
    )
    template.add_argument("out", type=file_ending(".xlsx"), metavar="OUT.xlsx")
    template.set_defaults(work=_template)
    importing = actions.add_parser(
        "import", parents=[options], help=_("make a standard of an official scoring table")
    )
    importing.add_argument("table", type=Path, metavar="TABLE.xlsx")
    importing.add_argument(
        "folder", type=Path, help=_("a folder of standards, or of the revision to be made")
    )
    for key in _HEAD:
        importing.add_argument(f"--{key.replace('_', '-')}", default="", metavar=key.upper())
    importing.add_argument(
        "--after",
        default="",
        metavar="ID/REVISION",
        help=_("the earlier revision whose ids the same items keep"),
    )
    importing.set_defaults(work=_import)


def _diff(context: Context, asked: Namespace) -> int:
    older, newer = (_standard(context, name) for name in (asked.older, asked.newer))
    found = compare_editions(older, newer)
    if asked.json:
        print_json([*_item_rows(found), *_clause_rows(found)])
        return 0
    print(f"{found.older} → {found.newer}")
    heads = (_("Difference"), _("Items"), _("Clauses"))
    counts = ((each, found.item_counts[each], found.clause_counts[each]) for each in Difference)
    words = current()
    print_table(heads, ((edition_words.difference(d, words), i, c) for d, i, c in counts))
    for match in found.items:
        if asked.all or match.difference is not Difference.SAME:
            _print_match(match, _item_sides(match, older, newer))
    for clauses in found.clauses:
        if asked.all or clauses.difference is not Difference.SAME:
            language = _telling(clauses)
            sides = [_clause_words(each, language) for each in (clauses.older, clauses.newer)]
            _print_match(clauses, sides)
    return 0


def _standard(context: Context, name: str) -> Standard:
    """A standard by its name, or by its folder."""
    folder = Path(name)
    if (folder / "standard.toml").exists():
        folder = folder.resolve()
        library = Library(shipped("standards"), context.paths.standards, folder.parent.parent)
        return load_standard(folder, library)
    return context.standard(name)


def _print_match(match: Match[Any], sides: Sequence[Iterable[str]]) -> None:
    fields = _(", ").join(edition_words.field(each, current()) for each in match.fields)
    words = edition_words.difference(match.difference, current())
    print(f"\n{current().headed(words, fields) if fields else words}")
    for sign, lines in zip("-+", sides, strict=True):
        for line in lines:
            print(f"  {sign} {line}")


def _telling(match: Match[Any]) -> str:
    """The user's language, or the one in which two texts differ."""
    language = current().language
    if len(match.older) == len(match.newer) == 1:
        for older, newer in _texts(match.older[0], match.newer[0]):
            if older != newer and older.in_language(language) == newer.in_language(language):
                return "zh_CN" if older.zh != newer.zh else "en"
    return language


def _texts(older: CheckItem | Clause, newer: CheckItem | Clause) -> Iterator[tuple[Text, Text]]:
    yield older.text, newer.text
    if isinstance(older, CheckItem) and isinstance(newer, CheckItem):
        yield older.guidance, newer.guidance


def _item_sides(match: Match[CheckItem], older: Standard, newer: Standard) -> list[list[str]]:
    """Both items in a line each; what differs is told by name where the lines do not show it."""
    language = _telling(match)
    sides = [_item_words(each, language) for each in (match.older, match.newer)]
    if match.fields and sides[0] == sides[1]:
        told = [
            edition_words.item_words(items[0], standard, Translator(language))
            for items, standard in ((match.older, older), (match.newer, newer))
        ]
        differing = [name for name in told[0] if told[0][name] != told[1][name]]
        sides = [
            [f"{items[0].id}  {name}: {words[name] or '—'}" for name in differing]
            for items, words in zip((match.older, match.newer), told, strict=True)
        ]
    return sides


def _item_words(items: Iterable[CheckItem], language: str) -> list[str]:
    return [
        f"{item.id}  {item.text.in_language(language)}  [{rule(item, current())}]  "
        f"{item.guidance.in_language(language)}"
        for item in items
    ]


def _clause_words(clauses: Iterable[Clause], language: str) -> list[str]:
    return [f"{each.id}  {each.text.in_language(language)}" for each in clauses]


def _item_rows(found: EditionDifference) -> list[dict[str, Any]]:
    return [
        _row("item", match, form.code)
        | {"older_points": _points(match.older), "newer_points": _points(match.newer)}
        for form in found.forms
        for match in form.items
    ]


def _clause_rows(found: EditionDifference) -> list[dict[str, Any]]:
    return [_row("clause", match, "") for match in found.clauses]


def _row(kind: str, match: Match[Any], site_type: str) -> dict[str, Any]:
    language = current().language
    return {
        "kind": kind,
        "site_type": site_type,
        "difference": match.difference.value,
        "fields": list(match.fields),
        "older": [each.id for each in match.older],
        "newer": [each.id for each in match.newer],
        "older_text": [each.text.in_language(language) for each in match.older],
        "newer_text": [each.text.in_language(language) for each in match.newer],
    }


def _points(items: Iterable[CheckItem]) -> list[str]:
    return [shown(item.points) for item in items]


def _template(_context: Context, asked: Namespace) -> int:
    from assessor.exchange.scoring_template import scoring_template  # openpyxl loads slowly

    files.write(asked.out, scoring_template())
    print(asked.out)
    return 0


def _import(context: Context, asked: Namespace) -> int:
    from assessor.services.authoring import head_of, import_table, write_folder
    from assessor.services.kept_ids import with_kept_ids

    root, standard_id, revision = _place(asked.folder)
    library = Library(shipped("standards"), context.paths.standards, root)
    table = import_table(asked.table, library)
    for remark in table.remarks:
        complain(str(remark))
    if asked.after:
        former_id, _slash, former_revision = asked.after.partition("/")
        number = int(former_revision) if former_revision.isdecimal() else None
        table = with_kept_ids(table, library.standard(former_id, number))
    given = {key: getattr(asked, key) for key in _HEAD}
    given["id"] = given["id"] or standard_id
    given["revision"] = given["revision"] or revision
    written = write_folder(table, head_of(table, given), root, library)
    print(written.folder)
    items = ngettext("{count} item", "{count} items", len(table.items))
    print(
        _("{standard}: {items}, {unverified} unverified; {remarks} remarks.").format(
            standard=written.standard.ref,
            items=items.format(count=len(table.items)),
            unverified=written.standard.unverified,
            remarks=len(table.remarks),
        )
    )
    return 0


def _place(folder: Path) -> tuple[Path, str, str]:
    """The folder of standards, and the revision if the path names one: `…/NSC-2030/1`."""
    folder = folder.absolute()
    name = f"{folder.parent.name}/{folder.name}"
    if _REVISION.fullmatch(name):
        return folder.parent.parent, folder.parent.name, folder.name
    return folder, "", ""
