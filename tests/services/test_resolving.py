"""A reviewer decides a conflict, item by item, and signs; the decision lasts."""

from datetime import timedelta

import pytest

from assessor.domain.inspection import Fault, Faults
from assessor.domain.merging import CheckState
from assessor.services.resolving import ResolutionError, begin, heads_of, resolve
from assessor.services.sign_off import correct
from assessor.storage import Outcome
from tests.actors import NOON, Person, site

WORSE = Faults((Fault(3, "污水横流", "CH07"),))
BETTER = Faults((Fault(1, "积水"),))
LATER = NOON + timedelta(days=2)


@pytest.fixture
def conflict(people, tmp_path):
    """One check, corrected by its inspector and by the office without each other's knowledge."""
    zhang, clerk, chief = people
    signed = zhang.checks(site())
    stick = tmp_path / "stick"
    clerk.merges(zhang.exports(signed.check_id, stick))
    zhang.corrects(signed.check_id, "MARKET.06", WORSE)
    clerk.corrects(signed.check_id, "MARKET.06", BETTER)
    theirs = zhang.exports(signed.check_id, tmp_path / "stick-2")
    (outcome,) = clerk.merges(theirs)
    assert outcome.outcome is Outcome.CONFLICT
    return clerk, signed.check_id, zhang, chief


def by_loss(person, check_id):
    """The digests of the heads: the worse one first."""
    heads = heads_of(person.workspace, check_id)
    return sorted(
        heads, key=lambda each: -heads[each].check.observations["MARKET.06"].faults[0].count
    )


def decide(person, check_id, base, choices=None, reason="复核：以现场照片为准"):
    return resolve(
        person.workspace,
        person.library,
        check_id,
        person.key,
        base,
        choices,
        reason=reason,
        language="zh_CN",
        at=LATER,
    )


def test_a_signed_decision_settles_the_conflict_whoever_sees_it(conflict, tmp_path):
    clerk, check_id, zhang, chief = conflict
    worse, _better = by_loss(clerk, check_id)
    signed = decide(clerk, check_id, worse)
    header = clerk.workspace.documents.check(check_id)
    assert (header.state, header.head) == (CheckState.CURRENT, signed.digest)

    decision = clerk.exports(check_id, tmp_path / "decision")
    files = [*(tmp_path / "stick").iterdir(), *(tmp_path / "stick-2").iterdir(), decision]
    for person, order in ((chief, files), (zhang, files[::-1])):
        person.merges(*order)
        assert person.workspace.documents.check(check_id).head == signed.digest


def test_single_items_may_come_from_another_revision(conflict):
    clerk, check_id, *_others = conflict
    worse, better = by_loss(clerk, check_id)
    decide(clerk, check_id, worse[:12], {"MARKET.06": better[:12]})
    header = clerk.workspace.documents.check(check_id)
    assert header.possible - header.earned == 1


def test_a_decision_needs_a_reason_and_real_revisions(conflict):
    clerk, check_id, *_others = conflict
    worse, _better = by_loss(clerk, check_id)
    with pytest.raises(ResolutionError, match="Say why"):
        decide(clerk, check_id, worse, reason="  ")
    with pytest.raises(ResolutionError, match="names none"):
        decide(clerk, check_id, "f" * 64)
    with pytest.raises(ResolutionError, match="marked by nobody"):
        decide(clerk, check_id, worse, {"MARKET.99": worse})
    assert clerk.workspace.drafts.all() == ()
    assert clerk.workspace.documents.check(check_id).state is CheckState.CONFLICT


def test_what_is_not_in_conflict_is_not_settled(people):
    zhang, *_office = people
    signed = zhang.checks(site())
    with pytest.raises(ResolutionError, match="not in conflict"):
        decide(zhang, signed.check_id, signed.digest)


def test_an_open_draft_comes_first(conflict):
    clerk, check_id, *_others = conflict
    worse, better = by_loss(clerk, check_id)
    begin(clerk.workspace, clerk.library, check_id, clerk.key, worse)
    with pytest.raises(ResolutionError, match="open as a draft"):
        decide(clerk, check_id, better)


def test_a_colleague_of_the_inspector_settles_nothing(conflict, tmp_path):
    _clerk, check_id, zhang, _chief = conflict
    li = Person("li", tmp_path / "li", zhang.authority)
    try:
        li.merges(*(tmp_path / "stick").iterdir(), *(tmp_path / "stick-2").iterdir())
        with pytest.raises(ResolutionError, match="Only the office"):
            decide(li, check_id, "a")
    finally:
        li.close()


def test_a_resolution_can_be_corrected_like_any_revision(conflict):
    clerk, check_id, *_others = conflict
    worse, _better = by_loss(clerk, check_id)
    decide(clerk, check_id, worse)
    assert correct(clerk.workspace, clerk.library, check_id) == check_id
