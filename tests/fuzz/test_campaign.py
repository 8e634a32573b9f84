"""A few thousand mutations; `python -m tests.fuzz` runs as many as wanted."""

from pathlib import Path

import pytest

from assessor.services.verification import verify_file
from assessor.signing.trust import read_bundle
from tests.fuzz import targets
from tests.fuzz.campaign import run

FOUND = Path(__file__).parents[1] / "data" / "fuzz"


@pytest.mark.parametrize(("name", "count"), [("der", 3_000), ("asice", 1_500), ("pdf", 150)])
def test_no_mutation_is_believed_with_another_meaning_and_none_crashes(name, count):
    outcome = run(targets.TARGETS[name](), count, 60, seed=count)
    assert outcome.findings == []
    assert outcome.refused > 0.9 * outcome.count > 0


def test_mutations_that_are_accepted_lie_where_nothing_is_signed():
    outcome = run(targets.asice(), 1_500, 60, seed=5)
    assert outcome.accepted
    places = {place for _mutation, place in outcome.accepted}
    assert all(place.startswith(("framing:", "packing:")) for place in places)


def test_a_target_that_believes_everything_is_found_out():
    """Otherwise the others would prove nothing."""
    gullible = targets.Target("x", b"abc" * 9, b"x" * 20, targets.mutations.GENERAL, bytes, str)
    assert len(run(gullible, 200, 10, seed=1).findings) > 150


def test_what_was_found_once_is_refused():
    found = sorted(path for path in FOUND.iterdir() if path.suffix != ".trust")
    assert found
    for path in found:
        bundle = read_bundle(path.with_suffix(".trust").read_bytes())
        verdict = verify_file(path, bundle)
        assert (path.name, verdict.good) == (path.name, False)
