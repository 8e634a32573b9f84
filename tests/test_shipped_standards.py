import re
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from assessor.domain.forms import Mode
from assessor.domain.indicators import Kind, Rule
from assessor.domain.judging import Verdict, judge
from assessor.domain.profiles import Method
from assessor.domain.texts import Confidence, Text
from assessor.paths import resource, shipped
from assessor.standards import (
    Library,
    check_published,
    digest,
    disagreements,
    stray_phrases,
)
from assessor.standards.published import published

ROOT = shipped("standards")
LIBRARY = Library(ROOT)
EVERY = LIBRARY.standards()
FIRST = LIBRARY.standard("NSC-2021", 1)
NSC = LIBRARY.standard("NSC-2021", 2)
WORDS = LIBRARY.vocabulary()
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
    assert len(EVERY) == len(list(ROOT.glob("*/*/standard.toml")))


def test_the_readme_tells_the_counts_of_each_standard():
    rows = re.findall(
        r"^\| `([A-Z0-9-]+)/(\d+)` \| (\d+) \| (\d+) \| (\d+) \|",
        (ROOT / "README.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert {(name, int(revision)): tuple(map(int, counts)) for name, revision, *counts in rows} == {
        (each.ref.id, each.ref.revision): (
            len(each.site_types),
            sum(len(form.items) for form in each.site_types),
            each.unverified,
        )
        for each in EVERY
    }


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
def test_what_is_uncertain_decides_nothing(standard):
    for each in standard.indicators:
        if each.origin.confidence is Confidence.UNCERTAIN:
            assert (each.target, each.bounds) == (None, ()), each.id
            values = {year: Decimal(1) for year in range(2020, 2026)}
            for level in each.scopes:
                verdict = judge(each, level, values, 2025, plan=Decimal(1)).verdict
                assert verdict is Verdict.UNKNOWN, each.id
    for each in standard.thresholds:
        if each.origin.confidence is Confidence.UNCERTAIN:
            assert (each.limit, each.bound) == (None, None), each.id


UNCERTAIN_FIGURES = {
    "toilet.temperature.3", "toilet.odour.2021.attached", "toilet.odour.2021.detached",
    "toilet.flies.2021.attached", "toilet.flies.2021.detached", "vector.ratproof.gb",
    "vector.mosquito.large_water", "vector.roach.eggs", "vector.roach.traces",
    "vector.roach.small", "vector.roach.large",
}  # fmt: skip
REMEMBERED_FIGURES = {
    "rat.board", "hoarding.main", "hoarding.other", "medwaste.storage", "sharps.box",
    "canteen.samples", "canteen.samples.hours", "classroom.desk", "classroom.board",
    "toilet.class", "toilet.cubicles", "toilet.cubicles.busy", "vector.rats.indoor",
    "vector.rats.outdoor", "vector.mosquito.small_water", "vector.mosquito.adult",
}  # fmt: skip


def test_figures_to_judge_by_are_seen_remembered_or_absent():
    known = {each.id: each.origin.confidence for each in NSC.thresholds}
    assert len(known) == len(NSC.thresholds) == 85
    assert {key for key, each in known.items() if each is Confidence.UNCERTAIN} == UNCERTAIN_FIGURES
    assert {
        key for key, each in known.items() if each is Confidence.REMEMBERED
    } == REMEMBERED_FIGURES
    assert set(known.values()) == set(Confidence) - {Confidence.OURS}


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


#: What a later revision left out, by standard: an id is never used again.
DROPPED = {"NSC-2021": set()}


@every_standard
def test_ids_are_eternal(standard):
    for revision in range(1, standard.ref.revision):
        earlier = LIBRARY.standard(standard.ref.id, revision)
        assert ids(earlier) - DROPPED[standard.ref.id] <= ids(standard)


def ids(standard):
    items = [item for site_type in standard.site_types for item in site_type.items]
    parts = (
        standard.chapters, standard.clauses, standard.indicators, standard.thresholds,
        standard.prerequisites, standard.profiles, items,
    )  # fmt: skip
    return {(type(part).__name__, part.id) for each in parts for part in each} | {
        ("SiteType", site_type.code) for site_type in standard.site_types
    }


def test_an_item_keeps_its_points_from_revision_to_revision():
    earlier = [item for site_type in FIRST.site_types for item in site_type.items]
    assert {(each.id, each.points, each.mode) for each in earlier} <= {
        (each.id, each.points, each.mode) for each in ITEMS
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


SEEN_BOUNDS = {
    "35": "> 90", "36": "≥ 90", "37": "≤ 25", "39": "≤ 5.6", "40": "≤ 7.8", "41": "≤ 18",
    "42": "≥ 78.3", "43": "≥ 90", "44": "≥ 95", "45": "≥ 90", "46": "≥ 90", "48": "≥ 85",
    "55": "≤ 3", "56": "≥ 95",
}  # fmt: skip
TRENDS = {
    Rule.TREND: {"33": "lower", "34": "lower", "47": "lower"},
    Rule.THRESHOLD_OR_TREND: {
        "37": "lower", "39": "lower", "40": "lower", "41": "lower", "42": "higher"
    },
}  # fmt: skip


def test_the_rows_that_were_seen_have_their_rules_and_bounds():
    seen = {each.id: each for each in NSC.indicators[32:]}
    assert {
        key: f"{bound.comparison} {bound.value}"
        for key, each in seen.items()
        for bound in each.bounds
    } == SEEN_BOUNDS
    for rule, expected in TRENDS.items():
        found = {key: str(each.better) for key, each in seen.items() if each.rule is rule}
        assert found == expected
    planned = [key for key, each in seen.items() if each.rule is Rule.EXTERNAL_PLAN]
    assert planned == ["49", "50", "51", "52", "53", "54"]
    assert [each.id for each in NSC.indicators if each.kind is not Kind.NUMBER] == ["10", "55"]
    assert [each.id for each in NSC.indicators if "county" not in each.scopes] == [
        "14", "15", "20", "21"
    ]  # fmt: skip


def test_targets_nobody_saw_are_absent():
    for number, each in enumerate(NSC.indicators, 1):
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
        "TOILET_RURAL.01": None,  # likewise
        "SMOKEFREE.06": None,
    }
    assert not any(item.may_not_apply for item in ITEMS if item.id in vetoing)


def test_nearly_every_item_names_a_clause():
    assert [item.id for item in ITEMS if not item.clauses] == ["HUB.12", "RIVER.05", "RECYCLE.08"]


@pytest.mark.parametrize("values", [*EVERY, WORDS])
def test_every_registered_source_is_used(values):
    cited = {source for origin in _origins(values) for source in origin.sources}
    assert cited == {source.id for source in values.sources}


def test_no_source_is_a_link():
    assert not any("http" in path.read_text("utf-8") for path in ROOT.glob("*/*/**/*.toml"))


def _origins(value):
    if isinstance(value, tuple):
        for each in value:
            yield from _origins(each)
    elif is_dataclass(value):
        if hasattr(value, "origin"):
            yield value.origin
        for field in fields(value):
            yield from _origins(getattr(value, field.name))


@every_standard
def test_borrowed_forms_are_those_of_the_published_revision(standard):
    if standard.ref.id == "NSC-2021":
        assert standard.forms is None
        return
    assert standard.forms == NSC.ref
    assert all(form == NSC.site_type(form.code) for form in standard.site_types)


@every_standard
def test_the_modules_of_a_profile_add_up_and_have_their_forms(standard):
    codes = {form.code for form in standard.site_types}
    for profile in standard.profiles:
        assert sum(module.points for module in profile.modules) == profile.points, profile.id
        counted = {code for module in profile.modules for code in module.site_types}
        assert counted == codes, profile.id


def test_the_profile_for_counties_weighs_all_forms_alike_and_is_not_official():
    profile = NSC.profiles[0]
    assert (profile.id, profile.points) == ("county-equal", 100)
    assert len({module.points for module in profile.modules}) == 1
    assert not any(module.weights for module in profile.modules)
    counted = [code for module in profile.modules for code in module.site_types]
    assert len(counted) == len(set(counted))
    assert not any(each.official for standard in EVERY for each in standard.profiles)


@pytest.mark.parametrize("standard", [NSC, LIBRARY.standard("NSC-2014")])
def test_the_modules_of_unannounced_visits_are_those_of_the_form(standard):
    profile = standard.profile("unannounced-1000")
    points = [int(each.points) for each in profile.modules]
    assert points == [50, 70, 230, 100, 120, 110, 100, 50, 50, 70, 50]
    assert "MARKET" in profile.modules[3].site_types


def test_nobody_has_seen_an_official_pass_line():
    assert {each.pass_line for standard in EVERY for each in standard.profiles} == {None}


def test_daily_rounds_count_deductions():
    assert NSC.profile("daily").method is Method.DEDUCTIONS


def test_the_articles_conditions_and_actions_that_are_known_are_there():
    edition = LIBRARY.standard("NSC-2014")
    assert (len(edition.clauses), len(edition.prerequisites)) == (40, 11)
    assert all(each.decides for each in edition.prerequisites)
    assert not any(each.decides for each in NSC.prerequisites)
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
    ("county", "532900", date(2021, 12, 31), ["NST-2010", "YN7-2020"]),
    ("county", "532900", date(2020, 12, 31), ["NST-2010", "YN7-2020"]),
    ("city", "430100", date(2021, 12, 31), ["NSC-2014"]),
    ("city", "430100", date(2026, 1, 1), ["NSC-2021"]),
    ("town", "532901", date(2026, 1, 1), ["NST-2021"]),
    ("town", "432901", date(2019, 1, 1), ["NST-2010"]),
]


def test_a_skeleton_is_never_proposed():
    skeleton = LIBRARY.standard("YN7-2021")
    assert not any(each.origin.confidence.is_verified for each in skeleton.clauses)
    assert (skeleton.proposed_from, skeleton.proposed_to, skeleton.overlay) == (None, None, True)
    assert skeleton.indicators == skeleton.prerequisites == ()


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
