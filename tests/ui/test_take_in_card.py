import pytest
from PySide6.QtCore import Qt

from assessor.ui.take_in_card import TakeInCard
from tests.actors import site, units


@pytest.fixture
def office(people):
    office = people("office", is_office=True)
    office.workspace.register.save_units(units())
    return office


@pytest.fixture
def stick(people, tmp_path):
    """Two result files of Zhang's, and a file that is none."""
    zhang = people("zhang")
    for number in (1, 2):
        zhang.exports(zhang.checks(site(number)).check_id, tmp_path / "stick")
    (tmp_path / "stick" / "broken.asice").write_bytes(b"no result file")
    return tmp_path / "stick"


@pytest.fixture
def card(qtbot, office, seat, stick):
    """The card with a preview of the stick."""
    card = TakeInCard(seat(office))
    qtbot.addWidget(card)
    card.resize(560, 500)
    with qtbot.waitExposed(card):
        card.show()
    card.activateWindow()
    card.look_at([stick])
    qtbot.waitUntil(lambda: card._model.rowCount() == 3, timeout=20_000)
    return card


def ticks(card):
    cells = (card._model.index(row, 0) for row in range(card._model.rowCount()))
    return [cell.data(Qt.ItemDataRole.CheckStateRole) for cell in cells]


def press(qtbot, card, row):
    """Press a file's cell where its name stands, far from the little box."""
    place = card.table.visualRect(card._model.index(row, 0)).center()
    qtbot.mouseClick(card.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_everything_but_what_is_refused_is_ticked_at_first(card):
    assert ticks(card) == [None, Qt.CheckState.Checked, Qt.CheckState.Checked]
    assert card._accept.text() == "Take in all"


def test_a_file_says_whose_it_is_and_what_it_brings(card):
    cells = [card._model.index(1, column).data() for column in range(4)]
    assert cells[0].endswith(".asice\nzhang · 示例县爱卫办")
    assert cells[1:] == ["new", "1", "0/0"]


def test_one_key_takes_all_in(qtbot, card, office):
    qtbot.waitUntil(lambda: card.focusWidget() is card._accept)
    with qtbot.waitSignal(card.taken_in, timeout=20_000):
        qtbot.keyClick(card._accept, Qt.Key.Key_Return)
    assert len(office.workspace.documents.checks()) == 2
    assert ticks(card) == [None, None, None]


def test_what_is_not_ticked_is_left_and_what_is_refused_kept_aside(qtbot, card, office):
    left = card._model.index(2, 0).data().partition("\n")[0]
    press(qtbot, card, 2)
    assert ticks(card)[2] is Qt.CheckState.Unchecked
    assert card._accept.text() == "Take in 1 of 3"
    with qtbot.waitSignal(card.taken_in, timeout=20_000):
        card._accept.click()
    (record,) = office.workspace.documents.imports()
    assert [each.outcome for each in record.files] == ["new", "quarantined"]
    assert left not in {each.name for each in record.files}
    assert [each.file_name for each in office.workspace.documents.quarantined()] == ["broken.asice"]


def test_a_tick_can_be_set_again_by_the_keyboard_and_a_refused_file_has_none(qtbot, card):
    for row, after in ((1, Qt.CheckState.Unchecked), (1, Qt.CheckState.Checked), (0, None)):
        card.table.setFocus()
        card.table.setCurrentIndex(card._model.index(row, 0))
        qtbot.keyClick(card.table, Qt.Key.Key_Space)
        assert ticks(card)[row] is after
    press(qtbot, card, 0)
    assert ticks(card)[0] is None
