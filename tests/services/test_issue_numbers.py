from datetime import UTC, datetime

from assessor.domain.bulletins import Series
from assessor.services.issue_numbers import proposed, remember, used_words

MAY = datetime(2026, 5, 31, 12, tzinfo=UTC)
NEW_YEAR_IN_CHINA = datetime(2026, 12, 31, 17, tzinfo=UTC)


def test_the_next_number_follows_the_last_of_the_year_and_series(workspace):
    assert proposed(workspace, Series.RANKING, MAY) == 1
    remember(workspace, Series.RANKING, 7, "五月", MAY)
    remember(workspace, Series.RANKING, 3, "补", MAY)
    assert proposed(workspace, Series.RANKING, MAY) == 8
    assert proposed(workspace, Series.WORK, MAY) == 1
    assert proposed(workspace, Series.RANKING, NEW_YEAR_IN_CHINA) == 1


def test_a_number_that_another_bulletin_has_is_warned_of(workspace):
    remember(workspace, Series.RANKING, 7, "五月", MAY)
    told = used_words(workspace, Series.RANKING, 7, "六月", MAY)
    assert told == "Issue 7 of 2026 was “五月” already; it was written on 2026-05-31."
    assert used_words(workspace, Series.RANKING, 7, "五月", MAY) == ""
    assert used_words(workspace, Series.RANKING, 8, "六月", MAY) == ""
    assert used_words(workspace, Series.WORK, 7, "六月", MAY) == ""


def test_a_bulletin_without_a_number_is_not_remembered(workspace):
    remember(workspace, Series.WORK, 0, "五月", MAY)
    assert proposed(workspace, Series.WORK, MAY) == 1
    assert used_words(workspace, Series.WORK, 0, "六月", MAY) == ""
