import pytest

from assessor.domain.handwriting import strokes_of
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.representative_step import RepresentativeStep
from tests.ui.hands import sign_by_hand


@pytest.fixture
def step(qtbot, desk, fieldwork):
    step = RepresentativeStep(desk, fieldwork)
    qtbot.addWidget(step)
    step.resize(840, 340)
    with qtbot.waitExposed(step):
        step.show()
    return step


def kept(desk, fieldwork):
    return desk.workspace.drafts.get(fieldwork.check.id).check.visit


def test_every_stroke_is_kept_at_once_and_shown_again(qtbot, desk, fieldwork, step):
    assert step.hint.isVisible()
    sign_by_hand(qtbot, step.pad)
    sign_by_hand(qtbot, step.pad)
    assert len(strokes_of(kept(desk, fieldwork).signature)) == 2
    assert not step.hint.isVisible()
    step.undo.click()
    assert len(strokes_of(kept(desk, fieldwork).signature)) == 1
    again = RepresentativeStep(desk, Fieldwork(desk.workspace, desk.library, fieldwork.check.id))
    qtbot.addWidget(again)
    assert again.pad.text == kept(desk, fieldwork).signature
    step.clear.click()
    assert kept(desk, fieldwork).signature == ""
    assert not step.clear.isEnabled()


def test_the_name_is_kept_when_the_typing_pauses(qtbot, desk, fieldwork, step):
    qtbot.keyClicks(step.name, "Wang")
    qtbot.waitUntil(lambda: kept(desk, fieldwork).representative == "Wang")


def test_a_reason_takes_the_place_of_handwriting_and_the_other_way_round(
    qtbot, desk, fieldwork, step
):
    sign_by_hand(qtbot, step.pad)
    step.way._buttons["not_signed"].click()
    assert kept(desk, fieldwork).signature == ""
    step.reasons.choose("Refuses to sign")
    qtbot.waitUntil(lambda: kept(desk, fieldwork).refusal == "Refuses to sign")
    assert not step.hint.isVisible()
    step.way._buttons["by_hand"].click()
    visit = kept(desk, fieldwork)
    assert (visit.refusal, len(strokes_of(visit.signature))) == ("", 1)


def test_a_reason_in_free_words_is_shown_again(qtbot, desk, fieldwork, step):
    step.way._buttons["not_signed"].click()
    step.refusal.setText("摊主说要等老板回来")
    step.commit()
    again = RepresentativeStep(desk, Fieldwork(desk.workspace, desk.library, fieldwork.check.id))
    qtbot.addWidget(again)
    assert again.way.value == "not_signed"
    assert again.refusal.text() == "摊主说要等老板回来"


def test_the_signature_can_be_undone_like_anything_else(qtbot, desk, fieldwork, step):
    sign_by_hand(qtbot, step.pad)
    fieldwork.undo()
    assert kept(desk, fieldwork).signature == ""
