"""`assessor report …` and `standards print`, as an office runs them."""

import pytest
from pypdf import PdfReader

from tests.actors import site


@pytest.fixture
def taken_in(assessor, office, result):
    assessor("--profile", office.folder, "merge", result)
    return office


def words_of(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_site_and_a_unit_are_reported_on(assessor, taken_in, tmp_path):
    out = tmp_path / "site.pdf"
    said = assessor("--profile", taken_in.folder, "report", "site", site().code, out)
    assert (said.code, said.out, said.err) == (0, f"{out}\n", "")
    assert "东门市场1" in words_of(out)
    out = tmp_path / "unit.pdf"
    assert assessor("--profile", taken_in.folder, "report", "unit", "990001001", out).code == 0
    assert "98.00" in words_of(out)


def test_a_bulletin_is_drafted_changed_and_set(assessor, taken_in, tmp_path):
    text, out = tmp_path / "draft.txt", tmp_path / "bulletin.pdf"
    profile = ("--profile", taken_in.folder, "report", "bulletin")
    assert assessor(*profile, text).code == 0
    changed = text.read_text(encoding="utf-8").replace("issuer:", "issuer: 县爱卫办")
    text.write_text(changed + "\n# 下一步\n限期整改。\n", encoding="utf-8")
    assert assessor(*profile, out, "--text", text, "--issue", "12").code == 0
    said = words_of(out)
    assert "Issue 12" in said
    assert "县爱卫办" in said
    assert "限期整改。" in said


def test_a_bulletin_of_the_numbers_alone_is_set_at_once(assessor, taken_in, tmp_path):
    out = tmp_path / "bulletin.pdf"
    said = assessor("--profile", taken_in.folder, "report", "bulletin", out, "--issue", "3")
    assert said.code == 0
    assert "Overview" in words_of(out)


def test_characters_that_cannot_be_printed_are_named(assessor, tmp_path):
    text, out = tmp_path / "t.txt", tmp_path / "b.pdf"
    text.write_text("标题：一\n期号：1\n\n姓\U00020bb7\n", encoding="utf-8")
    said = assessor("--profile", tmp_path, "report", "bulletin", out, "--text", text)
    assert said.code == 0
    assert "\U00020bb7" in said.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("report", "site", "990001001001-MARKET-0009", "OUT.pdf"), 1),
        (("report", "unit", "990009", "OUT.pdf"), 1),
        (("report", "bulletin", "OUT.pdf"), 1),
        (("report", "bulletin", "OUT.pdf", "--issue", "0"), 2),
        (("report", "site", "990001001001-MARKET-0001", "OUT.docx"), 2),
        (("standards", "print", "NSC-2021", "--site-type", "PIER", "OUT.pdf"), 1),
    ],
)
def test_what_cannot_be_reported_is_refused_and_leaves_no_file(
    assessor, office, tmp_path, arguments, code
):
    given = [tmp_path / each if each.startswith("OUT") else each for each in arguments]
    said = assessor("--profile", office.folder, *given)
    assert said.code == code
    assert said.err
    assert not list(tmp_path.glob("OUT*"))


def test_blank_forms_are_printed(assessor, tmp_path):
    out = tmp_path / "form.pdf"
    arguments = ("standards", "print", "NSC-2021", "--site-type", "MARKET", out)
    assert assessor("--profile", tmp_path, *arguments).code == 0
    assert "Site check form" in words_of(out)


def test_a_ranking_gets_a_numbered_issue(assessor, taken_in, tmp_path):
    out = tmp_path / "r.pdf"
    assert assessor("--profile", taken_in.folder, "rank", "--out", out, "--issue", "8").code == 0
    assert "Issue 8" in words_of(out)


def test_numbers_are_proposed_and_one_used_twice_is_warned_of(assessor, taken_in, tmp_path):
    profile, first = ("--profile", taken_in.folder), tmp_path / "1.pdf"
    assert assessor(*profile, "rank", "--out", first, "--issue", "7").err == ""
    out = tmp_path / "2.pdf"
    assert assessor(*profile, "rank", "--out", out, "--issue", "next").code == 0
    assert "Issue 8" in words_of(out)
    text = tmp_path / "t.txt"
    text.write_text("标题：六月\n期号：7\n\n字\n", encoding="utf-8")
    again = assessor(*profile, "report", "bulletin", out, "--text", text)
    assert (again.code, again.err) == (0, "")  # another series
    text.write_text("标题：七月\n期号：7\n\n字\n", encoding="utf-8")
    again = assessor(*profile, "report", "bulletin", out, "--text", text)
    assert again.code == 0
    assert "Issue 7" in again.err
    assert "六月" in again.err


@pytest.mark.parametrize(("name", "start"), [("r.pdf", b"%PDF-"), ("r.xlsx", b"PK")])
def test_an_import_has_a_receipt(assessor, taken_in, tmp_path, name, start):
    said = assessor("--profile", taken_in.folder, "imports", "receipt", 1, tmp_path / name)
    assert (said.code, said.out) == (0, f"{tmp_path / name}\n")
    assert (tmp_path / name).read_bytes().startswith(start)
    assert assessor("--profile", taken_in.folder, "imports", "receipt", 2, "x.pdf").code == 1
