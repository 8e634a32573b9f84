import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from assessor.domain.guide import quick_guide
from assessor.i18n import current
from assessor.ui import dialogs
from assessor.ui.guide_dialog import GuideDialog
from assessor.ui.keys_dialog import KeysDialog


@pytest.fixture
def guide(qtbot, desk):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 720)
    window.show()
    guide = GuideDialog(desk, window)
    guide.show()
    yield guide
    guide.reject()


def test_it_says_all_of_the_guide(desk, guide):
    shown = "\n".join(each.text() for each in guide.findChildren(QLabel))
    told = quick_guide(current())
    assert all(line in shown for section in told.sections for line in section.lines)
    assert all(words in shown for _key, words in told.keys)


def test_all_keys_are_one_step_away(guide):
    guide._on_keys()
    (keys,) = guide.findChildren(KeysDialog)
    assert keys.isVisible()
    keys.accept()


def test_it_is_saved_to_be_printed(qtbot, guide, tmp_path, monkeypatch):
    target = tmp_path / "guide.pdf"
    monkeypatch.setattr(dialogs, "choose_target", lambda *_arguments: target)
    guide._save.click()
    qtbot.waitUntil(lambda: bool(guide.findChildren(QMessageBox)), timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")
    for box in guide.findChildren(QMessageBox):
        assert str(target) in box.text()
        box.close()
