import shutil
import string
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessor.domain.forms import BandLine, Mode
from assessor.domain.texts import Confidence
from assessor.standards import StandardError, load_standard
from tests.standards.standard_files import (
    STANDARD,
    change,
    only_problem,
    problems,
    problems_if_any,
    standard,
    written,
)

HEAD = "standard.toml"
CLAUSES = "clauses/1-premises.toml"
INDICATORS = "indicators.toml"
FORM = "site_types/SHOP.toml"
PROFILE = "profiles/plain.toml"
ITEM_1 = "item 1 (SHOP.01)"
ITEM_2 = "item 2 (SHOP.02)"

FLOOR = 'text.zh = "地面洁净"'
BANDS = "band_lines = [{ faults = 0, grade = 10 }, { faults = 2, grade = 7 }]"
CITED = 'clauses = ["SHOP-2030:30.01", "NSC-2014:14.22"]'


def test_a_sound_standard_is_read_whole(tmp_path):
    read = load_standard(standard(tmp_path))
    first, second = read.site_type("SHOP").items
    assert str(read.ref) == "SHOP-2030/1"
    assert [clause.id for clause in read.clauses] == ["30.01"]
    assert (first.mode, first.points, first.deduct) == (Mode.FAULTS, Decimal(60), Decimal(5))
    assert second.band_lines == (BandLine(0, 10), BandLine(2, 7))
    assert (second.veto_below, second.may_not_apply) == (Decimal("0.70"), False)
    assert read.clause(first.clauses[0]).origin.confidence is Confidence.SOURCED
    assert read.profile("plain").pass_line == Decimal("0.85")


