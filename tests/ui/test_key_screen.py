import pytest
from PySide6.QtWidgets import QMessageBox

from assessor.signing.keys import list_keys
from assessor.ui import dialogs
from assessor.ui.key_screen import KeyScreen
from tests.actors import PASSPHRASE


@pytest.fixture
def keys(qtbot, desk):
    desk.preferences.change(inspector="李四", organisation="爱卫办")
    keys = KeyScreen(desk)
    qtbot.addWidget(keys)
    keys.show()
    keys.begin()
    return keys


def told(screen):
    (box,) = screen.findChildren(QMessageBox)
    words = box.text()
    box.close()
    box.deleteLater()
    return words


def test_a_key_and_its_request_are_made(qtbot, desk, keys, tmp_path, monkeypatch):
    keys._make.click()
    keys._first.setText(PASSPHRASE)
    keys._second.setText(PASSPHRASE)
    keys._do.click()
    qtbot.waitUntil(keys._save.isVisible, timeout=20_000)
    (made,) = list_keys(desk.paths.keys)
    assert (made.name, made.organisation, made.certified) == ("李四", "爱卫办", False)
    assert made.key_id[:8] in keys._found.text()
    assert keys._first.text() == ""
    target = tmp_path / "for the office.csr"
    monkeypatch.setattr(dialogs, "choose_target", lambda *_arguments: target)
    keys._save.click()
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == made.path.with_suffix(".csr").read_bytes()
    qtbot.waitUntil(lambda: bool(keys.findChildren(QMessageBox)))
    assert str(target) in told(keys)


def test_passphrases_that_differ_make_no_key(desk, keys):
    keys._make.click()
    keys._first.setText("one")
    keys._second.setText("other")
    keys._do.click()
    assert "differ" in told(keys)
    assert not list_keys(desk.paths.keys)


def test_a_key_needs_a_name(desk, keys):
    desk.preferences.change(inspector="")
    keys._make.click()
    keys._do.click()
    assert "name" in told(keys)


def test_a_key_that_exists_is_fetched_and_chosen(qtbot, desk, keys, people, monkeypatch):
    source = next(people("zhang").paths.keys.glob("*.p12"))
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (source,))
    keys._fetch.click()
    qtbot.waitUntil(lambda: desk.settings.key == source.name, timeout=10_000)
    (found,) = list_keys(desk.paths.keys)
    assert found.certified
    assert found.key_id[:8] in keys._found.text()
