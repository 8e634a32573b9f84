"""Merging as a set: whatever the order, the grouping and the repetition, the state is the same."""

import random
from contextlib import contextmanager
from itertools import chain as flat
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.merging import CheckState, Lineage, settle
from assessor.exchange import codec
from assessor.storage import Workspace, prepared
from tests.builders import (
    ADA,
    BEN,
    EVE,
    OFFICE,
    assessed,
    hour,
    prepared_again,
    received,
    saying,
    site,
)

WORDS = ("干净", "一般", "脏乱")


def history(rng):
    """Revisions by three inspectors and an office: forks, chains, twins, resolutions."""
    found, by_check, counters = [], {}, {}
    for _step in range(rng.randint(1, 9)):
        key = rng.choice((ADA, ADA, BEN, EVE, OFFICE))
        owner = rng.choice((ADA, BEN, EVE)) if key == OFFICE else key
        nonce = rng.randint(1, 2)
        pool = by_check.setdefault((owner, nonce), [])
        counters[key] = counters.get(key, 0) + 1
        several = key == OFFICE and rng.random() < 0.6
        count = len(pool) if several else min(len(pool), rng.choice((0, 1, 1)))
        document = saying(
            rng.choice(WORDS),
            after=rng.sample(pool, count),
            counter=counters[key],
            key=key,
            owner=owner,
            nonce=nonce,
            site=site(nonce),
        )
        pool.append(document)
        found.append(document)
    return found


def files(rng, documents):
    """Documents packed into files: some several times, and some never arrive."""
    arriving = [each for each in documents if rng.random() < 0.8] or documents
    packed = [received(assessed(each), signer=each.document.key) for each in arriving]
    for number in range(rng.randint(0, 3)):
        some = rng.sample(arriving, rng.randint(1, len(arriving)))
        packed.append(received(*map(assessed, some), signer=OFFICE, salt=str(number).encode()))
    rng.shuffle(packed)
    return packed


def documents_in(packed):
    return {each.sealed.digest: each.sealed for file in packed for each in file.documents}


@contextmanager
def office(folder):
    with TemporaryDirectory(dir=folder) as place, Workspace(Path(place) / "w") as workspace:
        yield workspace


def merged(workspace, received_files):
    for file in received_files:
        workspace.documents.accept(file, hour(20))
    return state(workspace)


def merged_in_groups(workspace, received_files, rng):
    """Taken in several at a time; gives what each brought."""
    told, left = [], list(map(prepared, received_files))
    number = workspace.documents.begin_import(hour(20))
    while left:
        count = rng.randint(1, 4)
        told += workspace.documents.take_in(number, left[:count], hour(20))
        left = left[count:]
    return told


def state(workspace):
    """Everything that must not depend on the way the files came."""
    return (
        workspace.documents.fingerprint(),
        workspace.documents.checks(),
        workspace.documents.conflicts(),
        workspace.documents.gaps(),
    )


def lineage(document):
    of = document.document
    content = codec.content_digest(codec.encode(of))
    return Lineage(
        document.digest, of.check.id, of.key, of.counter, frozenset(of.ancestors), content
    )


seeds = st.integers(0, 2**32).map(random.Random)
cutoffs = st.dictionaries(st.sampled_from((ADA, BEN)), st.integers(0, 3), max_size=2)


@settings(max_examples=20, deadline=None)
@given(seeds, cutoffs)
def test_order_repetition_and_grouping_change_nothing(tmp_path_factory, rng, revoked):
    folder = tmp_path_factory.mktemp("merge")
    packed = files(rng, history(rng))
    with office(folder) as one, office(folder) as other:
        one.documents.set_cutoffs(revoked, hour(30))
        expected = merged(one, packed)
        assert merged(one, packed) == expected

        shuffled = packed + rng.choices(packed, k=3)
        rng.shuffle(shuffled)
        half = len(shuffled) // 2
        merged_in_groups(other, shuffled[:half], rng)
        other.documents.set_cutoffs(revoked, hour(30))
        merged_in_groups(other, shuffled[half:], rng)
        assert state(other) == expected
        assert other.documents.rebuild(prepared_again)


@settings(max_examples=15, deadline=None)
@given(seeds, cutoffs)
def test_the_stored_state_is_what_the_pure_function_says(tmp_path_factory, rng, revoked):
    packed = files(rng, history(rng))
    documents = documents_in(packed).values()
    with office(tmp_path_factory.mktemp("merge")) as workspace:
        workspace.documents.set_cutoffs(revoked, hour(30))
        merged(workspace, packed)
        kept = {each.digest: each.body for each in workspace.documents.bodies()}
        assert kept == {each.digest: each.body for each in documents}
        for check_id in {each.document.check.id for each in documents}:
            mine = [each for each in documents if each.document.check.id == check_id]
            expected = settle(map(lineage, mine), revoked)
            header = workspace.documents.check(check_id)
            told = (header.state, header.heads, header.head)
            assert told == (expected.state, expected.heads, expected.head)


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_a_file_in_a_group_is_told_what_it_would_bring_alone(tmp_path_factory, rng):
    packed = files(rng, history(rng))
    with (
        office(tmp_path_factory.mktemp("merge")) as one,
        office(tmp_path_factory.mktemp("merge")) as other,
    ):
        told = merged_in_groups(one, packed, rng)
        receipts = [other.documents.accept(each, hour(20)) for each in packed]
        assert [(each.outcome, each.checks) for each in told] == [
            (each.outcome, len(each.checks)) for each in receipts
        ]


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_a_superseded_revision_never_returns(tmp_path_factory, rng):
    packed = files(rng, history(rng))
    gone = set()
    with office(tmp_path_factory.mktemp("merge")) as workspace:
        for file in packed:
            workspace.documents.accept(file, hour(20))
            heads = set(flat.from_iterable(each.heads for each in workspace.documents.checks()))
            assert not heads & gone
            gone |= {each.digest for each in workspace.documents.bodies()} - heads


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_a_resolution_on_all_heads_settles_whatever_still_arrives(tmp_path_factory, rng):
    first = saying("begun", counter=1)
    forks = [
        saying(word, after=[first], counter=number)
        for number, word in enumerate(rng.sample(WORDS, rng.randint(2, 3)), 2)
    ]
    decided = saying("decided", after=forks, key=OFFICE)
    packed = files(rng, [first, *forks]) + files(rng, [decided])
    rng.shuffle(packed)
    with office(tmp_path_factory.mktemp("merge")) as workspace:
        merged(workspace, packed)
        header = workspace.documents.check(first.document.check.id)
        assert (header.state, header.heads) == (CheckState.CURRENT, (decided.digest,))


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_a_preview_says_what_accepting_then_does(tmp_path_factory, rng):
    packed = files(rng, history(rng))
    with office(tmp_path_factory.mktemp("merge")) as workspace:
        half = len(packed) // 2
        before = merged(workspace, packed[:half])
        previewed = workspace.documents.preview(map(prepared, packed[half:]))
        assert state(workspace) == before
        receipts = [workspace.documents.accept(each, hour(20)) for each in packed[half:]]
        assert list(previewed) == receipts