WRONG = {
    # the kinds of values
    "a missing key": (FORM, FLOOR, "", ITEM_1, "text.zh", "missing"),
    "a missing table": (HEAD, 'title.zh = "门店卫生标准"\ntitle.en = "Hygiene of shops"', "", "", "title", "missing"),
    "an unknown key": (FORM, 'mode = "D"', 'mode = "D"\nwieght = "3"', ITEM_1, "wieght", "unknown key. Known are"),
    "a number for a text": (HEAD, 'issued = "2030-01"', "issued = 2030", "", "issued", "not a whole number"),
    "an empty text": (FORM, FLOOR, 'text.zh = " "', ITEM_1, "text.zh", "empty"),
    "a text with a space at its end": (FORM, FLOOR, 'text.zh = "地面 "', ITEM_1, "text.zh", "ends with a space"),
    "a control character": (FORM, FLOOR, 'text.zh = "地\\u0000面"', ITEM_1, "text.zh", "control character"),
    "a text for a table": (HEAD, 'issuer.zh = "某爱卫会"\nissuer.en = "A committee"', 'issuer = "A"', "", "issuer", "must be a table"),
    "a text for a list": (FORM, 'categories = ["CH05"]', 'categories = "CH05"', ITEM_1, "categories", "list in brackets"),
    "a number in a list of texts": (FORM, '["photo"]', "[1]", ITEM_1, "evidence", "not a whole number"),
    "the same text twice": (FORM, '["photo"]', '["photo", "photo"]', ITEM_1, "evidence", "twice"),
    "a float": (FORM, 'deduct = "5"', "deduct = 0.5", ITEM_1, "deduct", 'in quotes such as "0.5"'),
    "a float where no number belongs": (PROFILE, 'title.en = "Plain sum"', "title.en = 0.5", "", "title.en", "a decimal number"),
    "a bare whole number": (FORM, 'points = "60"', "points = 60", ITEM_1, "points", "in quotes"),
    "a number in words": (FORM, 'deduct = "5"', 'deduct = "five"', ITEM_1, "deduct", "five is no number"),
    "an exponent": (FORM, 'deduct = "5"', 'deduct = "5e0"', ITEM_1, "deduct", "5e0 is no number"),
    "nothing to deduct": (FORM, 'deduct = "5"', 'deduct = "0"', ITEM_1, "deduct", "0 is no number above 0"),
    "a share above one": (FORM, '"0.70"', '"70"', ITEM_2, "veto_below", "up to 1"),
    "a text for a flag": (PROFILE, "official = false", 'official = "no"', "", "official", "true or false"),
    "a flag for a number": (FORM, "faults = 2,", "faults = true,", ITEM_2, "band_lines.2.faults", "true or false"),
    "a text for a date": (HEAD, 'issued = "2030-01"', 'issued = "2030-01"\nvalid_from = "2030-03-01"', "", "valid_from", "a date such as"),
    "a time with the date": (HEAD, 'issued = "2030-01"', 'issued = "2030-01"\nvalid_from = 2030-03-01T00:00:00Z', "", "valid_from", "a date with a time"),
    "one table instead of a list": (INDICATORS, "[[indicator]]", "[indicator]", "", "indicator", "a list in brackets"),
    "a list of numbers for tables": (FORM, BANDS, "band_lines = [1]", ITEM_2, "band_lines", "must be tables"),
    # the head
    "a newer format": (HEAD, "format = 1", "format = 3", "", "format", "Update it"),
    "an impossible format": (HEAD, "format = 1", "format = 0", "", "format", "between"),
    "an id that is not the folder's": (HEAD, 'id = "SHOP-2030"', 'id = "SHOP-2031"', "", "id", "in SHOP-2030"),
    "an id in small letters": (HEAD, 'id = "SHOP-2030"', 'id = "shop"', "", "id", "NSC-2021"),
    "a revision that is not the folder's": (HEAD, "revision = 1", "revision = 3", "", "revision", "but in 1"),
    "an unknown level": (HEAD, '["county"]', '["county", "village"]', "", "levels", "city, county, town"),
    "a source twice": (HEAD, "[[source]]", '[[source]]\nid = "S01"\ntitle = { zh = "甲", en = "A" }\n[[source]]', "source 2 (S01)", "id", "twice"),
    "a form that is not there": (HEAD, '["SHOP"]', '["SHOP", "STALL"]', "", "", "missing"),
    "a profile that is not there": (HEAD, '["plain"]', '["plain", "other"]', "", "", "missing"),
    # origins
    "an unknown confidence": (INDICATORS, '"S"', '"A"', "indicator 1 (01)", "origin.confidence", "A is none of S, K, ?, own"),
    "a source nobody registered": (INDICATORS, '["S01"]', '["S02"]', "indicator 1 (01)", "origin.sources", "S02 is not known"),
    "a sourced statement without source": (INDICATORS, ', sources = ["S01"]', "", "indicator 1 (01)", "origin.sources", "at least one"),
    "a statement without origin": (PROFILE, 'origin = { confidence = "own" }', "", "", "origin", "missing"),
    "a note in one language": (PROFILE, '"own" }', '"own", note.zh = "注" }', "", "origin.note.en", "missing"),
    # clauses and indicators
    "a clause twice": (CLAUSES, "[[clause]]", '[[clause]]\nid = "30.01"\ntext = { zh = "甲", en = "A" }\nmethods = ["site"]\norigin = { confidence = "K" }\n[[clause]]', "clause 2 (30.01)", "id", "twice"),
    "an unknown method": (CLAUSES, '["site"]', '["smell"]', "clause 1 (30.01)", "methods", "smell"),
    "an unknown rule": (INDICATORS, '"threshold"', '"limit"', "indicator 1 (01)", "rule", "limit is none of"),
    "a scope that is no level": (INDICATORS, '["county"]', '["city"]', "indicator 1 (01)", "scopes", "city"),
    "an uncertain target": (INDICATORS, '"S", sources = ["S01"]', '"?"', "indicator 1 (01)", "target", "decides nothing"),
    # forms
    "a code that is not the file's": (FORM, 'code = "SHOP"', 'code = "STALL"', "", "code", "STALL.toml"),
    "points that do not add up": (FORM, 'points = "100"', 'points = "101"', "", "points", "add up to 100, not to 101"),
    "an item twice": (FORM, 'id = "SHOP.02"', 'id = "SHOP.01"', "item 2 (SHOP.01)", "id", "item 1 (SHOP.01)"),
    "a section twice": (FORM, 'id = "SHOP.B"', 'id = "SHOP.A"', "section 2 (SHOP.A)", "id", "twice"),
    "an item of another form": (FORM, 'id = "SHOP.02"', 'id = "STALL.02"', "item 2 (STALL.02)", "id", "SHOP.01"),
    "an unknown mode": (FORM, 'mode = "D"', 'mode = "X"', ITEM_1, "mode", "D, G, B, R, V"),
    "no deduction in mode D": (FORM, 'deduct = "5"', "", ITEM_1, "deduct", "needs"),
    "a deduction in mode G": (FORM, BANDS, 'deduct = "5"', ITEM_2, "deduct", "only mode D"),
    "a deduction above the points": (FORM, 'deduct = "5"', 'deduct = "61"', ITEM_1, "deduct", "more points"),
    "grades outside mode G": (FORM, 'mode = "G"', 'mode = "B"', ITEM_2, "band_lines", "only mode G"),
    "grades that do not fall": (FORM, "grade = 7", "grade = 10", ITEM_2, "band_lines", "lower grade"),
    "faults that do not rise": (FORM, "faults = 2", "faults = 0", ITEM_2, "band_lines", "more faults"),
    "a grade above ten": (FORM, "grade = 10", "grade = 11", ITEM_2, "band_lines.1.grade", "between 0 and 10"),
    "an unknown key in a grade": (FORM, "grade = 7", "grade = 7, graed = 1", ITEM_2, "band_lines.2.graed", "did you mean grade?"),
    "a second veto in mode V": (FORM, f'mode = "G"\npoints = "40"\n{BANDS}', 'mode = "V"\npoints = "40"', ITEM_2, "veto_below", "vetoes by itself"),
    "a clause that does not exist": (FORM, CITED, 'clauses = ["SHOP-2030:30.02"]', ITEM_1, "clauses", "30.02 is not known"),
    "a reference without standard": (FORM, CITED, 'clauses = ["30.01"]', ITEM_1, "clauses", "NSC-2021:21.10"),
    "a disorder of another spelling": (FORM, '["CH05"]', '["CH5"]', ITEM_1, "categories", "CH5 is not written as here: CH01"),
    "unknown evidence": (FORM, '["photo"]', '["video"]', ITEM_1, "evidence", "photo, document"),
    # profiles
    "a profile under another name": (PROFILE, 'id = "plain"', 'id = "other"', "", "id", "other.toml"),
    "modules that do not add up": (PROFILE, 'en = "On site"\npoints = "100"', 'en = "On site"\npoints = "99.5"', "", "points", "add up to 99.5"),
    "an unknown site type in a module": (PROFILE, '["SHOP"]', '["SHOP", "STALL"]', "module 1 (1)", "site_types", "STALL is not known"),
    "a pass line above one": (PROFILE, '"0.85"', '"85"', "", "pass_line", "up to 1"),
    "a whole number of another base that is huge": (HEAD, "revision = 1", "revision = 0x" + "f" * 5000, "", "revision", "between"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "field", "message"), WRONG.values(), ids=WRONG
)
def test_a_mistake_is_reported_with_file_place_and_field(
    tmp_path, file, old, new, place, field, message
):
    folder = standard(tmp_path)
    change(folder, file, old, new)
    found = problems(folder)
    assert any(
        (each.place, each.field) == (place, field) and message in each.message for each in found
    ), found
    assert len(found) == 1
    assert all("\n" not in str(each) for each in found)


