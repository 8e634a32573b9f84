import pytest
from PySide6.QtWidgets import QLabel, QWidget

from assessor.i18n import use_language
from assessor.ui.keys import check_keys, window_keys
from assessor.ui.keys_dialog import KeysDialog


@pytest.fixture
def keys(qtbot):
    windows = []  # which Qt would destroy with the last name for them

    def _keys(width, height):
        window = QWidget()
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(width, height)
        window.show()
        keys = KeysDialog(window)
        with qtbot.waitExposed(keys):
            keys.show()
        return keys

    return _keys


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_on_a_laptop_all_of_them_are_seen_at_once(keys, language):
    use_language(language)
    area = keys(1366, 700).area
    assert area.verticalScrollBar().maximum() == 0
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_on_a_small_screen_they_scroll_in_one_column(keys):
    area = keys(800, 480).area
    assert area.verticalScrollBar().maximum() > 0
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_every_key_is_listed_with_what_it_does(keys):
    shown = {each.text() for each in keys(1366, 700).findChildren(QLabel)}
    assert {key.words for key in check_keys() + window_keys()} <= shown
