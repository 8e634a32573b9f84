import hashlib
import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest

from assessor.domain.figures import Answer, Area, ProofKind, Subject
from assessor.domain.inspection import Unit, UnitKind
from assessor.domain.judging import Ground, Verdict
from assessor.errors import AssessorError
from assessor.exchange import proofs
from assessor.exchange.errors import FormatError
from assessor.exchange.sheets import SpreadsheetError
from assessor.files import FileError
from assessor.services.figure_sheets import TakenIn, take_in_sheet, write_sheet
from assessor.services.figures import (
    Entry,
    answer_prerequisite,
    attach,
    enter_value,
    figures,
    level_of,
    summary,
)

ENTRY = Entry("资料员", datetime(2026, 1, 5, tzinfo=UTC))
COUNTY = "990001"
AREA = Area(COUNTY, "NSC-2021")
PDF = b"%PDF-1.7 nothing else"


@pytest.fixture
def workspace(workspace):
    """One that knows the county."""
    workspace.register.save_units([Unit(COUNTY, "示例县", UnitKind.COUNTY)])
    return workspace


@pytest.fixture(scope="module")
def standard(library):
    return library.standard("NSC-2021")


def ofd():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("OFD.xml", "<OFD/>")
    return content.getvalue()


def row(workspace, standard, indicator, year=2025):
    table = figures(workspace, standard, COUNTY, year)
    return next(each for each in table.indicators if each.indicator.id == indicator)


def test_values_are_judged_by_the_rules_of_the_standard(workspace, standard):
    for year, value in ((2023, "51"), (2024, "50.5"), (2025, "５０.4")):
        enter_value(workspace, standard, COUNTY, "33", year, ENTRY, value=value)
    enter_value(workspace, standard, COUNTY, "48", 2025, ENTRY, value="84.9%")
    enter_value(workspace, standard, COUNTY, "55", 2025, ENTRY, value="C级")
    enter_value(workspace, standard, COUNTY, "03", 2025, ENTRY, value="99")
    falling = row(workspace, standard, "33")
    assert falling.values == {2023: "51", 2024: "50.5", 2025: "50.4"}
    assert falling.judgement.verdict is Verdict.MET
    assert row(workspace, standard, "48").judgement.verdict is Verdict.UNMET
    assert row(workspace, standard, "55").judgement.verdict is Verdict.MET
    assert row(workspace, standard, "03").judgement.ground is Ground.NO_TARGET
    table = figures(workspace, standard, COUNTY, 2025)
    assert summary(table) == f"met 2, unmet 1, unknown {len(table.indicators) - 3}"
    assert table.years == (2021, 2022, 2023, 2024, 2025)


def test_only_the_indicators_of_the_level_are_asked_for(workspace, standard):
    county, city = (figures(workspace, standard, unit, 2025) for unit in (COUNTY, "530100"))
    assert (county.level, city.level) == ("county", "city")
    assert (len(county.indicators), len(city.indicators)) == (52, 56)
    assert level_of("990001001", standard) == "city"  # the standard has no column for towns


def test_what_is_not_named_stays_as_it_is(workspace, standard):
    enter_value(workspace, standard, COUNTY, "49", 2025, ENTRY, value="6.5", remark=" 台账 ")
    enter_value(workspace, standard, COUNTY, "49", 2025, ENTRY, plan="7")
    kept = row(workspace, standard, "49")
    assert (kept.values[2025], kept.plan, kept.remark) == ("6.5", "7", "台账")
    assert kept.judgement.verdict is Verdict.UNMET
    enter_value(workspace, standard, COUNTY, "49", 2025, ENTRY, value="")
    assert row(workspace, standard, "49").judgement.missing == (2025,)
    (value,) = workspace.figures.values(AREA)
    assert (value.entered_by, value.entered_at) == (ENTRY.by, ENTRY.at)


