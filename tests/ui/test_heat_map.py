import pytest
from PySide6.QtCore import Qt

from assessor.ui.heat_map import HeatModel, HeatTable, Tile, contrast, ink, shade
from assessor.ui.theme import TOUCH, theme_named

DEPTHS = [each / 20 for each in range(21)]


@pytest.mark.parametrize("name", ["light", "dark", "sun"])
def test_every_number_can_be_read_on_its_fill(name):
    theme = theme_named(name)
    assert all(contrast(ink(shade(theme, d)), shade(theme, d)) >= 4.5 for d in DEPTHS)


@pytest.mark.parametrize("name", ["light", "dark", "sun"])
def test_a_deeper_fill_stands_out_more_from_the_ground_even_without_colours(name):
    theme = theme_named(name)
    ground = theme.colour("base")
    steps = [contrast(shade(theme, depth), ground) for depth in DEPTHS]
    assert steps == sorted(steps)
    assert steps[-1] > 3


@pytest.fixture
def model(qtbot, qapp):
    model = HeatModel(qapp)
    yield model
    model.deleteLater()


def test_a_tile_is_read_aloud_with_its_row_and_column(qtbot, model, qtmodeltester):
    model.show_tiles(
        ["East", "West"], ["Market"], {(0, 0): Tile("94.20", 0.2, "East, Market: 94.20 %")}
    )
    qtmodeltester.check(model)
    assert model.index(0, 0).data() == "94.20"
    told = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "East, Market: 94.20 %"
    assert model.index(1, 0).data() == "—"


def test_the_deeper_tile_is_painted_darker(qtbot, model):
    table = HeatTable(model, theme_named("light"), "Heat map")
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    model.show_tiles(
        ["East"], ["A", "B"], {(0, 0): Tile("9", 0.1, "9"), (0, 1): Tile("1", 0.9, "1")}
    )
    picture = table.viewport().grab().toImage()
    light, dark = (
        picture.pixelColor(table.columnViewportPosition(n) + 6, 8).lightness() for n in (0, 1)
    )
    assert light > dark
    assert table.verticalHeader().sectionSize(0) >= TOUCH
