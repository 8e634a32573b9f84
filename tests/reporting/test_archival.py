"""What an archived file holds beyond what was painted."""

from datetime import datetime
from io import BytesIO

import pypdf
import pytest

from assessor.domain.inspection import CHINA_TIME
from assessor.reporting import style
from assessor.reporting.archival import archive
from assessor.reporting.content import Attachment
from assessor.reporting.figures import Figure, set_figures
from assessor.reporting.flow import Flow
from assessor.reporting.metadata import Imprint
from assessor.reporting.painting import paint
from assessor.reporting.tables import Cell, Row, Table, set_table
from tests.reporting.samples import failures, photo, text_of
from tests.reporting.test_fonts import GB2312, RARE

IMPRINT = Imprint(
    title="A & B <记录>",
    author="张三",
    subject="标准",
    language="zh-CN",
    identifier="urn:sha256:00",
    made_at=datetime(2026, 5, 12, 9, 30, tzinfo=CHINA_TIME),
)


def archived(flow, *attachments) -> bytes:
    return archive(paint(flow.pages), flow, IMPRINT, attachments)


def elements(pdf) -> list[tuple[str, object]]:
    """Tag and entries of every structure element, in reading order."""
    found = []

    def walk(element):
        found.append((element["/S"], element))
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(kid, dict) and "/S" in kid:
                walk(kid)

    walk(pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_every_common_and_rare_character_copies_out_as_it_looks():
    flow = Flow()
    flow.text(GB2312 + RARE, style.BODY)
    pdf = archived(flow)
    assert text_of(pdf) == GB2312 + RARE
    assert failures(pdf) == []


def test_the_structure_names_headings_cells_and_figures():
    flow = Flow()
    flow.text("标题", style.TITLE, "H1")
    rows = (Row((Cell("社区", header=True), Cell("甲"))), Row((Cell("合计", span=2),)))
    set_table(flow, Table((100, 100), rows, Row((Cell("名"), Cell("值")))))
    set_figures(flow, [Figure(photo(1).picture, "市场入口", "照片1")])
    pdf = archived(flow)
    found = elements(pdf)
    assert [tag for tag, _each in found] == [
        *("/Document", "/H1", "/Table"),
        *("/TR", "/TH", "/TH", "/TR", "/TH", "/TD", "/TR", "/TD"),
        *("/Figure", "/P"),
    ]
    scopes = [each["/A"]["/Scope"] for tag, each in found if tag == "/TH"]
    assert scopes == ["/Column", "/Column", "/Row"]
    assert found[10][1]["/A"]["/ColSpan"] == 2
    assert found[11][1]["/Alt"] == "市场入口"
    assert failures(pdf) == []


def test_a_paragraph_over_two_pages_is_one_element():
    flow = Flow()
    flow.text("长" * 3000, style.BODY)
    pdf = archived(flow)
    assert [tag for tag, _each in elements(pdf)] == ["/Document", "/P"]
    assert failures(pdf) == []


def test_a_photo_shown_twice_is_stored_once():
    flow = Flow()
    set_figures(flow, [Figure(photo(1).picture, "一", "一"), Figure(photo(1).picture, "二", "二")])
    assert len(archived(flow)) < 1.5 * len(photo(1).picture)


@pytest.mark.parametrize("count", [1, 3])
def test_attachments_come_out_as_they_went_in(count):
    flow = Flow()
    flow.text("一", style.BODY)
    attached = [
        Attachment(f"数据{n}.json", "application/json", b"%d" % n, "数据") for n in range(count)
    ]
    pdf = archived(flow, *attached)
    found = pypdf.PdfReader(BytesIO(pdf)).attachments
    assert {name: content[0] for name, content in found.items()} == {
        each.name: each.content for each in attached
    }
    assert failures(pdf) == []


def test_titles_may_hold_any_character():
    flow = Flow()
    flow.text("一", style.BODY)
    pdf = archived(flow)
    reader = pypdf.PdfReader(BytesIO(pdf))
    assert reader.metadata["/Title"] == "A & B <记录>"
    assert reader.xmp_metadata.dc_title == {"x-default": "A & B <记录>"}
    assert failures(pdf) == []


def test_every_mark_leads_back_to_its_element():
    flow = Flow()
    flow.text("长" * 3000, style.BODY)
    set_table(flow, Table((100, 100), [Row((Cell("甲"), Cell("乙")))] * 80))
    root = pypdf.PdfReader(BytesIO(archived(flow))).trailer["/Root"]
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = {key: numbers[at + 1] for at, key in enumerate(numbers) if at % 2 == 0}
    pages = root["/Pages"]["/Kids"]
    assert len(pages) > 2
    for page in pages:
        for number, element in enumerate(parents[page["/StructParents"]]):
            kids = element["/K"] if isinstance(element["/K"], list) else [element["/K"]]
            own = [k for k in kids if k == number and element.raw_get("/Pg") == page]
            other = [
                k
                for k in kids
                if isinstance(k, dict) and k["/MCID"] == number and k.raw_get("/Pg") == page
            ]
            assert len(own) + len(other) == 1
