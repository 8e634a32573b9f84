import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from assessor.settings import load_settings
from assessor.signing.keys import new_key
from assessor.signing.trust import load_trust
from assessor.ui import dialogs
from assessor.ui.settings_page import SettingsPage
from assessor.ui.trust_dialog import TrustDialog
from tests.actors import PASSPHRASE, ROUNDS


@pytest.fixture
def page(qtbot, desk):
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


def kept(desk):
    return load_settings(desk.paths.settings)


@pytest.mark.parametrize(
    ("choice", "value"), [("language", "zh_CN"), ("theme", "sun"), ("role", "office")]
)
def test_a_choice_is_kept_at_once(desk, page, choice, value):
    getattr(page, f"_{choice}")._buttons[value].click()
    assert getattr(kept(desk), choice) == value


def test_name_and_organisation_are_kept_when_the_field_is_left(desk, page):
    page._name.setText(" 李四 ")
    page._organisation.setText("示例县爱卫办")
    page._organisation.editingFinished.emit()
    assert (kept(desk).inspector, kept(desk).organisation) == ("李四", "示例县爱卫办")


def test_without_a_key_it_says_where_keys_belong(desk, page):
    assert str(desk.paths.keys) in page._keys.text()
    assert "step by step" in page._keys.text()
    assert not page._key.isEnabled()


def test_a_key_that_waits_for_its_certificate_cannot_be_chosen(desk, page):
    desk.paths.keys.mkdir(parents=True)
    new_key(desk.paths.keys, "张三", "", PASSPHRASE, rounds=ROUNDS)
    page.show_keys()
    assert "waits for the office" in page._keys.text()
    assert page._key.count() == 0


def test_the_key_to_sign_with_is_chosen(qtbot, people, seat):
    desk = seat(people("zhang"))
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page._key.activated.emit(0)
    assert kept(desk).key.endswith(".p12")
    assert "certified until" in page._keys.text()


def test_a_trust_bundle_tells_its_fingerprint(qtbot, desk, page, authority, tmp_path, monkeypatch):
    bundle = tmp_path / "office.trust"
    bundle.write_bytes(authority.bundle())
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (bundle,))
    page._trust.click()
    (dialog,) = page.findChildren(TrustDialog)
    told = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "示例县爱卫办" in told
    assert authority.root.fingerprint in told
    assert not dialog.accept_it.isEnabled()  # before the fingerprint was compared
    dialog.compared.click()
    dialog.accept_it.click()
    qtbot.waitUntil(lambda: bool(load_trust(desk.paths.keys).roots), timeout=10_000)
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)), timeout=10_000)
    (box,) = page.findChildren(QMessageBox)
    assert "示例县爱卫办" in box.text()
    box.close()


def test_settings_that_cannot_be_kept_are_told(desk, page, monkeypatch):
    from assessor.files import FileError

    def refuse(*_arguments):
        raise FileError("The disk is full.")

    monkeypatch.setattr("assessor.ui.preferences.save_settings", refuse)
    page._theme._buttons["dark"].click()
    (box,) = page.findChildren(QMessageBox)
    assert box.text() == "The disk is full."
    assert desk.settings.theme == "light"
    box.close()
