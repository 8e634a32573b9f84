"""A bundle that travels beside plans and result files is offered where they come in."""

import pytest
from PySide6.QtWidgets import QWidget

from assessor.signing.trust import keep_bundle, load_trust
from assessor.ui import dialogs, standards_work
from assessor.ui.take_in_card import TakeInCard
from assessor.ui.today_page import TodayPage
from assessor.ui.trust_dialog import TrustDialog, show_bundle
from tests.actors import site

PATIENCE = 20_000  # ms


@pytest.fixture
def stick(people, tmp_path):
    """A stick with a result file, and beside it whom to trust."""
    zhang = people("zhang")
    result = zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")
    (result.parent / "office.trust").write_bytes(zhang.trust.bundle())
    return result.parent


def trusts(dialog):
    dialog.compared.click()
    dialog.accept_it.click()


def test_files_of_a_stranger_come_in_once_the_bundle_beside_them_is_trusted(qtbot, desk, stick):
    card = TakeInCard(desk)
    qtbot.addWidget(card)
    card.show()
    card.look_at([stick])
    qtbot.waitUntil(card._offer.isVisible, timeout=PATIENCE)
    assert "示例县爱卫办" in card._offer.text()
    card._offer.click()
    (dialog,) = card.findChildren(TrustDialog)
    trusts(dialog)
    qtbot.waitUntil(lambda: "new" in card._words.text(), timeout=PATIENCE)
    assert not card._offer.isVisible()


def test_an_inspector_who_takes_in_a_plan_is_asked_whom_to_trust_first(
    qtbot, desk, stick, monkeypatch
):
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.show()
    chosen = tuple(stick.glob("*.asice"))
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: chosen)
    page._on_take()
    (dialog,) = page.findChildren(TrustDialog)
    with qtbot.waitSignal(page.said, timeout=PATIENCE):
        trusts(dialog)
    assert desk.workspace.documents.checks()
    page._on_take()  # nothing is new, so nothing is asked
    assert not [each for each in page.findChildren(TrustDialog) if each.isVisible()]


def test_who_declines_trusts_nobody(qtbot, desk, stick):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = show_bundle(desk, stick / "office.trust", parent)
    assert not dialog.accept_it.isEnabled()
    dialog.reject()
    assert not load_trust(desk.paths.keys).roots


def test_whom_to_trust_lies_beside_a_standard_that_goes_out(desk, stick, tmp_path):
    ref, target = desk.library.standard("NSC-2021").ref, tmp_path / "nsc.zip"
    keys = desk.paths.keys
    standards_work.export(desk.library, ref, target, keys)
    assert not (tmp_path / "nsc.trust").exists()  # nobody is trusted here
    keys.mkdir(exist_ok=True)
    keep_bundle(keys, (stick / "office.trust").read_bytes())
    standards_work.export(desk.library, ref, target, keys)
    assert (tmp_path / "nsc.trust").read_bytes() == (stick / "office.trust").read_bytes()
