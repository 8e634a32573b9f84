"""An inspector's morning by keyboard: find the site, mark it, sign it, hand the stick to the office."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assessor.domain.inspection import Band, Fault, Faults, faults_of
from assessor.photos.drawing import draw_scene
from assessor.services.verification import verify_file
from assessor.ui import dialogs
from assessor.ui.desk import Desk
from assessor.ui.jobs import Jobs
from assessor.ui.main_window import MainWindow
from assessor.ui.preferences import Preferences
from assessor.ui.sign_off_dialog import SignOffDialog
from tests.actors import PASSPHRASE, site, units
from tests.ui.hands import sign_by_hand

LONG = 30_000  # ms


@pytest.fixture
def at_work(qtbot, qapp):
    """A person's program: its window on the person's workspace, as often as it is started."""
    running = []

    def _starts(person, **settings):
        preferences = Preferences(person.paths.settings)
        preferences.change(inspector=person.name, language="en", **settings)
        jobs = Jobs()
        desk = Desk(person.paths, person.workspace, person.library, preferences, jobs)
        window = MainWindow(person.paths.profile / "window.ini")
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        window.furnish(desk)
        with qtbot.waitActive(window):
            window.activateWindow()
        running.append(jobs)
        return window

    yield _starts
    for jobs in running:
        jobs.shut_down()


@pytest.fixture
def press(qtbot):
    """Press keys wherever the focus is, as a keyboard does."""

    def _press(*keys):
        for key in keys:
            QApplication.processEvents()  # no finger is quicker than the window
            widget = QApplication.focusWidget()
            assert widget is not None
            if isinstance(key, str):
                qtbot.keyClicks(widget, key)
            else:
                qtbot.keyClick(widget, key)

    return _press


def test_from_the_list_of_sites_to_the_ranking(
    qtbot, people, at_work, press, tmp_path, monkeypatch
):
    zhang, office = people["zhang"], people["office"]
    for person in (zhang, office):
        person.workspace.register.save_units(units())
    zhang.workspace.register.save_sites([site()])

    # Enter begins at the site that is chosen.
    window = at_work(zhang)
    window.places.page.rest()
    press(Qt.Key.Key_Return)
    fieldwork = window.places.fieldwork
    assert window.places.place == "check"
    assert fieldwork.current.id == "MARKET.01"

    # Two good items, a grade of 7 which needs a reason only if the faults say otherwise,
    # then a fault with its number, words and a photo.
    press("11")
    assert fieldwork.current.id == "MARKET.03"
    press("22", Qt.Key.Key_Return)
    assert fieldwork.seen("MARKET.03") == Faults((Fault(2),))
    press(Qt.Key.Key_Up, "n", "no sign at the gate", Qt.Key.Key_Return)
    gate = tmp_path / "gate.jpg"
    gate.write_bytes(draw_scene("东门市场 大门", 3))
    page = window.places.page
    page.add_photos([gate])
    qtbot.waitUntil(lambda: bool(faults_of(fieldwork.seen("MARKET.03"))[0].photos), timeout=LONG)
    (fault,) = faults_of(fieldwork.seen("MARKET.03"))
    assert (fault.words, fault.count, len(fault.photos)) == ("no sign at the gate", 2, 1)

    # A mistake is taken back with its words, and done again.
    fieldwork.visit("MARKET.05")
    press("1")
    assert fieldwork.seen("MARKET.05") == Band(10)
    fieldwork.undo()
    assert fieldwork.seen("MARKET.05") is None
    fieldwork.redo()

    # Switched off in the middle: the next start is at the same item.
    fieldwork.visit("MARKET.04")
    window.close()
    window = at_work(zhang)
    fieldwork = window.places.fieldwork
    assert fieldwork.current.id == "MARKET.04"
    qtbot.waitUntil(window.places.page.checklist.view.hasFocus)
    assert fieldwork.card.earned == 3 + 3 + 8  # items 1, 2 and 5; item 3 lost both points

    # The rest is good; one key for each item.
    while fieldwork.card.unobserved:
        fieldwork.visit(fieldwork.card.unobserved[0])
        press("1")
    assert fieldwork.card.earned == 98

    # Review, the site's own hand, look at the report, passphrase, export.
    window.places.sign()
    (dialog,) = window.findChildren(SignOffDialog)
    press_next(qtbot, dialog)
    dialog.site.name.setText("王经理")
    sign_by_hand(qtbot, dialog.site.pad)
    press_next(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.report.pages > 0, timeout=LONG)
    press_next(qtbot, dialog)
    dialog.key._passphrase.setText(PASSPHRASE)
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_asked: stick)
    with qtbot.waitSignal(dialog.signed, timeout=LONG):
        press_next(qtbot, dialog)
    with qtbot.waitSignal(dialog.export.exported, timeout=LONG):
        dialog.export.drives.other.click()
    assert zhang.workspace.drafts.all() == ()
    dialog.close()

    # The office looks at the stick, accepts, and sees the town in its place.
    (result,) = stick.glob("*.asice")
    assert verify_file(result, office.trust).good
    window = at_work(office, role="office")
    ranking = window.places.page
    ranking.take_in.look_at([stick])
    qtbot.waitUntil(lambda: ranking.take_in._model.rowCount() == 1, timeout=LONG)
    with qtbot.waitSignal(ranking.take_in.taken_in, timeout=LONG):
        ranking.take_in._accept.click()
    qtbot.waitUntil(lambda: ranking._model.rowCount() == 1, timeout=LONG)
    texts = [ranking._model.index(0, column).data() for column in range(3)]
    assert texts == ["1", "东门街道", "98.00"]
    (header,) = office.workspace.documents.checks()
    assert office.workspace.photos.picture(fault.photos[0])
    assert header.earned == 98


def press_next(qtbot, dialog):
    qtbot.waitUntil(dialog._next.isEnabled, timeout=LONG)
    dialog._next.click()