def test_a_missing_file_is_named(tmp_path):
    folder = standard(tmp_path)
    (folder / FORM).unlink()
    problem = only_problem(folder)
    assert (problem.file, problem.message) == (FORM, "the file is missing.")


def test_a_module_twice_is_reported(tmp_path):
    folder = standard(tmp_path)
    module = (
        '[[module]]\nid = "1"\ntitle = { zh = "甲", en = "A" }\npoints = "40"\nsite_types = []\n'
    )
    change(folder, PROFILE, 'en = "On site"\npoints = "100"', 'en = "On site"\npoints = "60"')
    (folder / PROFILE).write_text((folder / PROFILE).read_text("utf-8") + module, "utf-8")
    assert str(only_problem(folder)).startswith(
        "profiles/plain.toml, module 2 (1), id: 1 is used twice"
    )


def test_a_chapter_twice_is_reported(tmp_path):
    folder = standard(tmp_path)
    text = (folder / CLAUSES).read_text("utf-8").replace("30.01", "30.02")
    written(folder, {"clauses/2-again.toml": text})
    assert str(only_problem(folder)).startswith("clauses/2-again.toml, id: 1 is used twice")


def test_a_mistyped_header_is_reported_with_what_it_should_be(tmp_path):
    folder = standard(tmp_path)
    change(folder, CLAUSES, "[[clause]]", "[[cluase]]")
    found = {each.field: each.message for each in problems(folder)}
    assert found["cluase"] == "unknown key; did you mean clause?"


