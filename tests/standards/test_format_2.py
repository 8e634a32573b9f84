"""What format 2 of the files brought: read whole, and every mistake with its place."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.indicators import Direction, Kind, Prerequisite
from assessor.domain.limits import Bound, Comparison
from assessor.domain.profiles import Method, Weight
from assessor.domain.standard import Kinship
from assessor.standards import load_standard, load_vocabulary
from tests.standards.standard_files import (
    RICH,
    change,
    only_problem,
    problems,
    problems_if_any,
    rich_standard,
    rich_vocabulary,
    written,
)

HEAD = "standard.toml"
INDICATORS = "indicators.toml"
PREREQUISITES = "prerequisites.toml"
THRESHOLDS = "thresholds.toml"
CROSSWALK = "crosswalk/SHOP-2020.toml"
FORM = "site_types/SHOP.toml"
PROFILE = "profiles/plain.toml"
BOUNDS = 'bounds = [{ comparison = "≥", value = "90", level = "county" }]'
LINES = 'pass_lines = ["0.8", "0.85", "0.90"]'
WEIGHTS = 'weights = [{ site_type = "SHOP", weight = "2" }]'


def test_the_head_says_when_and_where_a_standard_is_proposed(tmp_path):
    read = load_standard(rich_standard(tmp_path))
    assert (read.proposed_from, read.proposed_to) == (date(2030, 3, 1), date(2034, 12, 31))
    assert (read.overlay, read.areas) == (True, ("53", "5304"))


def test_indicators_have_bounds_as_numbers(tmp_path):
    first, second = load_standard(rich_standard(tmp_path)).indicators
    assert first.bounds == (Bound(Comparison.AT_LEAST, Decimal(90), "county"),)
    assert (first.better, first.years, first.unit.en) == (Direction.HIGHER, 3, "%")
    assert first.clauses == ("SHOP-2030:30.01",)
    assert (second.kind, second.bounds[0].value) == (Kind.GRADE, Decimal(3))


def test_prerequisites_name_their_evidence_clauses_and_indicators(tmp_path):
    (read,) = load_standard(rich_standard(tmp_path)).prerequisites
    assert isinstance(read, Prerequisite)
    assert (read.id, read.evidence.en, read.indicators) == ("P01", "A document", ("01",))


def test_thresholds_are_figures_to_judge_by_and_unverified_ones_have_none(tmp_path):
    read = load_standard(rich_standard(tmp_path))
    flies, gap = read.thresholds
    assert (flies.bound, flies.limit.en, flies.condition.en) == (
        Bound(Comparison.AT_MOST, Decimal(0)),
        "none",
        "Class 1",
    )
    assert (gap.bound, gap.limit, gap.condition, gap.unit) == (None, None, None, None)
    assert read.threshold("shop.gap") is gap
    item = read.site_type("SHOP").items[0]
    assert (item.thresholds, item.veto_on_severe) == (("shop.gap",), True)
    assert read.site_type("SHOP").groups == ("small6",)


def test_a_crosswalk_tells_what_became_of_older_clauses(tmp_path):
    (read,) = load_standard(rich_standard(tmp_path)).crosswalks
    joined, gone = read.correspondences
    assert read.older == "SHOP-2020"
    assert (joined.older, joined.newer) == (("20.01", "20.02"), ("30.01",))
    assert (gone.kinship, gone.newer) == (Kinship.GONE, ())


def test_a_profile_may_count_deductions_and_weigh_its_site_types(tmp_path):
    read = load_standard(rich_standard(tmp_path)).profile("plain")
    assert (read.method, read.worst, read.pass_line) == (Method.DEDUCTIONS, 3, None)
    assert read.pass_lines == (Decimal("0.8"), Decimal("0.85"), Decimal("0.90"))
    assert read.modules[0].weights == (Weight("SHOP", Decimal(2)),)
    assert read.modules[0].clauses == ("SHOP-2030:30.01",)


def test_a_vocabulary_has_groups_and_phrases(tmp_path):
    read = load_vocabulary(rich_vocabulary(tmp_path))
    assert read.group("small6").name.zh == "六小"
    first, second = read.phrases
    assert (first.category, first.site_types, first.items) == ("CH01", ("SHOP",), ("SHOP.01",))
    assert (second.words.zh, second.category) == ("地面不洁", "")


WRONG = {
    "a day in quotes": (HEAD, "= 2030-03-01", '= "2030-03-01"', "proposed_from"),
    "an area that is no code": (HEAD, '"5304"', '"YN"', "areas"),
    "an end before the start": (HEAD, "= 2034-12-31", "= 2029-12-31", "proposed_to"),
    "a bound without a target": (
        INDICATORS, 'target.zh = "≥90%"\ntarget.en = "≥90%"\n', "", "bounds"),
    "a comparison of another kind": (INDICATORS, '"≥", value', '">=", value', "bounds.1.comparison"),
    "a bound that is no text": (INDICATORS, 'value = "90"', "value = 90", "bounds.1.value"),
    "a bound for another level": (INDICATORS, 'level = "county"', 'level = "city"', "bounds.1.level"),
    "an unknown key of a bound": (INDICATORS, "level =", "levle =", "bounds.1.levle"),
    "a grade beyond D": (INDICATORS, 'value = "3"', 'value = "5"', "bounds.1.value"),
    "a trend without direction": (INDICATORS, 'better = "higher"\n', "", "better"),
    "a trend of one year": (INDICATORS, "years = 3", "years = 1", "years"),
    "another direction": (INDICATORS, '"higher"', '"up"', "better"),
    "an unknown clause of an indicator": (INDICATORS, "30.01", "30.02", "clauses"),
    "an uncertain bound": (
        INDICATORS, BOUNDS, 'bounds = [{ comparison = "≥", value = "bad" }]', "bounds.1.value"),
    "an unknown indicator": (PREREQUISITES, '["01"]', '["09"]', "indicators"),
    "an unknown clause of a condition": (PREREQUISITES, "30.01", "30.02", "clauses"),
    "a condition's id": (PREREQUISITES, '"P01"', '"1"', "id"),
    "a limit without words": (THRESHOLDS, 'limit.zh = "无"\nlimit.en = "none"\n', "", "bound"),
    "a limit that nobody verified": (
        THRESHOLDS, 'subject.zh = "门缝"', 'limit.zh = "x"\nlimit.en = "x"\nsubject.zh = "门缝"',
        "limit"),
    "a level in a figure": (THRESHOLDS, 'value = "0"', 'value = "0", level = "county"',
        "bound.level"),
    "a figure twice": (THRESHOLDS, '"shop.flies.1"', '"shop.gap"', "id"),
    "an unknown figure": (FORM, '["shop.gap"]', '["shop.gaps"]', "thresholds"),
    "a group in Chinese": (FORM, '"small6"', '"六小"', "groups"),
    "an unknown newer clause": (CROSSWALK, '"30.01"', '"30.1"', "newer"),
    "joined from one": (CROSSWALK, '["20.01", "20.02"]', '["20.01"]', "kinship"),
    "gone and still there": (
        CROSSWALK, 'older = ["20.03"]', 'older = ["20.03"]\nnewer = ["30.01"]', "kinship"),
    "gone and joined": (CROSSWALK, '["20.03"]', '["20.01"]', "kinship"),
    "another kinship": (CROSSWALK, '"gone"', '"lost"', "kinship"),
    "another method": (PROFILE, '"deductions"', '"deduction"', "method"),
    "lines that fall": (PROFILE, LINES, 'pass_lines = ["0.9", "0.8"]', "pass_lines"),
    "a line above 1": (PROFILE, LINES, 'pass_lines = ["85"]', "pass_lines"),
    "a line without quotes": (PROFILE, LINES, "pass_lines = [0.8]", "pass_lines"),
    "no worst site": (PROFILE, "worst = 3", "worst = 0", "worst"),
    "a weight of nothing": (PROFILE, 'weight = "2"', 'weight = "0"', "weights.1.weight"),
    "a weight of a strange type": (PROFILE, 'e = "SHOP", w', 'e = "SHED", w', "weights.1.site_type"),
    "an unknown clause of a module": (PROFILE, "30.01", "30.02", "clauses"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "field"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_reported_with_file_and_field(tmp_path, file, old, new, field):
    folder = rich_standard(tmp_path)
    change(folder, file, old, new)
    problem = only_problem(folder)
    assert (problem.file, problem.field) == (file, field)


def test_a_reference_that_resembles_a_known_id_is_explained(tmp_path):
    folder = rich_standard(tmp_path)
    change(folder, FORM, '["shop.gap"]', '["shop.gaps"]')
    assert "did you mean shop.gap?" in only_problem(folder).message


def test_an_uncertain_indicator_has_neither_target_nor_bounds(tmp_path):
    folder = rich_standard(tmp_path)
    text = (folder / INDICATORS).read_text("utf-8")
    text = text.replace('confidence = "S", sources = ["S01"]', 'confidence = "?"', 1)
    (folder / INDICATORS).write_text(text, "utf-8")
    assert [each.field for each in problems(folder)] == ["target", "bounds"]


@pytest.mark.parametrize("name", ["shop-2020", "SHOP-2030"])
def test_a_crosswalk_is_named_after_an_older_standard(tmp_path, name):
    folder = rich_standard(tmp_path)
    (folder / CROSSWALK).rename(folder / "crosswalk" / f"{name}.toml")
    assert "older standard" in only_problem(folder).message


def test_what_is_newer_than_the_stated_format_is_told_once(tmp_path):
    folder = rich_standard(tmp_path)
    change(folder, HEAD, "format = 2", "format = 1")
    found = [each for each in problems(folder) if "format = 2" in each.message]
    assert [(each.file, each.field) for each in found] == [(HEAD, "proposed_from")]


WRONG_WORDS = {
    "a group twice": (
        "industry_groups.toml",
        "[[group]]",
        '[[group]]\ncode = "small6"\nname.zh = "六"\nname.en = "6"\n'
        'origin = { confidence = "own" }\n\n[[group]]',
        "code",
    ),
    "an unknown disorder": ("phrases.toml", '"CH01"', '"CH02"', "category"),
    "an item id": ("phrases.toml", '"SHOP.01"', '"SHOP01"', "items"),
    "the same words": ("phrases.toml", '"地面不洁"', '"门前堆物"', "words.zh"),
}


@pytest.mark.parametrize(
    ("file", "old", "new", "field"), WRONG_WORDS.values(), ids=WRONG_WORDS.keys()
)
def test_a_mistake_in_the_words_is_reported(tmp_path, file, old, new, field):
    folder = rich_vocabulary(tmp_path)
    change(folder, file, old, new)
    problem = only_problem(folder, load_vocabulary)
    assert (problem.file, problem.field) == (file, field)


KEY_LINES = [
    (file, number)
    for file, text in RICH.items()
    for number, line in enumerate(text.splitlines())
    if " =" in line
]
VALUES = ["1", "-1", "0.5", "nan", "true", "[]", "[1]", "[{}]", "{ a = 1 }", '""', '"x"', '"0"', '"-0"', '"NaN"', '"1e5"', "2030-01-01", "9" * 30, '"' + "9" * 30 + '"', '["x", "x"]', '"\\u0000"']  # fmt: skip


@given(st.sampled_from(KEY_LINES), st.sampled_from(VALUES))
@settings(max_examples=50, deadline=None)
def test_whatever_stands_under_a_key_the_answer_is_a_standard_or_its_problems(line, value):
    file, number = line
    lines = RICH[file].splitlines()
    lines[number] = f"{lines[number].partition(' =')[0]} = {value}"
    with tempfile.TemporaryDirectory() as root:
        folder = written(rich_standard(Path(root)), {file: "\n".join(lines)})
        assert all(each.message and "\n" not in str(each) for each in problems_if_any(folder))
