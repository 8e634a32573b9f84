"""Result files that only the office can open: made ready, exported and taken in, in windows."""

from datetime import timedelta

import pytest

from assessor.services import key_steps, office_authority, trusting
from assessor.services.appraisal import Tone, appraise
from assessor.services.key_steps import Stage
from assessor.signing.envelopes import is_envelope
from assessor.signing.trust import load_trust
from assessor.ui import authority_finder, drive_list
from assessor.ui.encryption_panel import EncryptionPanel
from assessor.ui.envelope_dialog import EnvelopeDialog
from assessor.ui.export_panel import ExportPanel
from assessor.ui.take_in_card import TakeInCard
from tests import actors
from tests.actors import NOON, PASSPHRASE, site, units

FRESH = "four words for files"
PATIENCE = 20_000


@pytest.fixture
def authority(tmp_path):
    """The office's key, on a stick."""
    return actors.authority(tmp_path / "safe" / office_authority.FOLDER)


@pytest.fixture
def safe(tmp_path, monkeypatch):
    monkeypatch.setattr(authority_finder, "plugged_in", lambda: ())
    monkeypatch.setattr(drive_list, "plugged_in", lambda: ())
    return tmp_path / "safe" / office_authority.FOLDER


@pytest.fixture
def office(people, safe):
    office = people("office", is_office=True)
    office.workspace.register.save_units(units())
    office_authority.know_authority(office.paths.keys, safe, PASSPHRASE, NOON)
    return office


@pytest.fixture
def encrypting(office, safe):
    """An office with its key for encrypted files."""
    office_authority.make_encryption(office.paths.keys, safe, PASSPHRASE, FRESH, NOON)
    return office


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def encrypted(qtbot, people, seat, encrypting, stick):
    """A stick with an encrypted result file of Zhang's."""
    zhang = people("zhang")
    bundle = trusting.hand_on(encrypting.paths.keys, stick)
    trusting.take_in(zhang.paths.keys, bundle.read_bytes(), None, zhang.library, NOON)
    panel = ExportPanel(seat(zhang), [zhang.checks(site()).check_id])
    qtbot.addWidget(panel)
    assert panel.reader.itemText(1) == "Only 示例县爱卫办 can open the files"
    panel.reader.setCurrentIndex(1)
    panel.write_to(stick)
    qtbot.waitUntil(lambda: "unplugged" in panel.result.text(), timeout=PATIENCE)
    return stick


@pytest.fixture
def card(qtbot, seat, encrypting):
    card = TakeInCard(seat(encrypting))
    qtbot.addWidget(card)
    card.show()
    return card


def asked(qtbot, card):
    qtbot.waitUntil(lambda: bool(card.findChildren(EnvelopeDialog)), timeout=PATIENCE)
    return card.findChildren(EnvelopeDialog)[-1]


def test_the_office_makes_its_key_in_the_window(qtbot, office, seat, safe):
    panel = EncryptionPanel(seat(office))
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.begin.click()
    panel.passphrase.line.setText(PASSPHRASE)
    assert not panel.make.isEnabled()
    for field in (panel.fresh.first, panel.fresh.second):
        field.line.setText(FRESH)
    assert panel.finder.folder == safe
    with qtbot.waitSignal(panel.changed, timeout=PATIENCE):
        panel.make.click()
    assert panel.passphrase.passphrase == panel.fresh.passphrase == ""
    assert (safe / "encryption.p12").exists()
    (root,) = load_trust(office.paths.keys).roots
    assert root.encryption


def test_nobody_is_asked_who_can_read_without_such_a_key(qtbot, people, seat, safe):
    zhang = people("zhang")
    panel = ExportPanel(seat(zhang), [])
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.reader.isVisible()


def test_encrypted_files_are_opened_by_the_passphrase_once(qtbot, encrypting, encrypted, card):
    (file,) = encrypted.glob("*.p7m")
    assert is_envelope(file.read_bytes())
    card.look_at([encrypted])
    dialog = asked(qtbot, card)
    dialog.passphrase.line.setText(FRESH)
    dialog.open_them.click()
    qtbot.waitUntil(lambda: len(card._model.chosen) == 1, timeout=PATIENCE)
    with qtbot.waitSignal(card.taken_in, timeout=PATIENCE):
        card._accept.click()
    assert len(encrypting.workspace.documents.checks()) == 1
    assert card._key is None


