from assessor.ui.checklist_view import _ITEM_HEIGHT, _TWO_LINES


def heights(page):
    view = page.checklist.view
    shown = view.indexAt(view.viewport().rect().center())
    section = shown.parent() if shown.parent().isValid() else shown
    model = view.model()
    rows = range(model.rowCount(section))
    return [view.visualRect(model.index(row, 0, section)).height() for row in rows]


def test_words_on_one_line_take_a_low_row_and_long_words_a_higher_one(qtbot, page):
    page.resize(4000, 690)
    qtbot.waitUntil(lambda: set(heights(page)) == {_ITEM_HEIGHT})
    page.resize(820, 499)
    qtbot.waitUntil(lambda: _TWO_LINES in heights(page))


def test_a_row_keeps_its_height_when_it_is_marked(press, page):
    page.resize(820, 499)
    before = heights(page)
    press("1", "24")
    assert heights(page) == before
