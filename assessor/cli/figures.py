"""`assessor indicators …` and `assessor prerequisites …`: what an area reports, and its verdict."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

from assessor.cli.arguments import file_ending
from assessor.cli.context import Context
from assessor.cli.printing import print_json, print_table
from assessor.domain.figures import Answer, Subject
from assessor.domain.inspection import CHINA_TIME
from assessor.domain.judging_words import (
    answer_words,
    ground_words,
    rule_words,
    value_words,
    verdict_words,
)
from assessor.i18n import _, current
from assessor.services import figures
from assessor.services.figures import Entry, FigureTable, IndicatorRow, PrerequisiteRow

_YEARS = range(2000, 2100)


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    parser = commands.add_parser(
        "indicators", parents=[options], help=_("yearly figures of an area, judged")
    )
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    showing = _action(actions, options, "show", _("values and verdicts"))
    showing.add_argument("--json", action="store_true")
    showing.set_defaults(work=_show)
    setting = _action(actions, options, "set", _("enter a value"))
    setting.add_argument("indicator", metavar="ID")
    setting.add_argument("value", nargs="?", default=None, help=_("96.5, yes or C; '' for none"))
    setting.add_argument("--plan", default=None, help=_("what an external plan asks for"))
    setting.add_argument("--remark", default=None)
    _take_evidence(setting)
    setting.set_defaults(work=_set)
    importing = _action(actions, options, "import", _("take in a filled-in spreadsheet"))
    importing.add_argument("file", type=Path, metavar="X.xlsx")
    importing.set_defaults(work=_import)
    exporting = _action(actions, options, "export", _("write the spreadsheet to fill in"))
    exporting.add_argument("out", type=file_ending(".xlsx"), metavar="X.xlsx")
    exporting.set_defaults(work=_export)

    parser = commands.add_parser(
        "prerequisites", parents=[options], help=_("conditions for applying, answered yes or no")
    )
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))
    showing = _action(actions, options, "show", _("conditions and answers"))
    showing.add_argument("--json", action="store_true")
    showing.set_defaults(work=_show_prerequisites)
    setting = _action(actions, options, "set", _("answer a condition"))
    setting.add_argument("prerequisite", metavar="ID")
    setting.add_argument("answer", choices=[str(each) for each in Answer])
    setting.add_argument("--remark", default=None)
    _take_evidence(setting)
    setting.set_defaults(work=_answer)


def _action(actions: Any, options: ArgumentParser, name: str, words: str) -> ArgumentParser:
    """An action on the figures of one unit under one standard."""
    parser: ArgumentParser = actions.add_parser(name, parents=[options], help=words)
    parser.add_argument("--standard", default="NSC-2021", metavar="ID")
    parser.add_argument("--unit", required=True, metavar="CODE", help=_("a unit's code"))
    parser.add_argument(
        "--year", type=_year, default=None, help=_("by default the year before this one")
    )
    return parser


def _take_evidence(parser: ArgumentParser) -> None:
    words = _("a PDF, an OFD or a picture; may be given several times")
    parser.add_argument(
        "--evidence", type=Path, action="append", default=[], metavar="FILE", help=words
    )


def _year(text: str) -> int:
    if text.isascii() and text.isdecimal() and int(text) in _YEARS:
        return int(text)
    raise ArgumentTypeError(_("{text}: write a year such as 2025").format(text=text))


def _year_of(context: Context, asked: Namespace) -> int:
    """The year asked for; figures of a year are known when it is over."""
    if asked.year is not None:
        return int(asked.year)
    return context.now.astimezone(CHINA_TIME).year - 1


def _table(context: Context, asked: Namespace) -> FigureTable:
    standard = context.standard(asked.standard)
    year = _year_of(context, asked)
    return figures.figures(context.workspace, standard, asked.unit, year)


def _entry(context: Context) -> Entry:
    return Entry(context.settings.inspector, context.now)


def _show(context: Context, asked: Namespace) -> int:
    table = _table(context, asked)
    if asked.json:
        print_json(_indicator_row(row, table) for row in table.indicators)
        return 0
    heads = (_("Id"), _("Indicator"), _("Rule"), *map(str, table.years), _("Verdict"), _("Why"))
    translator = current()
    print_table(
        heads,
        (
            (
                row.indicator.id,
                row.indicator.name.in_language(translator.language),
                rule_words(row.indicator, translator),
                *(
                    value_words(row.indicator.kind, row.values.get(year, ""), translator)
                    for year in table.years
                ),
                verdict_words(row.judgement.verdict, translator),
                ground_words(row.judgement, translator),
            )
            for row in table.indicators
        ),
    )
    print(figures.summary(table))
    return 0


def _indicator_row(row: IndicatorRow, table: FigureTable) -> dict[str, Any]:
    return {
        "id": row.indicator.id,
        "name": row.indicator.name.in_language(current().language),
        "rule": str(row.indicator.rule),
        "target": row.indicator.target.in_language(current().language)
        if row.indicator.target
        else None,
        "year": table.year,
        "values": {str(year): value for year, value in sorted(row.values.items())},
        "plan": row.plan,
        "remark": row.remark,
        "verdict": str(row.judgement.verdict),
        "ground": str(row.judgement.ground),
        "missing": list(row.judgement.missing),
        "evidence": [proof.name for proof in row.proofs],
    }


def _set(context: Context, asked: Namespace) -> int:
    standard, year = context.standard(asked.standard), _year_of(context, asked)
    figures.enter_value(
        context.workspace,
        standard,
        asked.unit,
        asked.indicator,
        year,
        _entry(context),
        value=asked.value,
        plan=asked.plan,
        remark=asked.remark,
    )
    table = _table(context, asked)
    for path in asked.evidence:
        figures.attach(
            context.workspace, table.area, Subject.INDICATOR, asked.indicator, year, path
        )
    for row in table.indicators:
        if row.indicator.id == asked.indicator:
            print(verdict_words(row.judgement.verdict, current()))
            print(ground_words(row.judgement, current()))
    return 0


def _import(context: Context, asked: Namespace) -> int:
    from assessor.services.figure_sheets import take_in_sheet

    taken = take_in_sheet(
        context.workspace,
        context.standard(asked.standard),
        asked.unit,
        _year_of(context, asked),
        asked.file,
        _entry(context),
    )
    print(
        _("Taken in: {values} values, {answers} answers.").format(
            values=taken.values, answers=taken.answers
        )
    )
    return 0


def _export(context: Context, asked: Namespace) -> int:
    from assessor.services.figure_sheets import write_sheet

    write_sheet(
        context.workspace,
        context.standard(asked.standard),
        asked.unit,
        _year_of(context, asked),
        asked.out,
        context.language,
    )
    print(asked.out)
    return 0


def _show_prerequisites(context: Context, asked: Namespace) -> int:
    table = _table(context, asked)
    if asked.json:
        print_json(_prerequisite_row(row) for row in table.prerequisites)
        return 0
    print_table(
        (_("Id"), _("Condition"), _("Answer"), _("Evidence"), _("Remark")),
        (
            (
                row.prerequisite.id,
                row.prerequisite.text.in_language(current().language),
                answer_words(row.answer.answer, current()),
                len(row.proofs),
                row.answer.remark,
            )
            for row in table.prerequisites
        ),
    )
    return 0


def _prerequisite_row(row: PrerequisiteRow) -> dict[str, Any]:
    return {
        "id": row.prerequisite.id,
        "text": row.prerequisite.text.in_language(current().language),
        "answer": str(row.answer.answer),
        "remark": row.answer.remark,
        "evidence": [proof.name for proof in row.proofs],
    }


def _answer(context: Context, asked: Namespace) -> int:
    standard = context.standard(asked.standard)
    figures.answer_prerequisite(
        context.workspace,
        standard,
        asked.unit,
        asked.prerequisite,
        _entry(context),
        answer=Answer(asked.answer),
        remark=asked.remark,
    )
    area = _table(context, asked).area
    for path in asked.evidence:
        figures.attach(context.workspace, area, Subject.PREREQUISITE, asked.prerequisite, 0, path)
    print(answer_words(Answer(asked.answer), current()))
    return 0
