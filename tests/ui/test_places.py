import pytest
from PySide6.QtCore import Qt

from assessor.domain.references import Topic, TopicKind
from assessor.storage import WorkspaceError
from assessor.ui.check_page import CheckPage
from assessor.ui.empty_page import EmptyPage
from assessor.ui.main_window import MainWindow
from assessor.ui.ranking_page import RankingPage
from assessor.ui.settings_page import SettingsPage
from assessor.ui.standards_page import StandardsPage
from assessor.ui.today_page import TodayPage


@pytest.fixture
def furnished(qtbot, desk):
    """The window with its places; may be asked for again, as after a restart."""
    windows = []

    def _furnished():
        window = MainWindow(desk.paths.profile / "window.ini")
        qtbot.addWidget(window)
        windows.append(window)
        with qtbot.waitExposed(window):
            window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        places = window.furnish(desk)
        qtbot.waitUntil(lambda: places.page.isVisible())
        return places

    yield _furnished
    desk.preferences.change(theme="light", language="en")


def test_an_inspector_begins_with_today(furnished):
    places = furnished()
    assert isinstance(places.page, TodayPage)
    assert list(places._buttons) == ["today", "check", "standards", "verify", "settings"]


def test_an_office_begins_with_the_ranking(desk, furnished):
    desk.preferences.change(role="office")
    places = furnished()
    assert isinstance(places.page, RankingPage)
    shown = ["today", "check", "ranking", "indicators", "units", "standards", "verify", "settings"]
    assert list(places._buttons) == shown


def test_a_draft_left_open_is_where_work_begins(desk, fieldwork, furnished):
    fieldwork.visit("MARKET.07")
    places = furnished()
    assert isinstance(places.page, CheckPage)
    assert places.fieldwork.current.id == "MARKET.07"


def test_after_a_restart_it_is_at_the_same_item(qtbot, furnished, begin):
    begin()
    places = furnished()
    qtbot.keyClicks(places.page, "11")
    qtbot.keyClicks(places.page, "2")
    again = furnished()
    assert again.fieldwork.current.id == "MARKET.03"
    assert again.fieldwork.check == places.fieldwork.check


def test_without_a_draft_the_check_page_leads_to_today(furnished):
    places = furnished()
    places.go_to("check")
    assert isinstance(places.page, EmptyPage)
    places.page.choose.click()
    assert isinstance(places.page, TodayPage)


def test_choosing_a_site_opens_its_check(qtbot, furnished):
    places = furnished()
    places.page.card.go_on.click()
    assert isinstance(places.page, CheckPage)
    assert places._buttons["check"].isChecked()


def test_another_draft_takes_the_place_of_the_first(furnished, begin):
    first, second = begin("MARKET"), begin("TOILET")
    places = furnished()
    places.open_check(first)
    assert places.fieldwork.site_type.code == "MARKET"
    places.open_check(second)
    assert places.fieldwork.site_type.code == "TOILET"
    assert places.page.item._number.text() == "01"


