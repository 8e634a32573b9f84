import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor.domain.forms import CheckItem, Mode
from assessor.domain.standard import Alteration
from assessor.domain.texts import Confidence, Origin, Text
from assessor.paths import shipped
from assessor.services.tailoring import (
    AddedItem,
    ChangedItem,
    SwitchedOff,
    TailoringDraft,
    drafted,
    keep_tailoring,
    next_item_id,
    next_revision,
    tailoring_file,
)
from assessor.standards import Library, StandardError

MADE = date(2026, 3, 1)
BENCH = AddedItem(
    "MARKET.A",
    CheckItem(
        "MARKET.91",
        Text("长椅完好", "Benches sound"),
        Text("逐个看", "Look at each"),
        Mode.FAULTS,
        Decimal(5),
        Decimal(1),
        ("NSC-2021:21.10",),
        Origin(Confidence.OURS),
        may_not_apply=False,
    ),
    "本地重点",
)


@pytest.fixture
def base(library):
    return library.standard("NSC-2021", 2)


@pytest.fixture
def own(tmp_path):
    return Library(shipped("standards"), tmp_path)


def draft(base, **more):
    given = {
        "title": Text("昆明市检查表", "Forms of Kunming"),
        "author": "张三",
        "reason": "市级要求",
    }
    given |= {"revision": 1, "made": MADE}
    return TailoringDraft(base.ref, "KM-NSC-2021", **(given | more))


def test_what_was_typed_is_installed_over_the_unchanged_standard(base, own, tmp_path):
    wanted = draft(
        base,
        changed=(ChangedItem("MARKET.01", "6", "", "更重"),),
        off=(SwitchedOff("MARKET.04", "不适用"),),
        added=(BENCH,),
    )
    assert keep_tailoring(wanted, tmp_path, own).name == "KM-NSC-2021/1"
    adapted = own.standard("KM-NSC-2021")
    assert adapted.tailoring.base == base.ref
    assert [(each.item, each.alteration) for each in adapted.tailoring.items] == [
        ("MARKET.01", Alteration.POINTS),
        ("MARKET.04", Alteration.OFF),
        ("MARKET.91", Alteration.ADDED),
    ]
    items = {item.id: item for item in adapted.site_type("MARKET").items}
    assert (items["MARKET.01"].points, items["MARKET.91"].deduct) == (6, 1)
    assert "MARKET.04" not in items
    assert own.standard("NSC-2021", 2) == base


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (ChangedItem("MARKET.01", "viel", "", "x"), "points"),
        (ChangedItem("MARKET.99", "6", "", "x"), "item"),
        (ChangedItem("MARKET.03", "", "900", "x"), "deduct"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_installed(base, own, tmp_path, changed, field):
    with pytest.raises(StandardError) as refused:
        keep_tailoring(draft(base, changed=(changed,)), tmp_path, own)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert list(tmp_path.iterdir()) == []


def test_a_title_that_is_missing_is_named(base, own, tmp_path):
    with pytest.raises(StandardError):
        keep_tailoring(draft(base, title=Text("", ""), added=(BENCH,)), tmp_path, own)


def test_an_item_without_counted_places_has_no_deduction(base, own, tmp_path):
    graded = replace(BENCH.item, mode=Mode.BAND, deduct=None)
    keep_tailoring(draft(base, added=(replace(BENCH, item=graded),)), tmp_path, own)
    assert own.standard("KM-NSC-2021").site_type("MARKET").sections[0].items[-1] == graded


def test_what_was_adapted_before_can_be_gone_on_from(base, own, tmp_path):
    first = draft(
        base,
        changed=(
            ChangedItem("MARKET.01", "6", "", "更重"),
            ChangedItem("MARKET.03", "", "0.5", "x"),
        ),
        off=(SwitchedOff("MARKET.04", "不适用"),),
        added=(BENCH,),
    )
    keep_tailoring(first, tmp_path, own)
    again = drafted(own.standard("KM-NSC-2021"), base)
    assert again == replace(first, revision=2)
    keep_tailoring(again, tmp_path, own)
    adapted = own.standard("KM-NSC-2021")
    assert adapted.site_types == own.standard("KM-NSC-2021", 1).site_types


def test_what_is_no_adaptation_cannot_be_gone_on_from(base):
    with pytest.raises(ValueError, match="NSC-2021/2"):
        drafted(base, base)


def test_an_adaptation_may_be_adapted_anew_under_its_next_revision(base, own, tmp_path):
    assert next_revision("KM-NSC-2021", own) == 1
    keep_tailoring(draft(base, added=(BENCH,)), tmp_path, own)
    again = next_revision("KM-NSC-2021", own)
    assert again == 2
    keep_tailoring(draft(base, revision=again, off=(SwitchedOff("MARKET.04", "x"),)), tmp_path, own)
    assert own.standard("KM-NSC-2021").ref.revision == 2


def test_numbers_of_further_items_are_free(base):
    items = base.site_type("MARKET").items
    assert next_item_id(items, "MARKET", ()) == "MARKET.91"
    assert next_item_id(items, "MARKET", ["MARKET.91"]) == "MARKET.92"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(max_size=30).filter(lambda text: text.isprintable() or "\n" in text))
def test_any_words_come_back_as_they_were_typed(base, words):
    read = tomllib.loads(tailoring_file(draft(base, author=words)))
    assert read["author"] == words
