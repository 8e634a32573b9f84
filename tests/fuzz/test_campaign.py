"""A few thousand mutations; `python -m tests.fuzz` runs as many as wanted."""

import pytest

from tests.fuzz import found, targets
from tests.fuzz.campaign import run


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
    paths = list(found.kept(found.FOLDER))
    assert paths
    assert [path.name for path in paths if not found.is_mended(path)] == []


@pytest.mark.filterwarnings("ignore::UserWarning")  # of Pillow and openpyxl
@pytest.mark.parametrize("name", found.TARGETS)
def test_a_finding_of_any_target_is_kept_and_judged_again(name, tmp_path):
    target = found.TARGETS[name]()
    cut = found.keep(tmp_path, target, target.original[: len(target.original) // 2])
    whole = found.keep(tmp_path, target, target.original)
    assert set(found.kept(tmp_path)) == {cut, whole}
    assert found.is_mended(cut)
    assert found.is_mended(whole) == (name not in targets.TARGETS)
