import pytest

from tests.builders import STARTED, check


@pytest.fixture
def draft(workspace):
    workspace.drafts.begin(check(), "MARKET.01")
    return check().id


def test_sections_are_given_passed_on_and_given_back(workspace, draft):
    workspace.shares.give(draft, "1", "张三")
    workspace.shares.give(draft, "2", "李四")
    workspace.shares.give(draft, "1", "李四")
    assert workspace.shares.of(draft) == {"1": "李四", "2": "李四"}
    workspace.shares.give(draft, "2", "")
    assert workspace.shares.of(draft) == {"1": "李四"}


def test_a_draft_takes_its_shares_with_it(workspace, draft):
    workspace.shares.give(draft, "1", "张三")
    workspace.drafts.discard(draft, STARTED)
    workspace.drafts.begin(check(), "MARKET.01")
    assert workspace.shares.of(draft) == {}
