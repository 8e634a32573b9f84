"""An official table of 5,000 rows to the folder of a standard, against reading its cells alone."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook

from assessor.paths import shipped
from assessor.services.authoring import head_of, import_table, write_folder
from assessor.standards import Library
from tests.benchmarks.measuring import Measure, in_turns

ROWS, TYPES, ROUNDS = 5_000, 50, 3

_RULES = ("每处扣0.5分，扣完为止", "未落实不得分", "酌情扣1-2分", "好9-10 合格7-8 不合格0-6")


def measures() -> Iterator[Measure]:
    library = Library(shipped("standards"))
    library.standards()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        table = _table(root / "table.xlsx")
        turns = iter(range(1_000))

        def work() -> None:
            imported = import_table(table, library)
            assert len(imported.items) == ROWS
            head = head_of(imported, {"id": "LONG-2030", "revision": str(next(turns) + 1)})
            write_folder(imported, head, root / "standards", library)

        def floor() -> None:
            book = load_workbook(table, read_only=True)
            for row in book.worksheets[0].iter_rows(values_only=True):
                assert row

        seconds, alone = in_turns(work, floor, ROUNDS)
        name = f"importing a scoring table of {ROWS} rows"
        yield Measure(name, "reading its cells", seconds, alone, note="(aim < 5 s)")


def _table(path: Path) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("评分表")
    sheet.append(("某县卫生检查评分表",))
    sheet.append(("点位类型", "项目", "序号", "检查内容", "分值", "扣分标准", "条款"))
    for number in range(ROWS):
        kind, section = f"第{number % TYPES}类点位", f"项目{number // TYPES % 5}"
        text = f"第{number}项：地面洁净，无积水，垃圾日产日清，设施完好"
        rule = _RULES[number % len(_RULES)]
        sheet.append((kind, section, number, text, "５分", rule, f"第{number % 40 + 1}条"))
    book.save(path)
    return path