@pytest.mark.parametrize(
    ("indicator", "value", "words"),
    [("99", "1", "no indicator 99"), ("48", "many", "digits"), ("48", "100.1", "100 at most")],
)
def test_what_cannot_be_entered_is_a_sentence_and_keeps_nothing(
    workspace, standard, indicator, value, words
):
    with pytest.raises(AssessorError, match=words):
        enter_value(workspace, standard, COUNTY, indicator, 2025, ENTRY, value=value)
    with pytest.raises(AssessorError, match="no prerequisite P99"):
        answer_prerequisite(workspace, standard, COUNTY, "P99", ENTRY, answer=Answer.NO)
    assert workspace.figures.values(AREA) == workspace.figures.answers(AREA) == ()


def test_a_unit_that_the_register_lacks_reports_nothing(workspace, standard, sheet, tmp_path):
    with pytest.raises(AssessorError, match="no unit 990002"):
        enter_value(workspace, standard, "990002", "48", 2025, ENTRY, value="1")
    with pytest.raises(AssessorError, match="no unit 990002"):
        answer_prerequisite(workspace, standard, "990002", "P01", ENTRY, answer=Answer.NO)
    with pytest.raises(AssessorError, match="no unit 990002"):
        take_in_sheet(workspace, standard, "990002", 2025, sheet, ENTRY)
    with pytest.raises(AssessorError, match="no unit 990002"):
        attach(workspace, Area("990002", "NSC-2021"), Subject.INDICATOR, "48", 2025, sheet)


def test_prerequisites_are_unknown_until_they_are_answered(workspace, standard):
    answer_prerequisite(workspace, standard, COUNTY, "P01", ENTRY, answer=Answer.NO)
    answer_prerequisite(workspace, standard, COUNTY, "P01", ENTRY, remark="旱厕3座")
    rows = figures(workspace, standard, COUNTY, 2025).prerequisites
    answers = {each.prerequisite.id: each.answer.answer for each in rows}
    assert answers.pop("P01") is Answer.NO
    assert set(answers.values()) == {Answer.UNKNOWN}
    assert rows[0].answer.remark == "旱厕3座"
    assert workspace.figures.answered_no("NSC-2021") == {COUNTY: ("P01",)}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, ProofKind.PDF),
        (b"\xff\xd8\xff\xe0 picture", ProofKind.JPEG),
        (b"\x89PNG\r\n\x1a\n picture", ProofKind.PNG),
        (ofd(), ProofKind.OFD),
    ],
)
def test_evidence_is_kept_byte_for_byte_once(workspace, tmp_path, content, kind):
    path = tmp_path / "佐证.bin"
    path.write_bytes(content)
    proof = attach(workspace, AREA, Subject.INDICATOR, "36", 2025, path)
    assert attach(workspace, AREA, Subject.INDICATOR, "36", 2025, path) == proof
    assert workspace.figures.proofs(AREA) == (proof,)
    assert (proof.kind, proof.size, proof.name) == (kind, len(content), "佐证.bin")
    assert proof.digest == hashlib.sha256(content).hexdigest()
    kept = workspace.figures.proof_file(proof)
    assert (kept.read_bytes(), kept.suffix) == (content, f".{kind}")
    workspace.figures.drop_proof(AREA, proof)
    assert workspace.figures.proofs(AREA) == ()
    kept.write_bytes(b"changed")
    with pytest.raises(AssessorError, match=r"佐证.bin is missing or was changed"):
        workspace.figures.proof_file(proof)


@pytest.mark.parametrize("content", [b"", b"MZ program", b"PK\x03\x04 broken", b"<html>"])
def test_other_files_are_no_evidence(workspace, tmp_path, content):
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    with pytest.raises(FormatError, match="must be a PDF, an OFD or a picture"):
        attach(workspace, AREA, Subject.PREREQUISITE, "P01", 0, path)
    assert workspace.figures.proofs(AREA) == ()