def test_a_file_that_nobody_lists_is_reported_and_checked_too(tmp_path):
    folder = standard(tmp_path)
    text = (
        STANDARD[FORM].replace("SHOP.", "STALL.").replace('"SHOP"', '"STALL"').replace('"D"', '"X"')
    )
    written(folder, {"site_types/STALL.toml": text})
    assert {each.message for each in problems(folder)} == {
        "standard.toml does not list it under site_types.",
        "X is none of D, G, B, R, V.",
    }


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("site_type/STALL.toml", "did you mean site_types?"),
        ("notes.txt", "Take it away"),
        ("indicator.toml", "did you mean indicators.toml?"),
    ],
)
def test_a_file_that_belongs_nowhere_is_reported(tmp_path, file, message):
    folder = written(standard(tmp_path), {file: "x = 1\n"})
    problem = only_problem(folder)
    assert problem.file == file
    assert message in problem.message


def test_prose_and_hidden_files_are_no_problem(tmp_path):
    folder = written(
        standard(tmp_path), {"CHANGES.md": "New.", "README.md": "Read.", ".git/x": "y", ".swp": ""}
    )
    assert load_standard(folder).ref.id == "SHOP-2030"


def test_broken_toml_is_reported_with_its_line(tmp_path):
    folder = standard(tmp_path)
    change(folder, FORM, 'mode = "D"', "mode = D")
    problem = only_problem(folder)
    assert (problem.file, problem.place) == (FORM, "line 21, column 8")
    assert "not TOML" in problem.message


def test_a_file_in_another_encoding_is_reported_with_its_line(tmp_path):
    folder = standard(tmp_path)
    (folder / FORM).write_bytes(STANDARD[FORM].encode("gb18030"))
    problem = only_problem(folder)
    assert (problem.file, problem.place) == (FORM, "line 2")
    assert "UTF-8" in problem.message


def test_a_byte_order_mark_is_no_problem(tmp_path):
    folder = standard(tmp_path)
    (folder / FORM).write_text(STANDARD[FORM], encoding="utf-8-sig")
    assert load_standard(folder).site_types


def test_a_bottomless_file_is_reported(tmp_path):
    folder = written(standard(tmp_path), {INDICATORS: "a = " + "[" * 5000})
    assert "too deep" in only_problem(folder).message


def test_a_number_beyond_all_bounds_is_reported(tmp_path):
    folder = written(standard(tmp_path), {INDICATORS: "a = " + "9" * 5000})
    assert only_problem(folder).file == INDICATORS


def test_a_file_beyond_all_bounds_is_reported(tmp_path):
    folder = written(standard(tmp_path), {FORM: "#" * (3 << 20)})
    assert "larger than 2 MB" in only_problem(folder).message


def test_an_unreadable_file_is_reported_once(tmp_path):
    folder = standard(tmp_path)
    (folder / FORM).unlink()
    (folder / FORM).mkdir()
    assert only_problem(folder).file == FORM


def test_a_folder_that_does_not_exist_is_reported(tmp_path):
    found = problems(tmp_path / "SHOP-2030" / "1")
    assert any("no such file or folder" in each.message for each in found)


def test_a_file_in_place_of_the_folder_is_reported(tmp_path):
    (tmp_path / "1").write_text("x")
    assert problems(tmp_path / "1")


def test_a_folder_of_thousands_of_files_is_not_read_through(tmp_path):
    folder = standard(tmp_path)
    for number in range(600):
        (folder / f"{number}.txt").touch()
    assert any("at most 500 files" in each.message for each in problems(folder))


def test_of_a_newer_format_nothing_else_is_reported(tmp_path):
    folder = standard(tmp_path)
    change(folder, HEAD, "format = 1", "format = 7\nnovelty = 1")
    change(folder, FORM, 'mode = "D"', 'mode = "X"')
    assert (
        str(only_problem(folder))
        == "standard.toml, format: format 7 is newer than this program, which reads 2. Update it."
    )


def test_every_problem_of_a_folder_is_reported_at_once(tmp_path):
    folder = standard(tmp_path)
    change(folder, HEAD, 'issued = "2030-01"', "issued = 1")
    change(folder, CLAUSES, '["site"]', '["smell"]')
    change(folder, INDICATORS, '"threshold"', '"limit"')
    change(folder, FORM, 'mode = "D"', 'mode = "X"\nwieght = 1')
    change(folder, PROFILE, "official = false", "")
    (folder / "notes.txt").touch()
    expected = [HEAD, CLAUSES, INDICATORS, FORM, FORM, PROFILE, "notes.txt"]
    assert sorted(each.file for each in problems(folder)) == sorted(expected)


