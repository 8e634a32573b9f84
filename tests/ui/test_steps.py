import pytest

from assessor.ui.steps import NameScreen, StandardScreen, UnitScreen


@pytest.fixture
def screen(qtbot, desk):
    """A screen of the first steps, shown by itself."""

    def _screen(kind):
        made = kind(desk)
        qtbot.addWidget(made)
        made.show()
        made.begin()
        return made

    return _screen


def test_what_is_known_already_stands_there(desk, screen):
    desk.preferences.change(organisation="示例县爱卫办", role="office")
    assert screen(NameScreen).choices() == {"inspector": "张三"}
    assert screen(UnitScreen).choices() == {"organisation": "示例县爱卫办", "role": "office"}


def test_the_standard_is_proposed_for_the_level(screen):
    standards = screen(StandardScreen)
    assert standards.choices() == {"standard": "NSC-2021"}
    standards._level._buttons["town"].click()
    assert standards.choices() == {"standard": "NST-2021"}
    assert "Proposed as of" in standards._proposal.text()


def test_another_standard_than_the_proposed_one_can_be_chosen(screen):
    standards = screen(StandardScreen)
    standards._list.setCurrentRow(0)
    assert standards.choices() == {"standard": "NSC-2014"}


def test_what_was_chosen_before_is_chosen_again(desk, screen):
    desk.preferences.change(standard="NSC-2014")
    assert screen(StandardScreen).choices() == {"standard": "NSC-2014"}