def test_evidence_that_is_too_large_or_not_there_is_a_sentence(workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(proofs, "LARGEST", 8)
    path = tmp_path / "x.pdf"
    path.write_bytes(PDF)
    for wrong in (path, tmp_path / "missing.pdf"):
        with pytest.raises(FileError):
            attach(workspace, AREA, Subject.INDICATOR, "36", 2025, wrong)


@pytest.fixture
def sheet(workspace, standard, tmp_path):
    """The county's spreadsheet, with one value known."""
    enter_value(workspace, standard, COUNTY, "36", 2024, ENTRY, value="88")
    path = tmp_path / "指标.xlsx"
    write_sheet(workspace, standard, COUNTY, 2025, path, "zh_CN")
    return path


def fill(path, **cells):
    book = openpyxl.load_workbook(path)
    for where, value in cells.items():
        name, _, cell = where.partition("_")
        book[{"i": "指标", "p": "申报条件", "a": "范围"}[name]][cell] = value
    book.save(path)


def line_of(path, indicator):
    book = openpyxl.load_workbook(path)
    return next(r for r in range(3, 60) if book["指标"].cell(r, 1).value == indicator)


def test_the_spreadsheet_shows_rules_years_and_what_is_known(sheet):
    book = openpyxl.load_workbook(sheet)
    captions = [cell.value for cell in book["指标"][2]]
    assert captions[4:9] == [f"{year}年 {year}" for year in range(2021, 2026)]
    line = line_of(sheet, "36")
    assert book["指标"].cell(line, 4).value == "≥90%"
    assert book["指标"].cell(line, 8).value == "88"
    assert book["范围"]["B3"].value == COUNTY


def test_a_filled_in_spreadsheet_is_taken_in(workspace, standard, sheet):
    line, falling = line_of(sheet, "36"), line_of(sheet, "33")
    fill(
        sheet,
        **{f"i_I{line}": 0.955, f"i_G{falling}": 51, f"i_H{falling}": 50.5, f"i_K{line}": "台账"},
        p_C3="否",
    )
    book = openpyxl.load_workbook(sheet)
    book["指标"][f"I{line}"].number_format = "0.00%"  # what Excel makes of a typed 95.5%
    book.save(sheet)
    assert take_in_sheet(workspace, standard, COUNTY, 2025, sheet, ENTRY) == TakenIn(3, 1)
    kept = row(workspace, standard, "36")
    assert (kept.values, kept.remark) == ({2024: "88", 2025: "95.5"}, "台账")
    assert row(workspace, standard, "33").values == {2023: "51", 2024: "50.5"}
    assert workspace.figures.answered_no("NSC-2021") == {COUNTY: ("P01",)}
    assert take_in_sheet(workspace, standard, COUNTY, 2025, sheet, ENTRY) == TakenIn(0, 0)


def test_every_problem_is_told_with_its_cell_and_nothing_is_kept(workspace, standard, sheet):
    line = line_of(sheet, "36")
    before = workspace.figures.values(AREA)
    fill(
        sheet,
        **{f"i_I{line}": "约九成", f"i_H{line + 1}": "=1+1", "i_A3": "361", "i_E2": "20 21"},
        p_C3="大概",
        a_B3="530325",
    )
    with pytest.raises(SpreadsheetError) as refused:
        take_in_sheet(workspace, standard, COUNTY, 2025, sheet, ENTRY)
    cells = {f"{problem.sheet}!{problem.cell}" for problem in refused.value.problems}
    assert cells == {
        f"指标!I{line}",
        f"指标!H{line + 1}",
        "指标!A3",
        "指标!E2",
        "申报条件!C3",
        "范围!B3",
    }
    assert workspace.figures.values(AREA) == before


def test_a_year_is_entered_under_its_own_standard_and_unit(workspace, standard, library):
    enter_value(workspace, standard, COUNTY, "36", 2025, ENTRY, value="95")
    other = figures(workspace, standard, "990002", 2025)
    assert all(not each.values for each in other.indicators)
    older = figures(workspace, library.standard("NSC-2014"), COUNTY, 2025)
    assert all(not each.values for each in older.indicators)


def test_pass_lines_are_exact(workspace):
    workspace.figures.set_pass_line("Q4", Decimal("0.850"))
    assert str(workspace.figures.pass_line("Q4")) == "0.850"
    assert workspace.figures.pass_line("Q3") is None
