import re
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from assessor.domain.forms import Mode
from assessor.domain.indicators import Rule
from assessor.domain.profiles import Method
from assessor.domain.texts import Confidence, Text
from assessor.paths import resource, shipped
from assessor.standards import (
    Library,
    StandardError,
    check_published,
    digest,
    disagreements,
    load_standard,
    stray_phrases,
)
from assessor.standards.published import published

ROOT = shipped("standards")
LIBRARY = Library(ROOT)
EVERY = LIBRARY.standards()
FIRST = LIBRARY.standard("NSC-2021", 1)
NSC = LIBRARY.standard("NSC-2021", 2)
WORDS = LIBRARY.vocabulary()
FIRST_ITEMS = [item for site_type in FIRST.site_types for item in site_type.items]
ITEMS = [item for site_type in NSC.site_types for item in site_type.items]

FIRST_DIGEST = "efbb1bb062e3accf12d4545c33c45a6b42c06233066b013e9465aabd6e17baea"
FIRST_WORDS_DIGEST = "f60ad7ad39d3fe29e4bed8c139699716c8101b69ecaa00cadc99b7740f85cacf"

every_standard = pytest.mark.parametrize("standard", EVERY, ids=lambda each: str(each.ref))


def texts(value):
    """Every text in both languages inside a value."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def test_every_shipped_folder_is_sound():
    assert LIBRARY.problems() == ()
    assert len(LIBRARY.standards()) == len(list(ROOT.glob("*/*/standard.toml")))


def test_every_shipped_revision_is_published_and_unchanged():
    check_published(ROOT)
    folders = {f"{path.parent.name}/{path.name}" for path in ROOT.glob("[!.]*/[!.]*/")}
    assert folders == published(ROOT).keys()


def test_what_was_published_first_is_as_it_was():
    assert published(ROOT)["NSC-2021/1"] == FIRST.ref.digest == FIRST_DIGEST
    assert published(ROOT)["common/1"] == digest(ROOT / "common" / "1") == FIRST_WORDS_DIGEST


@every_standard
def test_a_standard_agrees_with_the_others_and_with_the_shared_words(standard):
    if standard.ref != FIRST.ref:  # its references are older than the standards they mean
        assert disagreements(standard, LIBRARY) == ()


def test_phrases_are_for_forms_and_items_that_exist():
    assert stray_phrases(WORDS, LIBRARY) == ()


@every_standard
def test_every_form_adds_up_to_100_points(standard):
    assert {form.code: form.points for form in standard.site_types} == {
        form.code: Decimal(100) for form in standard.site_types
    }


@every_standard
def test_what_is_uncertain_has_no_figure(standard):
    for each in standard.indicators + standard.thresholds:
        if each.origin.confidence is Confidence.UNCERTAIN:
            limit = each.target if hasattr(each, "target") else each.limit
            assert limit is None, each.id


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("MARKET", 15),
        ("TOILET", 14),
        ("ROAD_MAIN", 15),
        ("ALLEY", 13),
        ("F_CATER", 14),
        ("ESTATE_OLD", 11),
    ],
)
def test_a_form_of_the_first_revision_has_all_its_items_numbered_in_order(code, count):
    form = FIRST.site_type(code)
    assert [item.id for item in form.items] == [
        f"{code}.{number:02}" for number in range(1, count + 1)
    ]
    assert 3 <= len(form.sections) <= 5


COUNTS = {
    "ROAD_MAIN": 15, "ALLEY": 13, "VILLAGE": 14, "MARKET": 15, "POULTRY": 9, "MARKET_TEMP": 8,
    "TOILET": 14, "TOILET_RURAL": 8, "TRANSFER": 11, "BIN_POINT": 8, "ESTATE": 13,
    "ESTATE_OLD": 11, "F_CATER": 14, "F_FOOD": 10, "F_HAIR": 10, "F_HOTEL": 11, "F_KTV": 9,
    "F_BATH": 11, "F_NET": 8, "CANTEEN": 12, "MEDICAL": 12, "SCHOOL": 12, "HUB": 12, "PARK": 11,
    "CONSTRUCTION": 12, "RIVER": 9, "VECTOR": 10, "SMOKEFREE": 8, "HEALTHEDU": 8, "UNIT": 9,
    "RECYCLE": 8,
}  # fmt: skip


def test_all_31_forms_and_335_items_are_there():
    assert {form.code: len(form.items) for form in NSC.site_types} == COUNTS
    assert (len(COUNTS), sum(COUNTS.values())) == (31, 335)
    for form in NSC.site_types:
        numbers = sorted(item.id for item in form.items)
        assert numbers == [f"{form.code}.{number:02}" for number in range(1, len(numbers) + 1)]


def test_an_item_keeps_its_points_from_revision_to_revision():
    later = {item.id: item for item in ITEMS}
    assert {(each.id, each.points, each.mode) for each in FIRST_ITEMS} <= {
        (each.id, each.points, each.mode) for each in later.values()
    }


def test_every_item_says_how_to_look_and_what_a_fault_shows():
    for item in ITEMS:
        assert 8 <= len(item.guidance.zh) <= 160, item.id
        assert item.evidence, item.id


@every_standard
def test_every_text_is_there_in_chinese_and_in_english(standard):
    for text in texts((standard, WORDS)):
        has_words = re.search(r"[a-zA-Z]{3}", text.en)
        assert re.search(r"[\u4e00-\u9fff]", text.zh) or text.zh == text.en or not has_words, text
        assert not re.search(r"[\u4e00-\u9fff]", text.en), text


def test_the_bundled_font_can_draw_every_character():
    drawn = TTFontFace(str(resource("fonts/NotoSansSC-Regular.ttf"))).charToGlyph
    used = {character for text in texts((EVERY, WORDS)) for character in text.zh + text.en}
    for standard in EVERY:
        used.update(standard.document_number)
    assert {character for character in used - {"\n"} if ord(character) not in drawn} == set()


def test_the_table_of_indicators_has_56_rows_of_which_counties_report_52():
    assert [each.id for each in NSC.indicators] == [f"{number:02}" for number in range(1, 57)]
    assert sum("county" in each.scopes for each in NSC.indicators) == 52
    assert {each.rule for each in NSC.indicators} == set(Rule)


def test_targets_nobody_saw_are_absent():
    for number, each in [*enumerate(NSC.indicators, 1), *enumerate(FIRST.indicators, 1)]:
        assert (each.target is None) == (number <= 32)
        assert not each.bounds or number > 32
        assert (each.origin.confidence is Confidence.UNCERTAIN) == (number <= 32)


def test_what_was_seen_is_sourced_and_letter_keys_are_uncertain():
    confidence = {clause.id: clause.origin.confidence for clause in NSC.clauses}
    seen = {f"21.{number:02}" for number in (*range(1, 7), *range(10, 16), 34, 35)}
    assert {key for key, each in confidence.items() if each is Confidence.SOURCED} == seen
    assert {confidence[key] for key in confidence.keys() - seen} == {Confidence.UNCERTAIN}


def test_sourced_shares_are_those_of_the_market_and_the_rest_is_our_own_or_uncertain():
    sourced = [item.id for item in ITEMS if item.origin.confidence is Confidence.SOURCED]
    assert sourced == ["MARKET.01", "MARKET.02", "MARKET.15"]
    uncertain = {item.id for item in ITEMS if item.origin.confidence is Confidence.UNCERTAIN}
    assert uncertain == {"ROAD_MAIN.04", "TOILET.07", "TOILET.08", "F_CATER.13", "CANTEEN.11"}


def test_only_a_few_items_veto():
    vetoing = {
        item.id: item.veto_below
        for item in ITEMS
        if item.veto_below is not None or item.mode is Mode.VETO or item.veto_on_severe
    }
    assert vetoing == {
        "VILLAGE.06": None,  # by one severe fault
        "MARKET.15": Decimal("0.70"),
        "TOILET_RURAL.01": None,
        "SMOKEFREE.06": None,
    }
    assert not any(item.may_not_apply for item in ITEMS if item.id in vetoing)


def test_nearly_every_item_names_a_clause():
    assert [item.id for item in ITEMS if not item.clauses] == ["HUB.12", "RIVER.05", "RECYCLE.08"]
    assert all(item.clauses for item in FIRST_ITEMS)


@pytest.mark.parametrize("values", [*EVERY, WORDS])
def test_every_registered_source_is_used(values):
    cited = {source for origin in _origins(values) for source in origin.sources}
    assert cited == {source.id for source in values.sources}


def test_no_source_is_a_link():
    text = "".join(path.read_text("utf-8") for path in ROOT.glob("*/*/**/*.toml"))
    assert "http" not in text


def _origins(value):
    if isinstance(value, tuple):
        for each in value:
            yield from _origins(each)
    elif is_dataclass(value):
        if hasattr(value, "origin"):
            yield value.origin
        for field in fields(value):
            yield from _origins(getattr(value, field.name))


def test_the_profile_for_counties_weighs_all_forms_alike_and_is_not_official():
    for standard in (FIRST, NSC):
        profile = standard.profiles[0]
        assert (profile.id, profile.points) == ("county-equal", 100)
        assert len({module.points for module in profile.modules}) == 1
        assert not any(module.weights for module in profile.modules)
        counted = sorted(code for module in profile.modules for code in module.site_types)
        assert counted == sorted(each.code for each in standard.site_types)
    assert not any(each.official for standard in EVERY for each in standard.profiles)


@pytest.mark.parametrize("standard", [FIRST, NSC, LIBRARY.standard("NSC-2014")])
def test_the_modules_of_unannounced_visits_are_those_of_the_form(standard):
    profile = standard.profile("unannounced-1000")
    points = [int(each.points) for each in profile.modules]
    assert points == [50, 70, 230, 100, 120, 110, 100, 50, 50, 70, 50]
    assert "MARKET" in profile.modules[3].site_types


def test_nobody_has_seen_an_official_pass_line():
    assert {each.pass_line for standard in EVERY for each in standard.profiles} == {None}


def test_daily_rounds_count_deductions():
    profile = NSC.profile("daily")
    assert (profile.method, profile.official) == (Method.DEDUCTIONS, False)


def test_11_conditions_come_before_an_application():
    assert len(LIBRARY.standard("NSC-2014").prerequisites) == 11


def test_the_articles_and_actions_that_are_known_are_there():
    assert len(LIBRARY.standard("NSC-2014").clauses) == 40
    assert [clause.id for clause in LIBRARY.standard("YN7-2020").clauses] == [
        f"YN{number}" for number in range(1, 8)
    ]


def test_crosswalks_lead_from_the_editions_before():
    assert [each.older for each in NSC.crosswalks] == ["NSC-2014", "NST-2010"]
    for crosswalk in NSC.crosswalks:
        older = {clause.id for clause in LIBRARY.standard(crosswalk.older).clauses}
        assert {clause for each in crosswalk.correspondences for clause in each.older} <= older


PROPOSED = [
    ("county", "532900", date(2022, 1, 1), ["NSC-2021"]),
    ("county", "430100", date(2021, 12, 31), ["NST-2010"]),
    ("county", "532900", date(2021, 12, 31), ["NST-2010", "YN7-2020", "YN7-2021"]),
    ("county", "532900", date(2020, 12, 31), ["NST-2010", "YN7-2020"]),
    ("city", "430100", date(2021, 12, 31), ["NSC-2014"]),
    ("city", "430100", date(2026, 1, 1), ["NSC-2021"]),
    ("town", "532901", date(2026, 1, 1), ["NST-2021"]),
    ("town", "432901", date(2019, 1, 1), ["NST-2010"]),
]


@pytest.mark.parametrize(("level", "area", "on", "expected"), PROPOSED)
def test_the_standard_of_the_level_and_the_day_is_proposed(level, area, on, expected):
    assert [each.ref.id for each in LIBRARY.proposed(level, area, on)] == expected


def test_the_disorders_and_presets_are_complete():
    assert [each.code for each in WORDS.categories] == [f"CH{number:02}" for number in range(1, 14)]
    assert {each.id: each.categories for each in WORDS.presets} == {
        "GB5": ("CH01", "CH02", "CH03", "CH04", "CH05"),
        "REVIEW5": ("CH06", "CH03", "CH01", "CH04", "CH07"),
        "LC2014": ("CH01", "CH08", "CH06", "CH04", "CH03"),
    }
    assert all(any(len(alias) == 2 for alias in each.aliases) for each in WORDS.categories)
    assert [each.code for each in WORDS.reasons] == ["not_exist", "out_of_scope", "season"]


@pytest.fixture
def readme_example(tmp_path):
    folder = tmp_path / "SHOP-2030" / "1"
    blocks = re.findall(
        r"```toml\n# (\S+)\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    for name, text in blocks:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_the_example_in_the_readme_is_a_standard(readme_example):
    assert load_standard(readme_example).site_type("SHOP").points == 100


def test_the_mistakes_in_the_readme_are_reported_as_it_says(readme_example):
    form = readme_example / "site_types" / "SHOP.toml"
    text = re.sub(r'deduct = "5".*\n', "", form.read_text("utf-8"))
    form.write_text(text.replace("may_not_apply", "evidense", 1), "utf-8")
    with pytest.raises(StandardError) as caught:
        load_standard(readme_example)
    assert [each.field for each in caught.value.problems] == ["deduct", "evidense"]
    assert [(each.file, each.place) for each in caught.value.problems] == [
        ("site_types/SHOP.toml", "item 1 (SHOP.01)"),
        ("site_types/SHOP.toml", "item 2 (SHOP.02)"),
    ]
