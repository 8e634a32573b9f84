"""A backup comes by itself, once a day, and a refusal is told."""

from assessor.ui.daily_backup import DailyBackup


def test_a_backup_of_today_is_made_once(qtbot, desk):
    backup = DailyBackup(desk, desk.jobs)
    for _turn in range(2):
        backup.begin()
        qtbot.waitUntil(lambda: not desk.jobs.busy)
    assert len(list(desk.paths.backups.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_a_sentence(qtbot, desk):
    desk.paths.backups.write_text("in the way")
    backup = DailyBackup(desk, desk.jobs)
    with qtbot.waitSignal(backup.said) as told:
        backup.begin()
    assert "backups" in told.args[0]
    qtbot.waitUntil(lambda: not desk.jobs.busy)