def test_a_broken_head_does_not_hide_the_rest_nor_blame_it(tmp_path):
    folder = standard(tmp_path)
    change(folder, HEAD, "format = 1", "format =")
    change(folder, FORM, 'mode = "D"', 'mode = "X"')
    assert [each.file for each in problems(folder)] == [HEAD, FORM]


def test_broken_clauses_do_not_blame_the_items(tmp_path):
    folder = standard(tmp_path)
    change(folder, CLAUSES, "[[clause]]", "[[clause")
    assert only_problem(folder).file == CLAUSES


def test_the_error_begins_with_the_folder_and_lists_every_problem(tmp_path):
    folder = standard(tmp_path)
    change(folder, FORM, 'mode = "D"', 'mode = "X"')
    change(folder, PROFILE, "official = false", 'official = "no"')
    with pytest.raises(StandardError) as caught:
        load_standard(folder)
    assert str(caught.value).splitlines() == [
        "SHOP-2030/1 cannot be used: 2 problems.",
        "site_types/SHOP.toml, item 1 (SHOP.01), mode: X is none of D, G, B, R, V.",
        "profiles/plain.toml, official: must be true or false, not a text in quotes.",
    ]
    assert caught.value.folder == folder.resolve()


def _key_lines():
    """Every line of the small standard that sets a key: file, line, the table it lies in."""
    for file, text in STANDARD.items():
        table, counts = "", {}
        for number, line in enumerate(text.splitlines()):
            if line.startswith("[["):
                table = line.strip("[]").rpartition(".")[2]
                counts[table] = counts.get(table, 0) + 1
            elif line:
                yield file, number, f"{table} {counts[table]}" if table else ""


KEY_LINES = list(_key_lines())
KEYS = {
    part
    for text in STANDARD.values()
    for line in text.splitlines()
    for part in line.partition(" =")[0].split(".")
}


@given(st.sampled_from(KEY_LINES), st.data())
@settings(max_examples=50, deadline=None)
def test_any_mistyped_key_is_reported_with_its_file_and_place(line, data):
    file, number, place = line
    lines = STANDARD[file].splitlines()
    key, equals, value = lines[number].partition(" =")
    spot = data.draw(st.integers(0, len(key)))
    end = data.draw(st.integers(spot, min(spot + 1, len(key))))
    typo = key[:spot] + data.draw(st.sampled_from(string.ascii_lowercase + "_")) + key[end:]
    assume(typo != key and not KEYS.issuperset(typo.split(".")))
    lines[number] = f"{typo}{equals}{value}"
    with tempfile.TemporaryDirectory() as root:
        folder = written(standard(Path(root)), {file: "\n".join(lines)})
        wrong = next(part for part in typo.split(".") if part not in KEYS)
        found = [each for each in problems(folder) if wrong in each.field.split(".")]
    assert found
    assert all(each.file == file and each.place.startswith(place) for each in found)
    assert any("unknown key" in each.message for each in found)


VALUES = ["1", "-1", "0.5", "nan", "true", "[]", "{}", '""', '"x"', '"?"', "[1]", "[[]]", "[{}]", "2030-01-01", "2030-01-01T00:00:00Z", "12:00:00", '"NaN"', "0x" + "f" * 5000]  # fmt: skip


@given(st.sampled_from(KEY_LINES), st.sampled_from(VALUES))
@settings(max_examples=50, deadline=None)
def test_whatever_stands_under_a_key_the_answer_is_a_standard_or_its_problems(line, value):
    file, number, _place = line
    lines = STANDARD[file].splitlines()
    lines[number] = f"{lines[number].partition(' =')[0]} = {value}"
    with tempfile.TemporaryDirectory() as root:
        folder = written(standard(Path(root)), {file: "\n".join(lines)})
        assert all(each.message and "\n" not in str(each) for each in problems_if_any(folder))


@given(st.sampled_from(sorted(STANDARD.keys() - {INDICATORS})), st.binary(max_size=60))
@settings(max_examples=30, deadline=None)
def test_whatever_bytes_a_file_holds_the_answer_is_a_sentence(file, data):
    with tempfile.TemporaryDirectory() as root:
        folder = standard(Path(root))
        (folder / file).write_bytes(data)
        assert all(each.message for each in problems(folder))


def test_a_standard_may_do_without_what_it_has_not(tmp_path):
    folder = standard(tmp_path)
    shutil.rmtree(folder / "profiles")
    (folder / INDICATORS).unlink()
    change(folder, HEAD, '["plain"]', "[]")
    read = load_standard(folder)
    assert read.profiles == read.indicators == ()
