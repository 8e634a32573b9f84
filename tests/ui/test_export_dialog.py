"""Everything that waits, from the list of today to one stick."""

from assessor.ui import dialogs
from assessor.ui.export_dialog import ExportDialog
from assessor.ui.today_page import TodayPage
from tests.actors import site


def test_all_that_was_not_exported_goes_to_one_stick_at_once(
    qtbot, people, seat, tmp_path, monkeypatch
):
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_arguments: tmp_path)
    person = people("wang")
    for number in (1, 2, 3):
        person.checks(site(number))
    page = TodayPage(seat(person))
    qtbot.addWidget(page)
    page.show()
    page.export_all.click()
    (dialog,) = page.findChildren(ExportDialog)
    with qtbot.waitSignal(dialog.panel.exported, timeout=10_000):
        dialog.panel.drives.other.click()
    assert len(list(tmp_path.glob("*.asice"))) == 3
    assert not page.export_all.isVisible()
    dialog.close()
