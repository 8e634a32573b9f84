"""Scoring tables as offices have them."""

import zipfile
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

CAPTIONS = ("序号", "检查内容", "分值（分）", "扣分标准", "得 分")


def saved(book: Workbook, path):
    book.save(path)
    return path


def messy(path):
    """A sheet for markets and one for toilets, with everything that is usual in an office."""
    book = Workbook()
    market = book.worksheets[0]
    market.title = "市场"
    _market(market)
    _toilet(book.create_sheet("公厕检查表"))
    hidden = book.create_sheet("旧版")
    hidden.append(CAPTIONS)
    hidden.append((1, "不要读", 5, "每处扣1分"))
    hidden.sheet_state = "hidden"
    book.create_sheet("空白").append(("联系电话", "12345"))
    return saved(book, path)


def _market(sheet: Worksheet):
    sheet.append(("某县农贸市场卫生检查评分表",))
    sheet.merge_cells("A1:E1")
    sheet.append(("被检查单位：", None, None, "检查时间：  年  月  日"))
    sheet.append(CAPTIONS)
    sheet.append(("一、环境卫生（１５分）",))
    sheet.merge_cells("A4:E4")
    sheet.append((1, "地面洁净，\n无积水", "５", "每处扣０．５分，扣完为止"))
    sheet.append((2, "垃圾日产日清", "5分", "酌情扣1-3分"))
    sheet.append((3, "设有活禽区", 5, "1.未隔离扣2分"))
    sheet.append((None, None, None, "2.未消毒扣3分"))
    for column in "ABC":
        sheet.merge_cells(f"{column}7:{column}8")
    sheet.append(("二、管理", None, 10))
    sheet.append((4, "证照公示", 4, "未落实不得分"))
    sheet.append((5, "从业人员健康证", "六", "发现一处扣1分"))
    sheet.append(("小计", None, 9))
    sheet.append(("合 计", None, 25))
    sheet.append(("注：本表由检查组填写。",))


def _toilet(sheet: Worksheet):
    sheet.append(("编号", "考核项目", "考核", None, "条款"))
    sheet.append((None, None, "标准分", "评分办法", None))
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        sheet.merge_cells(cells)
    sheet.append((1, "无臭味", 10, "好9-10 合格7-8 不合格0-6", "第二十一条第十款"))
    sheet.append((2, "无蝇", 10, "≤2处合格，＞2处不合格", "21.10"))
    sheet.append((3, "设洗手池", 5, "一票否决", "NSC-2021:21.11"))
    sheet.append(("编号", "考核项目", "标准分", "评分办法", "条款"))
    sheet.append((4, "有标识", 5, "见细则", "无"))
    sheet.append((5, "公厕率", 5, "按合格率得分", None))
    sheet.append(("总分", None, 35))


def with_member(path, name, change):
    """The workbook with one of its members changed."""
    content = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == name else data)
    path.write_bytes(content.getvalue())
    return path
