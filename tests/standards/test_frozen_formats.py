"""Standards written in every format so far open for ever, and mean the same."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assessor.domain.forms import BandLine, Mode
from assessor.domain.indicators import Direction, Kind, Rule
from assessor.domain.limits import Bound, Comparison
from assessor.domain.profiles import Method, Weight
from assessor.domain.standard import Alteration, Kinship
from assessor.domain.texts import Confidence, Text
from assessor.standards import Library, check_published, load_standard, load_vocabulary

DATA = Path(__file__).parents[1] / "data" / "standards"


@pytest.mark.parametrize("folder", sorted(DATA.glob("format-*")), ids=lambda folder: folder.name)
def test_every_format_opens_and_its_files_are_unchanged(folder):
    check_published(folder)
    library = Library(folder)
    assert library.standards()
    assert library.vocabulary().categories
    assert library.problems() == ()


def test_the_head_of_format_1_means_what_it_meant():
    read = load_standard(DATA / "format-1" / "EXAMPLE-2020" / "1")
    assert str(read.ref) == "EXAMPLE-2020/1"
    assert read.title == Text("示例标准（2020版）", "Example standard (2020 edition)")
    assert (read.document_number, read.issued, read.valid_from) == (
        "示例〔2020〕1号",
        "2020-05",
        date(2020, 7, 1),
    )
    assert (read.replaces, read.levels) == (("EXAMPLE-2010",), ("city", "county", "town"))
    assert [(each.id, each.date) for each in read.sources] == [("S01", "2020-05-04"), ("S02b", "")]
    assert [(each.id, each.title.en) for each in read.chapters] == [
        ("1", "Streets"),
        ("2", "Halls"),
    ]


def test_the_demands_of_format_1_mean_what_they_meant():
    read = load_standard(DATA / "format-1" / "EXAMPLE-2020" / "1")
    first, second = read.clauses
    assert (first.id, first.chapter, first.methods) == (
        "20.01",
        "1",
        ("site", "documents", "figures", "interview"),
    )
    assert (first.origin.confidence, first.origin.sources) == (Confidence.SOURCED, ("S01", "S02b"))
    assert second.origin.note == Text("编号未见。", "The number was not seen.")
    assert [each.rule for each in read.indicators] == list(Rule)
    assert [each.target and each.target.en for each in read.indicators] == [
        "≥90%",
        None,
        "falling every year",
        "as planned",
    ]
    assert read.indicators[0].scopes == ("city", "county")


def test_the_forms_of_format_1_mean_what_they_meant():
    read = load_standard(DATA / "format-1" / "EXAMPLE-2020" / "1")
    street, hall = read.site_types
    assert (street.code, street.points, hall.points) == ("STREET", Decimal("12.5"), Decimal(100))
    assert [each.id for each in street.sections] == ["STREET.A", "STREET.B"]
    assert [each.mode for each in (*street.items, *hall.items)] == [
        Mode.FAULTS,
        Mode.RATE,
        Mode.BAND,
        Mode.YES_NO,
        Mode.VETO,
    ]
    counted, graded = street.items[0], hall.items[0]
    assert (counted.points, counted.deduct) == (Decimal(10), Decimal("0.5"))
    assert (counted.categories, counted.evidence) == (("CH05", "CH02"), ("photo", "document"))
    assert counted.clauses == ("EXAMPLE-2020:20.01", "EXAMPLE-2010:9")
    assert graded.band_lines == (BandLine(0, 10), BandLine(2, 7), BandLine(5, 0))
    assert (graded.veto_below, graded.may_not_apply, counted.may_not_apply) == (
        Decimal("0.70"),
        False,
        True,
    )


def test_the_profiles_of_format_1_mean_what_they_meant():
    whole, street_only = load_standard(DATA / "format-1" / "EXAMPLE-2020" / "1").profiles
    assert (whole.official, whole.pass_line, whole.points) == (True, Decimal("0.85"), Decimal(1000))
    assert [each.points for each in whole.modules] == [Decimal("330.5"), Decimal("669.5")]
    assert whole.modules[1].site_types == ("HALL", "STREET")
    assert (street_only.official, street_only.pass_line) == (False, None)
    assert street_only.modules[1].site_types == ()


def test_the_vocabulary_of_format_1_means_what_it_meant():
    read = load_vocabulary(DATA / "format-1" / "common" / "1")
    assert (read.revision, read.sources[0].id) == (1, "S01")
    assert [(each.code, each.aliases) for each in read.categories] == [
        ("CH01", ("搭建", "违建")),
        ("CH02", ()),
    ]
    assert (read.presets[0].id, read.presets[0].categories) == ("TWO", ("CH02", "CH01"))
    assert read.reason("not_exist").text == Text("无此设施", "There is none")


FORMAT_2 = DATA / "format-2"


def test_the_head_of_format_2_means_what_it_meant():
    read = load_standard(FORMAT_2 / "SHOP-2030" / "1")
    assert (read.proposed_from, read.proposed_to) == (date(2030, 3, 1), date(2034, 12, 31))
    assert (read.overlay, read.areas, read.forms, read.tailoring) == (
        True,
        ("53", "5304"),
        None,
        None,
    )


def test_the_figures_of_format_2_mean_what_they_meant():
    read = load_standard(FORMAT_2 / "SHOP-2030" / "1")
    share, grade, falling, rules = read.indicators
    assert [each.kind for each in read.indicators] == [
        Kind.NUMBER,
        Kind.GRADE,
        Kind.NUMBER,
        Kind.YES_NO,
    ]
    assert share.bounds == (Bound(Comparison.AT_LEAST, Decimal(90), "county"),)
    assert grade.bounds == (Bound(Comparison.AT_MOST, Decimal(3)),)
    assert rules.bounds == (Bound(Comparison.EQUAL, Decimal(1)),)
    assert (share.better, share.years) == (Direction.HIGHER, 3)
    assert (falling.better, falling.years) == (Direction.LOWER, 2)
    assert (share.unit, share.clauses) == (Text("%", "%"), ("SHOP-2030:30.01",))
    flies, gap = read.thresholds
    assert (flies.condition, flies.unit) == (Text("一类", "Class 1"), Text("只", "flies"))
    assert (flies.bound, gap.bound) == (Bound(Comparison.AT_MOST, Decimal(0)), None)
    (condition,) = read.prerequisites
    assert (condition.evidence, condition.indicators) == (Text("文件", "A document"), ("01",))


def test_the_forms_and_profiles_of_format_2_mean_what_they_meant():
    read = load_standard(FORMAT_2 / "SHOP-2030" / "1")
    form, profile = read.site_type("SHOP"), read.profile("plain")
    assert (form.groups, form.items[0].thresholds) == (("small6",), ("shop.gap",))
    assert [item.veto_on_severe for item in form.items] == [True, False]
    assert (profile.method, profile.worst) == (Method.DEDUCTIONS, 3)
    assert profile.pass_lines == (Decimal("0.8"), Decimal("0.85"), Decimal("0.90"))
    assert profile.modules[0].weights == (Weight("SHOP", Decimal(2)),)
    assert profile.modules[0].clauses == ("SHOP-2030:30.01",)


def test_the_crosswalks_of_format_2_mean_what_they_meant():
    (read,) = load_standard(FORMAT_2 / "SHOP-2030" / "1").crosswalks
    assert read.older == "SHOP-2020"
    assert {each.kinship for each in read.correspondences} == set(Kinship)
    joined, new = read.correspondences[0], read.correspondences[-1]
    assert (joined.older, joined.newer) == (("20.01", "20.02"), ("30.01",))
    assert (new.older, new.newer) == ((), ("30.07",))


def test_standards_that_rest_on_another_mean_what_they_meant():
    base = load_standard(FORMAT_2 / "SHOP-2030" / "1")
    borrower = load_standard(FORMAT_2 / "AREA-2031" / "1")
    tailored = load_standard(FORMAT_2 / "TOWN-SHOP" / "1")
    assert (borrower.site_types, borrower.forms) == (base.site_types, base.ref)
    assert tailored.tailoring.base == base.ref
    assert [(each.item, each.alteration) for each in tailored.tailoring.items] == [
        ("SHOP.01", Alteration.POINTS),
        ("SHOP.02", Alteration.OFF),
        ("SHOP.03", Alteration.ADDED),
    ]
    assert tailored.site_type("SHOP").points == Decimal(70)


def test_the_vocabulary_of_format_2_means_what_it_meant():
    read = load_vocabulary(FORMAT_2 / "common" / "1")
    assert read.group("small6").name == Text("六小", "Six small trades")
    assert [(each.words.zh, each.category, each.items) for each in read.phrases] == [
        ("门前堆物", "CH01", ("SHOP.01",)),
        ("地面不洁", "", ()),
    ]
