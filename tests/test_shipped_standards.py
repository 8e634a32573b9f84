import re
from dataclasses import fields, is_dataclass
from decimal import Decimal

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from assessor.domain.forms import Mode
from assessor.domain.indicators import Rule
from assessor.domain.texts import Confidence, Text
from assessor.paths import resource, shipped
from assessor.standards import Library, StandardError, check_published, load_standard

ROOT = shipped("standards")
LIBRARY = Library(ROOT)
NSC = LIBRARY.standard("NSC-2021")
WORDS = LIBRARY.vocabulary()
EVERY_ITEM = [item for site_type in NSC.site_types for item in site_type.items]


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
    published = (ROOT / "published.toml").read_text("utf-8")
    for path in (*ROOT.glob("*/*/standard.toml"), *ROOT.glob("*/*/common.toml")):
        assert f'"{path.parent.parent.name}/{path.parent.name}"' in published


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
def test_a_form_has_all_its_items_numbered_in_order_and_100_points(code, count):
    form = NSC.site_type(code)
    assert [item.id for item in form.items] == [
        f"{code}.{number:02}" for number in range(1, count + 1)
    ]
    assert form.points == Decimal(100)
    assert 3 <= len(form.sections) <= 5


def test_every_text_is_there_in_chinese_and_in_english():
    for text in texts((NSC, WORDS)):
        assert re.search(r"[\u4e00-\u9fff]", text.zh) or text.zh == text.en, text
        assert not re.search(r"[\u4e00-\u9fff]", text.en), text


def test_the_bundled_font_can_draw_every_character():
    drawn = TTFontFace(str(resource("fonts/NotoSansSC-Regular.ttf"))).charToGlyph
    used = {character for text in texts((NSC, WORDS)) for character in text.zh + text.en}
    used.update(NSC.document_number)
    assert {character for character in used - {"\n"} if ord(character) not in drawn} == set()


def test_the_table_of_indicators_has_56_rows_of_which_counties_report_52():
    assert [each.id for each in NSC.indicators] == [f"{number:02}" for number in range(1, 57)]
    assert sum("county" in each.scopes for each in NSC.indicators) == 52
    assert {each.rule for each in NSC.indicators} == set(Rule)


def test_targets_nobody_saw_are_absent():
    for number, each in enumerate(NSC.indicators, 1):
        assert (each.target is None) == (number <= 32)
        assert (each.origin.confidence is Confidence.UNCERTAIN) == (number <= 32)


def test_what_was_seen_is_sourced_and_letter_keys_are_uncertain():
    confidence = {clause.id: clause.origin.confidence for clause in NSC.clauses}
    seen = {f"21.{number:02}" for number in (*range(1, 7), *range(10, 16), 34, 35)}
    assert {key for key, each in confidence.items() if each is Confidence.SOURCED} == seen
    assert {confidence[key] for key in confidence.keys() - seen} == {Confidence.UNCERTAIN}


def test_sourced_shares_are_those_of_the_market_and_the_rest_is_our_own_or_uncertain():
    sourced = [item.id for item in EVERY_ITEM if item.origin.confidence is Confidence.SOURCED]
    assert sourced == ["MARKET.01", "MARKET.02", "MARKET.15"]
    uncertain = {item.id for item in EVERY_ITEM if item.origin.confidence is Confidence.UNCERTAIN}
    assert uncertain == {"ROAD_MAIN.04", "TOILET.07", "TOILET.08", "F_CATER.13"}


def test_only_live_poultry_vetoes_and_always_applies():
    vetoing = [item for item in EVERY_ITEM if item.veto_below is not None or item.mode is Mode.VETO]
    assert [(item.id, item.veto_below) for item in vetoing] == [("MARKET.15", Decimal("0.70"))]
    assert [item.id for item in EVERY_ITEM if not item.may_not_apply] == ["MARKET.15"]


def test_every_item_names_a_clause_and_known_disorders():
    for item in EVERY_ITEM:
        assert item.clauses, item.id
        assert all(WORDS.category(code) for code in item.categories), item.id


def test_every_registered_source_is_used_and_none_is_a_link():
    text = "".join(path.read_text("utf-8") for path in ROOT.glob("*/*/**/*.toml"))
    assert "http" not in text
    for values in (NSC, WORDS):
        cited = {source for origin in _origins(values) for source in origin.sources}
        assert cited == {source.id for source in values.sources}


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
    profile = NSC.profiles[0]
    assert (profile.id, profile.points, profile.pass_line) == ("county-equal", 100, None)
    assert profile.modules[0].site_types == tuple(each.code for each in NSC.site_types)
    assert not any(each.official for each in NSC.profiles)


def test_the_modules_of_unannounced_visits_are_those_of_the_form():
    profile = NSC.profile("unannounced-1000")
    assert [int(each.points) for each in profile.modules] == [
        50,
        70,
        230,
        100,
        120,
        110,
        100,
        50,
        50,
        70,
        50,
    ]
    assert profile.modules[3].site_types == ("MARKET",)
    assert sorted(code for each in profile.modules for code in each.site_types) == sorted(
        each.code for each in NSC.site_types
    )


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
