"""Tables over pages: nothing lost, nothing outside the page, headers on each."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.reporting import style
from assessor.reporting.flow import Flow, Words
from assessor.reporting.tables import Cell, Row, Table, proportional, set_table

HEADER = Row((Cell("序号"), Cell("内容"), Cell("说明")), style.TINT)
WIDTHS = proportional(1, 5, 3)


def setting(rows, header=HEADER) -> Flow:
    flow = Flow()
    set_table(flow, Table(WIDTHS, rows, header))
    return flow


def row(number, text="内容", note="", **more) -> Row:
    return Row((Cell(str(number)), Cell(text, note=note), Cell("说明")), **more)


def words(flow, page) -> list[str]:
    return [each.text for each in flow.pages[page].content if isinstance(each, Words)]


def texts_of_cells(flow) -> list[list[str]]:
    """The text of each cell of the structure, row by row, put together again over pages."""
    said: dict[int, str] = {}
    for page in flow.pages:
        for each in page.content:
            said[id(each.node)] = said.get(id(each.node), "") + each.text
    (table,) = flow.root.kids
    return [[said.get(id(cell), "") for cell in line.kids] for line in table.kids]


def test_every_page_repeats_the_header_but_the_structure_holds_it_once():
    flow = setting([row(number) for number in range(120)])
    assert len(flow.pages) > 2
    assert all(words(flow, page)[:3] == ["序号", "内容", "说明"] for page in range(len(flow.pages)))
    cells = texts_of_cells(flow)
    assert cells[0] == ["序号", "内容", "说明"]
    assert [line[0] for line in cells[1:]] == [str(number) for number in range(120)]


def test_a_cell_taller_than_several_pages_goes_on_line_by_line():
    text = "长" * 9000
    flow = setting([row(1), row(2, text), row(3)])
    assert len(flow.pages) > 4
    assert texts_of_cells(flow)[2][1] == text
    assert words(flow, -1)[-3:] == ["3", "内容", "说明"]


def test_a_row_that_fits_a_page_is_not_parted():
    flow = setting([row(number, "行" * 200) for number in range(40)])
    for page in flow.pages:
        lines = [each.text for each in page.content if set(each.text) == {"行"}]
        assert sum(map(len, lines)) % 200 == 0


def test_a_leading_row_is_never_the_last_of_its_page():
    rows = [row(f"节{n}" if n % 3 == 0 else n, leads=n % 3 == 0) for n in range(200)]
    flow = setting(rows)
    assert len(flow.pages) > 3
    for page in range(len(flow.pages)):
        assert not words(flow, page)[-3].startswith("节")


def test_notes_stand_below_the_text_in_their_cell():
    flow = setting([row(1, "问题", note="位置：东门")])
    text, note = (each for each in flow.page.content if each.text in ("问题", "位置：东门"))
    assert note.y < text.y
    assert note.style.size < text.style.size
    assert note.node is text.node


def test_a_table_needs_neither_header_nor_rows():
    assert texts_of_cells(setting([row(1)], header=None)) == [["1", "内容", "说明"]]
    assert texts_of_cells(setting([])) == [["序号", "内容", "说明"]]


cell_texts = st.text(st.sampled_from("中文，。ab 1（）\n"), max_size=400).map(lambda text: text * 3)


@given(st.lists(st.tuples(cell_texts, cell_texts, st.booleans()), max_size=30), st.floats(0, 700))
@settings(max_examples=40, deadline=None)
def test_any_rows_keep_their_text_and_stay_on_the_page(rows, used):
    flow = Flow()
    flow.space(0)
    flow.y -= used
    made = [
        Row((Cell(str(n)), Cell(text), Cell(note, note=text)), leads=leads)
        for n, (text, note, leads) in enumerate(rows)
    ]
    set_table(flow, Table(WIDTHS, made, HEADER))
    for page in flow.pages:
        for each in page.content:
            assert style.BOTTOM <= each.y <= style.TOP
            assert style.LEFT <= each.x <= style.RIGHT
    cells = texts_of_cells(flow)[1:]
    for line, (text, note, _leads) in zip(cells, rows, strict=True):
        blank = str.maketrans("", "", " \n")
        assert line[1].translate(blank) == text.translate(blank)
        assert line[2].translate(blank) == (note + text).translate(blank)
