"""Daily backups come and go, and restoring touches nothing that is there."""

from datetime import timedelta

import pytest

from assessor.services import care
from tests.actors import NOON, site

LATER = NOON + timedelta(days=1)


@pytest.fixture
def zhang(people):
    person, *_office = people
    person.checks(site())
    return person


def test_a_backup_is_made_once_a_day_and_two_weeks_are_kept(zhang):
    folder = zhang.paths.backups
    assert care.back_up_daily(zhang.workspace, folder, LATER)
    assert care.back_up_daily(zhang.workspace, folder, LATER + timedelta(hours=5)) is None
    for day in range(1, 20):
        assert care.back_up_daily(zhang.workspace, folder, LATER + timedelta(days=day, hours=1))
    assert len(list(folder.iterdir())) == care.KEPT


def test_a_clock_set_back_does_not_end_daily_backups(zhang):
    folder = zhang.paths.backups
    care.back_up_daily(zhang.workspace, folder, LATER)
    assert care.back_up_daily(zhang.workspace, folder, LATER - timedelta(days=30))


def test_restoring_puts_a_workspace_beside_the_present_one(zhang):
    made = care.back_up(zhang.workspace, zhang.paths.profile, LATER)
    told = care.restore(made.path, zhang.paths.workspace)
    assert told.workspace.name == "workspace-20261103-200000.assessor"
    assert told.workspace.parent == zhang.paths.profile
