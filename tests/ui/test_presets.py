import pytest

from assessor.ui.presets import Presets
from assessor.ui.widgets import text_field


@pytest.fixture
def field(qtbot):
    field = text_field("", "Weather")
    qtbot.addWidget(field)
    return field


@pytest.fixture
def presets(qtbot, field):
    presets = Presets(field, ("sunny", "snow"), in_a_row=2)
    qtbot.addWidget(presets)
    return presets


def checked(presets):
    return [button.text() for button in presets._buttons if button.isChecked()]


def test_a_press_counts_as_typing_and_a_second_one_changes_nothing(qtbot, field, presets):
    with qtbot.waitSignal(field.textEdited) as edited:
        presets.choose("snow")
    assert edited.args == ["snow"]
    presets.choose("snow")
    assert (field.text(), checked(presets)) == ("snow", ["snow"])


def test_free_words_check_no_button(field, presets):
    presets.choose("sunny")
    field.setText("sunny, later hail")
    assert checked(presets) == []
    field.setText(" sunny ")
    assert checked(presets) == ["sunny"]


def test_each_button_says_what_it_is_for(presets):
    assert [each.accessibleName() for each in presets._buttons] == [
        "Weather: sunny",
        "Weather: snow",
    ]
