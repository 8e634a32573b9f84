"""Which item was open when, and how far phones' clocks are ahead."""

from datetime import timedelta

from assessor.domain.phone_photos import ItemVisit
from tests.builders import STARTED, check, hour


def test_opening_items_is_written_down_from_the_first_one_on(workspace):
    one, other = check(nonce=1), check(nonce=2, at=3)
    workspace.drafts.begin(one, "MARKET.01")
    workspace.drafts.begin(other, "TOILET.01")
    workspace.drafts.visit_item(one.id, "MARKET.02", hour(2))
    assert workspace.phones.visits(STARTED, hour(9)) == (
        ItemVisit(one.id, "MARKET.01", hour(1)),
        ItemVisit(one.id, "MARKET.02", hour(2)),
        ItemVisit(other.id, "TOILET.01", hour(3)),
    )
    assert workspace.phones.visits(hour(2), hour(2)) == (ItemVisit(one.id, "MARKET.02", hour(2)),)


def test_visits_outlive_their_draft_but_not_for_ever(workspace):
    workspace.drafts.begin(check(), "MARKET.01")
    workspace.drafts.discard(check().id, hour(1))
    assert len(workspace.phones.visits(STARTED, hour(9))) == 1
    workspace.drafts.begin(check(nonce=3, at=24 * 90), "MARKET.01")
    assert workspace.phones.visits(STARTED, hour(9)) == ()


def test_the_latest_measure_of_a_phone_counts(workspace):
    assert workspace.phones.clocks() == {}
    workspace.phones.keep_clocks(
        {"Mate": timedelta(seconds=90), "": timedelta(seconds=-3)}, hour(1)
    )
    workspace.phones.keep_clocks({"Mate": timedelta(seconds=-5)}, hour(2))
    assert workspace.phones.clocks() == {
        "Mate": timedelta(seconds=-5),
        "": timedelta(seconds=-3),
    }
