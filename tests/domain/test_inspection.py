from dataclasses import replace

import pytest

from assessor.domain.inspection import (
    Band,
    Fault,
    Faults,
    NotApplicable,
    Rate,
    YesNo,
    fault_count,
    faults_of,
    owner_of,
    with_faults,
)
from tests.builders import check

LITTER, WEEDS = Fault(count=2, photos=("a", "b")), Fault(photos=("c",))


def test_marking_an_item_leaves_the_check_before_as_it_was():
    before = check({"MARKET.01": Faults()})
    after = before.with_observation("MARKET.02", Band(8)).with_observation("MARKET.01", YesNo(True))
    assert before.observations == {"MARKET.01": Faults()}
    assert after.observations == {"MARKET.01": YesNo(True), "MARKET.02": Band(8)}
    assert replace(after, observations=before.observations) == before


def test_an_item_can_be_left_open_again_and_more_than_once():
    opened = check({"MARKET.01": Faults()}).with_observation("MARKET.01", None)
    assert opened.observations == {}
    assert opened.with_observation("MARKET.01", None) == opened


def test_photos_come_in_the_order_of_the_items():
    seen = check({"MARKET.02": Band(8, faults=(WEEDS,)), "MARKET.01": Faults((LITTER,))})
    assert list(seen.photos()) == ["a", "b", "c"]
    assert list(check({"MARKET.01": NotApplicable("season")}).photos()) == []


@pytest.mark.parametrize("seen", [Faults(), Band(8, "why"), YesNo(False), Rate(3, 4)])
def test_any_marked_item_can_have_faults(seen):
    faulty = with_faults(seen, (LITTER, WEEDS))
    assert faults_of(faulty) == (LITTER, WEEDS)
    assert fault_count(faulty) == 3
    assert with_faults(faulty, ()) == seen


@pytest.mark.parametrize("seen", [NotApplicable("season", "dry river"), None])
def test_what_does_not_apply_or_was_not_seen_has_no_faults(seen):
    assert faults_of(seen) == ()
    assert fault_count(seen) == 0


def test_what_does_not_apply_stays_as_it_is():
    aside = NotApplicable("season", "dry river")
    assert with_faults(aside, (LITTER,)) == aside


def test_a_check_belongs_to_the_key_its_id_begins_with():
    key = "0123456789abcdef" * 2
    assert owner_of(f"{key}-0123456789ab") == key
    assert owner_of("draft-0123456789ab") == "draft"
