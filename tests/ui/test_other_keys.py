"""Keys on tokens and SM2 keys, made and used in windows."""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from assessor.domain.inspection import Visit
from assessor.errors import AssessorError
from assessor.services.fieldwork import new_check
from assessor.services.key_steps import survey
from assessor.services.verification import verify_file
from assessor.signing.keys import list_keys
from assessor.signing.tokens import labels_in
from assessor.ui import other_keys, work
from assessor.ui.certificate_dialog import CertificateDialog
from assessor.ui.key_step import KeyStep
from assessor.ui.own_key_panel import OwnKeyPanel
from tests.actors import NOON, site

PATIENCE = 30_000
PIN = "648219"
MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture
def token(tmp_path, monkeypatch):
    pytest.importorskip("pkcs11")
    if shutil.which("softhsm2-util") is None or not MODULE.exists():
        pytest.skip("the software token softhsm2 is not installed")
    (tmp_path / "tokens").mkdir()
    settings = tmp_path / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    command = ["softhsm2-util", "--init-token", "--free", "--label", "clerk"]
    subprocess.run([*command, "--pin", PIN, "--so-pin", "1234"], check=True, capture_output=True)
    return "clerk"


@pytest.fixture
def person(people):
    return people("zhang")


@pytest.fixture
def panel(qtbot, person, seat):
    panel = OwnKeyPanel(seat(person))
    qtbot.addWidget(panel)
    panel.show()
    panel.show_survey(survey(person.paths.keys))
    panel.other.unfold.click()
    return panel


def test_a_key_is_made_on_a_token_certified_and_signs_a_check(
    qtbot, token, person, panel, authority
):
    other = panel.other
    other.look_through(MODULE)
    qtbot.waitUntil(lambda: other.token.currentText() == token, timeout=PATIENCE)
    assert not other.make.isEnabled()
    other.pin.line.setText(PIN)
    with qtbot.waitSignal(panel.changed, timeout=PATIENCE):
        other.make.click()
    assert other.pin.passphrase == ""
    (made,) = survey(person.paths.keys).waiting
    certificate = person.folder / "token.crt"
    asked = made.path.with_suffix(".csr").read_bytes()
    certificate.write_bytes(authority.issue(asked, is_office=False))
    dialog = CertificateDialog(panel.desk, (made,), certificate, panel)
    dialog._passphrase.setText(PIN)
    with qtbot.waitSignal(dialog.adopted, timeout=PATIENCE):
        dialog._on_adopt()
    panel.desk.preferences.change(key=made.path.name)
    step = KeyStep(panel.desk, list_keys(person.paths.keys))
    qtbot.addWidget(step)
    step._passphrase.setText(PIN)
    standard = person.library.standard("NSC-2021")
    visit = Visit(started=NOON, inspectors=(person.name,))
    check = new_check(person.workspace, site(), standard.ref, visit)
    person.workspace.drafts.begin(check, standard.site_type("MARKET").items[0].id)
    person.marks_the_rest_good(check.id)
    signed = work.sign(
        person.workspace, person.library, check.id, step.unlock, panel.desk.now(), ""
    )
    verdict = verify_file(signed.report, person.trust)
    assert verdict.good, verdict.reason


def test_a_file_that_is_no_driver_is_refused(tmp_path):
    pytest.importorskip("pkcs11")
    driver = tmp_path / "driver.so"
    driver.write_bytes(b"no library")
    with pytest.raises(AssessorError, match="no driver"):
        labels_in(driver)


def test_an_sm2_key_says_what_it_is_for_and_is_made(qtbot, panel, person):
    pytest.importorskip("tongsuopy")
    panel.other.kind.choose("sm2")
    panel.other._show()
    assert "no reports" in panel.other._words.text()
    for field in (panel.other.fresh.first, panel.other.fresh.second):
        field.line.setText("four words for SM2")
    with qtbot.waitSignal(panel.changed, timeout=PATIENCE):
        panel.other.make.click()
    (made,) = survey(person.paths.keys).waiting
    assert made.path.suffix == ".sm2"


def test_a_missing_library_is_named(qtbot, panel, monkeypatch):
    def found(name):
        return None if name in ("pkcs11", "tongsuopy") else find_spec(name)

    monkeypatch.setattr(other_keys, "find_spec", found)
    panel.other._show()
    assert panel.other._words.text().endswith("pip install assessor[token]")
    assert not panel.other.make.isVisible()
