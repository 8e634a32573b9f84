"""`assessor rank`, `digest` and `rebuild`: what follows from the signed files."""

from argparse import ArgumentParser, Namespace
from typing import Any

from assessor import files
from assessor.cli.arguments import add_jobs, file_ending, pass_line
from assessor.cli.context import Context
from assessor.cli.issues import add_issue, note_issue, numbered
from assessor.cli.printing import complain, print_json, print_table, write_paper
from assessor.domain.boards import board_lines
from assessor.domain.bulletins import Series
from assessor.domain.profile_words import pass_words
from assessor.domain.scoring import shown
from assessor.i18n import _, current
from assessor.services import comparison
from assessor.services.rebuilding import rebuild
from assessor.services.wording import lacking_words, left_out_words, provisional_words


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    ranking = commands.add_parser("rank", parents=[options], help=_("rank units"))
    ranking.add_argument("--by", choices=comparison.BY, default=comparison.BY[0])
    ranking.add_argument("--campaign", default=None, metavar="ID", help=_("by default the latest"))
    ranking.add_argument(
        "--scoring", default=None, metavar="PROFILE", help=_("by default the campaign's")
    )
    ranking.add_argument(
        "--standard",
        default=None,
        metavar="ID",
        help=_("score the same observations under another standard, such as an overlay"),
    )
    ranking.add_argument(
        "--pass-line",
        type=pass_line,
        default=comparison.PassLine.AS_SET,
        metavar="SHARE",
        help=_("such as 0.85, or “none”; by default as set for the campaign"),
    )
    ranking.add_argument(
        "--out", type=file_ending(".pdf", ".xlsx"), default=None, metavar="X.pdf|X.xlsx"
    )
    add_issue(ranking)
    ranking.add_argument("--json", action="store_true")
    ranking.set_defaults(work=_rank)

    digest = commands.add_parser(
        "digest", parents=[options], help=_("the fingerprint of everything taken in")
    )
    digest.set_defaults(work=_digest)
    again = commands.add_parser(
        "rebuild", parents=[options], help=_("derive everything anew from the signed documents")
    )
    add_jobs(again)
    again.set_defaults(work=_rebuild)


def _rank(context: Context, asked: Namespace) -> int:
    result = comparison.rank_units(
        context.workspace,
        context.library,
        asked.by,
        asked.campaign,
        asked.scoring,
        standard=context.standard(asked.standard) if asked.standard else None,
        pass_line=asked.pass_line,
    )
    if asked.out is not None:
        _write_ranking(context, asked, result)
    for sentence in (lacking_words(result, current()), left_out_words(result, current())):
        if sentence:
            complain(sentence)
    rows = [_place_row(place) for place in result.places]
    if asked.json:
        print_json(rows)
        return 0
    heads = (_("Place"), _("Code"), _("Name"), _("Score"), _("Checks"), _("Verdict"), "")
    print_table(
        heads,
        (
            (
                row["place"] or "—",
                row["code"],
                row["name"],
                row["score"] or "—",
                row["checks"],
                pass_words(row["passed"], result.profile, current()) or "—",
                _("provisional") if row["provisional"] else "",
            )
            for row in rows
        ),
    )
    if result.provisional:
        complain(provisional_words(result, current()))
    return 0


def _place_row(place: Any) -> dict[str, Any]:
    return {
        "place": place.place,
        "code": place.code,
        "name": place.name,
        "score": None if place.score is None else shown(place.score),
        "checks": len(place.area.results),
        "provisional": place.provisional,
        "passed": place.passed,
    }


def _write_ranking(context: Context, asked: Namespace, result: comparison.RankingResult) -> None:
    settings = context.settings
    lines = board_lines(settings.red_line, settings.black_line)
    if asked.out.suffix.lower() == ".xlsx":
        from assessor.services.analysis_sheets import ranking_sheets  # openpyxl is slow to load

        sheets = ranking_sheets(context.workspace, context.library, result, current(), lines)
        files.write(asked.out, sheets)
        print(asked.out)
        return
    from assessor.services.reports import ranking_paper

    number = numbered(context, Series.RANKING, asked.issue)
    made = ranking_paper(
        context.workspace,
        context.library,
        result,
        context.language,
        issuer=settings.organisation,
        at=context.now,
        number=number,
        lines=lines,
    )
    write_paper(made, asked.out)
    note_issue(context, Series.RANKING, number, result.title(context.language))


def _digest(context: Context, _asked: Namespace) -> int:
    print(context.workspace.documents.fingerprint())
    return 0


def _rebuild(context: Context, asked: Namespace) -> int:
    if rebuild(context.workspace, context.library, asked.jobs):
        print(
            _("Derived anew from the documents: nothing differs. {digest}").format(
                digest=context.workspace.documents.fingerprint()
            )
        )
        return 0
    complain(_("What was stored differed from the documents and was replaced by what they say."))
    return 1
