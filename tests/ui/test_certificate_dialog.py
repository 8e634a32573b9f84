import pytest
from PySide6.QtWidgets import QMessageBox

from assessor.signing.keys import list_keys, new_key
from assessor.ui import dialogs
from assessor.ui.certificate_dialog import CertificateDialog
from assessor.ui.settings_page import SettingsPage
from tests.actors import PASSPHRASE, ROUNDS


@pytest.fixture
def page(qtbot, desk):
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def certificate(desk, authority, tmp_path):
    """What came back for the key of the profile."""
    desk.paths.keys.mkdir(parents=True)
    key = new_key(desk.paths.keys, "张三", "爱卫办", PASSPHRASE, rounds=ROUNDS)
    path = tmp_path / "zhang.crt"
    path.write_bytes(authority.issue(key.path.with_suffix(".csr").read_bytes(), is_office=False))
    return path


def test_a_certificate_is_joined_to_its_key(qtbot, desk, page, certificate, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (certificate,))
    page._certificate.click()
    (dialog,) = page.findChildren(CertificateDialog)
    dialog._passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.adopted, timeout=20_000):
        dialog._on_adopt()
    (key,) = list_keys(desk.paths.keys)
    assert key.certified
    assert desk.settings.key == key.path.name
    assert page._key.count() == 1
    for box in page.findChildren(QMessageBox):
        box.close()


def test_a_wrong_passphrase_is_told_and_can_be_typed_again(qtbot, desk, page, certificate):
    dialog = CertificateDialog(desk, list_keys(desk.paths.keys), certificate, page)
    dialog.show()
    dialog._passphrase.setText("wrong")
    dialog._on_adopt()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=20_000)
    (box,) = dialog.findChildren(QMessageBox)
    assert "passphrase" in box.text()
    box.close()
    assert dialog.isVisible()
    dialog.reject()


def test_without_a_key_that_waits_it_says_so(page):
    page._certificate.click()
    (box,) = page.findChildren(QMessageBox)
    assert "Keys and trust" in box.text()
    box.close()