def test_places_are_reached_by_keys(qtbot, furnished):
    places = furnished()
    qtbot.keyClick(places, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(places.page, SettingsPage)
    qtbot.keyClick(places, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(places.page, TodayPage)


def test_a_page_that_cannot_be_made_now_leaves_the_one_that_is_shown(
    qtbot, desk, furnished, begin, monkeypatch
):
    begin()
    places = furnished()

    def refuse():
        raise WorkspaceError("The server cannot be reached.")

    with monkeypatch.context() as patched:
        patched.setattr(desk.workspace.register, "campaigns", refuse)
        with qtbot.waitSignal(places.said) as said:
            qtbot.mouseClick(places._buttons["today"], Qt.MouseButton.LeftButton)
    assert said.args == ["The server cannot be reached."]
    assert isinstance(places.page, CheckPage)
    assert places._buttons["check"].isChecked()
    places.rest()
    qtbot.mouseClick(places._buttons["today"], Qt.MouseButton.LeftButton)
    assert isinstance(places.page, TodayPage)


def test_the_language_changes_while_the_program_runs(qtbot, desk, furnished):
    places = furnished()
    places.go_to("settings")
    desk.preferences.change(language="zh_CN")
    assert places._buttons["settings"].text() == "设置"
    assert isinstance(places.page, SettingsPage)
    assert places.window().windowTitle()


def test_a_new_look_or_language_keeps_the_open_check_and_its_undo(desk, furnished, begin):
    begin()
    places = furnished()
    places.page.marker.full()
    desk.preferences.change(theme="dark")
    desk.preferences.change(language="zh_CN")
    places.go_to("check")
    assert places.fieldwork.undo_words
    assert places.page.item._number.text() == "02"


def test_a_role_that_loses_its_page_goes_to_today(desk, furnished):
    desk.preferences.change(role="office")
    places = furnished()
    desk.preferences.change(role="inspector")
    assert isinstance(places.page, TodayPage)


def test_words_being_typed_are_kept_when_the_page_is_left(furnished, begin):
    begin()
    places = furnished()
    places.open_check(places.fieldwork.check.id)
    places.page.marker.add_fault()
    places.page.faults._words.setText("typed")
    places.go_to("today")
    assert places.fieldwork.seen("MARKET.01").faults[0].words == "typed"


def test_words_being_typed_are_kept_when_the_window_closes(desk, furnished, begin):
    check_id = begin()
    places = furnished()
    places.page.marker.add_fault()
    places.page.faults._words.setText("typed")
    places.window().close()
    kept = desk.workspace.drafts.get(check_id).check.observations["MARKET.01"]
    assert kept.faults[0].words == "typed"


def test_the_window_remembers_its_size(desk, furnished):
    window = furnished().window()
    assert window.isMaximized()  # on a laptop, at first
    window.showNormal()
    window.resize(1000, 600)
    window.close()
    assert furnished().window().size() == window.size()


def test_remarks_come_and_go(furnished):
    places = furnished()
    window = places.window()
    places.said.emit("Written and read back.")
    assert window.statusBar().isVisible()
    window.statusBar().clearMessage()
    assert not window.statusBar().isVisible()


def test_signing_leads_to_today_and_the_check_is_closed(qtbot, people, seat):
    from assessor.ui.places import Places
    from assessor.ui.sign_off_dialog import SignOffDialog
    from tests.actors import PASSPHRASE, site

    person = people("zhang")
    person.marks_the_rest_good(person.begins(site()))
    places = Places(seat(person))
    qtbot.addWidget(places)
    places.resize(1366, 720)
    places.show()
    places.begin()
    places.sign()
    (dialog,) = places.findChildren(SignOffDialog)
    for _step in range(3):
        dialog._next.click()
    dialog.key._passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.signed, timeout=30_000):
        dialog._next.click()
    assert isinstance(places.page, TodayPage)
    assert places.fieldwork is None
    assert person.workspace.drafts.all() == ()
    dialog.reject()


def test_another_look_or_language_loses_nothing_in_hand(qtbot, desk, furnished):
    places = furnished()
    places.page._search.setText("东门")
    places.page._search.setFocus()
    places.page._search.setCursorPosition(1)
    qtbot.keyClick(places, Qt.Key.Key_F8)
    assert desk.settings.theme == "sun"
    assert (places.page._search.text(), places.page._search.cursorPosition()) == ("东门", 1)
    qtbot.waitUntil(places.page._search.hasFocus)
    desk.preferences.change(language="zh_CN")
    assert places.page._search.text() == "东门"
    qtbot.keyClick(places, Qt.Key.Key_F8)
    assert desk.settings.theme == "light"


def test_a_name_half_typed_outlives_another_language(qtbot, desk, furnished):
    places = furnished()
    places.go_to("settings")
    places.page._name.setFocus()
    places.page._name.setText("李")
    desk.preferences.change(language="zh_CN")
    assert places.page._name.text() == "李"
    places.page._name.editingFinished.emit()
    assert desk.settings.inspector == "李"


def test_the_guide_is_one_key_away_on_every_page(qtbot, furnished):
    from assessor.ui.guide_dialog import GuideDialog

    places = furnished()
    for place in places._buttons:
        places.go_to(place)
        with qtbot.waitActive(places.window()):  # as a window manager sees to after a dialog
            places.window().activateWindow()
        qtbot.keyClick(places.page, Qt.Key.Key_F1)
        (guide,) = places.findChildren(GuideDialog)
        assert guide.isVisible()
        guide.accept()
        qtbot.waitUntil(lambda: not places.findChildren(GuideDialog))


def test_the_first_steps_are_reached_from_the_settings(qtbot, desk, furnished):
    from assessor.ui.first_steps import FirstSteps

    places = furnished()
    places.go_to("settings")
    places.page._steps.click()
    (steps,) = places.findChildren(FirstSteps)
    steps.screen_shown._name.setText("王五")
    steps._next.click()
    steps.reject()
    assert places.page._name.text() == "王五"


def test_the_item_in_hand_is_one_key_from_its_place_in_the_standards(qtbot, furnished, begin):
    begin("TOILET")
    places = furnished()
    places.fieldwork.visit("TOILET.03")
    qtbot.keyClick(places.page, Qt.Key.Key_B)
    assert isinstance(places.page, StandardsPage)
    qtbot.waitUntil(lambda: places.page.view.sheet is not None, timeout=20_000)
    ref = places.fieldwork.standard.ref
    assert places.page.view.sheet.topic == Topic(str(ref), TopicKind.ITEM, "TOILET.03")
    places.go_to("check")
    assert places.fieldwork.current.id == "TOILET.03"
