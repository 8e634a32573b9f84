import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from assessor.domain.merging import CheckState, Lineage, may_revise, settle

OWNER, OFFICE, THIEF = "0a" * 16, "0b" * 16, "0c" * 16
CHECK = f"{OWNER}-0123456789ab"


def revision(number, *parents, key=OWNER, content="same"):
    """The `number`-th revision ever signed, resting on others."""
    ancestors = {each.digest for each in parents} | {a for each in parents for a in each.ancestors}
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return Lineage(digest, CHECK, key, number, frozenset(ancestors), content)


def maximal(held, cutoffs):
    """The heads, by another way: what no accepted revision rests on, looked up pair by pair."""
    accepted = [each for each in held if each.counter <= cutoffs.get(each.key, each.counter)]
    return [
        each
        for each in accepted
        if not any(each.digest in other.ancestors for other in accepted if other is not each)
    ]


@st.composite
def histories(draw, most=8):
    """Revisions of one check, oldest first, each resting on any of the earlier ones."""
    history = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        parents = draw(st.lists(st.sampled_from(history), max_size=2)) if history else ()
        history.append(
            revision(
                number,
                *parents,
                key=draw(st.sampled_from([OWNER, OFFICE, THIEF])),
                content=draw(st.sampled_from("xyz")),
            )
        )
    return history


cutoff_tables = st.dictionaries(st.sampled_from([OWNER, THIEF]), st.integers(0, 8))
universal = settings(max_examples=50, deadline=None)


@given(histories(), cutoff_tables, st.data())
@universal
def test_neither_order_nor_repetition_matters(history, cutoffs, data):
    arrived = data.draw(st.permutations(history)) + data.draw(
        st.lists(st.sampled_from(history), max_size=4)
    )
    assert settle(arrived, cutoffs) == settle(history, cutoffs)


@given(histories(), cutoff_tables, st.data())
@universal
def test_the_heads_are_those_that_nothing_accepted_rests_on(history, cutoffs, data):
    held = data.draw(st.lists(st.sampled_from(history), unique=True))
    heads = maximal(held, cutoffs)
    settled = settle(held, cutoffs)
    assert settled.heads == tuple(sorted(each.digest for each in heads))
    different = len({each.content for each in heads})
    states = [CheckState.VOID, CheckState.CURRENT, CheckState.CONFLICT]
    assert settled.state is states[min(different, 2)]
    assert (settled.head in settled.heads) == (settled.state is CheckState.CURRENT)
    assert (settled.head is None) == (settled.state is not CheckState.CURRENT)


@given(histories())
@universal
def test_what_its_heads_rest_on_changes_nothing_when_it_arrives_late(history):
    whole = settle(history, {})
    heads_alone = [each for each in history if each.digest in whole.heads]
    assert settle(heads_alone, {}) == whole


@given(histories(), st.data())
@universal
def test_a_revision_that_rests_on_all_heads_settles_the_check(history, data):
    heads = [each for each in history if each.digest in settle(history, {}).heads]
    resolution = revision(99, *heads, key=OFFICE, content="settled")
    arrived = data.draw(st.permutations([*history, resolution]))
    settled = settle(arrived, {})
    assert (settled.state, settled.head) == (CheckState.CURRENT, resolution.digest)


@given(histories(), st.integers(0, 8))
@universal
def test_what_a_revoked_key_signed_later_counts_as_if_it_had_never_come(history, last):
    honest = [each for each in history if each.key != THIEF or each.counter <= last]
    assert settle(history, {THIEF: last}) == settle(honest, {})


@given(histories())
@universal
def test_a_cutoff_at_the_last_counter_changes_nothing(history):
    assert settle(history, {THIEF: len(history)}) == settle(history, {})


def test_a_check_signed_once_is_current():
    first = revision(1)
    settled = settle([first], {})
    assert (settled.state, settled.head) == (CheckState.CURRENT, first.digest)


def test_two_corrections_of_one_revision_conflict():
    first = revision(1, content="a")
    left, right = revision(2, first, content="b"), revision(3, first, content="c")
    settled = settle([first, left, right], {})
    assert (settled.state, settled.head) == (CheckState.CONFLICT, None)
    assert settled.heads == tuple(sorted((left.digest, right.digest)))