def test_a_wrong_passphrase_can_be_typed_again(qtbot, encrypted, card, monkeypatch):
    told = []
    monkeypatch.setattr("assessor.ui.job_dialog.tell", lambda _page, words: told.append(words))
    card.look_at([encrypted])
    dialog = asked(qtbot, card)
    dialog.passphrase.line.setText("wrong")
    dialog.open_them.click()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert "passphrase is wrong" in told[0]
    assert dialog.isVisible()


def test_files_left_closed_say_that_they_are_encrypted(qtbot, encrypted, card):
    card.look_at([encrypted])
    asked(qtbot, card).reject()
    qtbot.waitUntil(lambda: len(card._model.refused) == 1, timeout=PATIENCE)
    assert "encrypted" in card._model.refused[0].reason


def test_the_key_is_copied_with_the_office_key_and_comes_back_from_there(
    encrypting, safe, tmp_path
):
    second, fresh = tmp_path / "second", tmp_path / "new computer"
    for folder in (second, fresh):
        folder.mkdir()
    office_authority.copy_authority(encrypting.paths.keys, safe, second, PASSPHRASE, NOON)
    assert key_steps.survey(encrypting.paths.keys).incomplete == ()
    office_authority.know_authority(fresh, second, PASSPHRASE, NOON)
    own = encrypting.paths.keys / "encryption" / "office.p12"
    assert (fresh / "encryption" / "office.p12").read_bytes() == own.read_bytes()


def test_the_second_stick_is_asked_for_once_there_is_such_a_key(office, safe, tmp_path):
    (second := tmp_path / "second").mkdir()
    keys = office.paths.keys
    office_authority.copy_authority(keys, safe, second, PASSPHRASE, NOON, "second")
    assert key_steps.stages(key_steps.survey(keys), "office", NOON)[0] is Stage.DONE
    office_authority.make_encryption(keys, safe, PASSPHRASE, FRESH, NOON)
    found = key_steps.survey(keys)
    assert [each.stick for each in found.incomplete] == ["second"]
    assert key_steps.stages(found, "office", NOON)[0] is Stage.NEXT
    office_authority.copy_authority(keys, safe, second, PASSPHRASE, NOON, "second")
    assert key_steps.survey(keys).incomplete == ()


def test_a_stick_that_was_away_gets_the_key_when_it_is_used(encrypting, safe, tmp_path, people):
    for name in ("encryption.p12", "encryption.crt"):
        (safe / name).unlink()
    zhang = people("zhang")
    (request,) = zhang.paths.keys.glob("*.csr")
    asked = office_authority.read_asked(encrypting.paths.keys, request)
    target = tmp_path / "zhang.crt"
    office_authority.issue(
        encrypting.paths.keys, safe, asked, PASSPHRASE, target, NOON, is_office=False
    )
    assert (safe / "encryption.p12").exists()
    assert trusting.offer(zhang.paths.keys, target.with_suffix(".trust")).is_news


def test_a_bundle_with_the_certificate_is_news_once(office, safe, people, stick):
    zhang = people("zhang")
    office_authority.make_encryption(office.paths.keys, safe, PASSPHRASE, FRESH, NOON)
    bundle = trusting.hand_on(office.paths.keys, stick)
    (offered,) = trusting.offer(zhang.paths.keys, bundle).offices
    assert offered.standing is trusting.Standing.MORE
    trusting.take_in(zhang.paths.keys, bundle.read_bytes(), None, zhang.library, NOON)
    (offered,) = trusting.offer(zhang.paths.keys, bundle).offices
    assert offered.standing is trusting.Standing.SAME


def test_a_key_is_made_once(encrypting, safe):
    before = (encrypting.paths.keys / "encryption" / "office.p12").read_bytes()
    later = NOON + timedelta(days=1)
    office_authority.make_encryption(encrypting.paths.keys, safe, PASSPHRASE, "another", later)
    assert (encrypting.paths.keys / "encryption" / "office.p12").read_bytes() == before


def test_verification_says_that_it_is_encrypted(encrypted, encrypting):
    (file,) = encrypted.glob("*.p7m")
    found = appraise(encrypting.paths.keys, file)
    assert found.tone is Tone.DOUBT
    assert found.headline.startswith("Encrypted")