def test_two_heads_that_say_the_same_do_not_conflict():
    first = revision(1, content="a")
    left, right = revision(2, first, content="b"), revision(3, first, content="b")
    settled = settle([first, left, right], {})
    assert settled.state is CheckState.CURRENT
    assert settled.head == min(left.digest, right.digest)
    assert len(settled.heads) == 2


def test_a_revision_supersedes_even_where_those_in_between_are_missing():
    first = revision(1, content="a")
    third = revision(3, revision(2, first, content="b"), content="c")
    assert settle([first, third], {}).heads == (third.digest,)


def test_a_resolution_holds_when_old_files_arrive_and_not_when_a_third_head_does():
    first = revision(1, content="a")
    left, right = revision(2, first, content="b"), revision(3, first, content="c")
    resolution = revision(4, left, right, key=OFFICE, content="c")
    assert settle([resolution, right, left, first], {}).head == resolution.digest
    late = revision(5, first, content="d")
    assert settle([resolution, right, left, first, late], {}).state is CheckState.CONFLICT


def test_a_revision_comes_back_when_what_superseded_it_is_revoked():
    first, stolen = revision(1, key=OFFICE), revision(2, revision(1, key=OFFICE), key=THIEF)
    assert settle([first, stolen], {THIEF: 1}).head == first.digest
    assert settle([first, stolen], {THIEF: 2}).head == stolen.digest


@pytest.mark.parametrize("held", [[], [revision(1, key=THIEF)]])
def test_a_check_without_an_accepted_revision_is_void(held):
    settled = settle(held, {THIEF: 0})
    assert (settled.state, settled.heads, settled.head) == (CheckState.VOID, (), None)


def test_only_the_owner_and_the_office_may_revise():
    assert may_revise(OWNER, CHECK, is_office=False)
    assert may_revise(OFFICE, CHECK, is_office=True)
    assert not may_revise(THIEF, CHECK, is_office=False)
    assert not may_revise(OWNER[:-1], CHECK, is_office=False)


class Offices(RuleBasedStateMachine):
    """Three desks sign and carry files to each other; what was superseded never returns."""

    desks = st.integers(0, 2)

    def __init__(self):
        super().__init__()
        self.signed = []
        self.held = [set(), set(), set()]
        self.superseded = [set(), set(), set()]

    def sign(self, desk, parents, content):
        signed = revision(len(self.signed) + 1, *parents, content=content)
        self.signed.append(signed)
        self.held[desk].add(signed)

    def heads(self, desk):
        digests = settle(self.held[desk], {}).heads
        return [each for each in self.known(desk) if each.digest in digests]

    def known(self, desk):
        return sorted(self.held[desk], key=lambda each: each.counter)

    @rule(desk=desks, content=st.sampled_from("xyz"), chance=st.randoms(use_true_random=False))
    def correct(self, desk, content, chance):
        known = self.known(desk)
        self.sign(desk, chance.sample(known, min(1, len(known))), content)

    @rule(desk=desks)
    def resolve(self, desk):
        if heads := self.heads(desk):
            self.sign(desk, heads, heads[0].content)
            assert settle(self.held[desk], {}).head == self.signed[-1].digest

    @rule(giver=desks, taker=desks, chance=st.randoms(use_true_random=False))
    def carry_some(self, giver, taker, chance):
        known = self.known(giver)
        self.held[taker].update(chance.sample(known, chance.randint(0, len(known))))

    @invariant()
    def what_was_superseded_never_returns(self):
        for desk in range(3):
            heads = settle(self.held[desk], {}).heads
            assert not self.superseded[desk] & set(heads)
            self.superseded[desk] |= {each.digest for each in self.held[desk]} - set(heads)

    def teardown(self):
        """When all files have reached every desk, all hold the same truth."""
        everything = settle(self.signed, {})
        first, second, third = self.held
        assert settle([*first, *second, *third], {}) == everything
        assert settle([*third, *second, *first], {}) == everything


TestOffices = Offices.TestCase
TestOffices.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
