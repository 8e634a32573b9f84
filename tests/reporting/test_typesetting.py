"""Lines of Chinese: where they may begin and end, and that nothing is lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.reporting import style
from assessor.reporting.fonts import printable, widths
from assessor.reporting.style import Align, Style
from assessor.reporting.typesetting import NO_END, NO_START, break_lines, may_break

PLAIN = Style(size=10, leading=15)
JUSTIFIED = replace(PLAIN, justified=True)
TEXT = (
    "依据《公共机构节约能源条例》（国务院令第531号）、GB/T 29149-2012《公共机构能源资源计量器具配备和"
    "管理要求》，检查组于2024年11月21日对“某县第三人民医院（北院区）”开展了现场核查；经查：①配电室未设置"
    "应急照明，②锅炉房PM2.5传感器失效（读数为-999.0 μg/m³），③档案室温度28.5℃、相对湿度72%RH，超出"
    "“≤65%”之规定！整改期限为15个工作日……逾期将按《行政处罚法》第三十二条处理——请责任人（联系电话："
    "0571-88886666、e-mail：inspector@example.gov.cn）签收。参考 https://www.example.gov.cn/standards/2024/"
    "assessment-report.html，型号ABC-12345/XYZ。价格￥12,345.67元，合计＄1,000；比例1∶3。真的吗？！"
)
texts = st.text(
    st.sampled_from("中文字数据检查，。；：（）“”《》……——、！？ab1234567 -/%￥.,()  \n"),
    max_size=120,
)


def width_of(text: str, look: Style = PLAIN) -> float:
    return sum(widths(look.font)[c] * look.size for c in text)


def plainly_broken(text: str, width: float) -> list[str]:
    """The same lines found the slow way: the longest that fits and ends where one may."""
    lines, start = [], 0
    while start < len(text):
        ends = [
            end
            for end in range(start + 1, len(text) + 1)
            if end == len(text) or may_break(text[end - 1], text[end])
        ]
        fitting = [e for e in ends if width_of(text[start:e].rstrip(" ")) <= width + 1e-4]
        if not fitting:
            return lines  # a word wider than the line: cut elsewhere, and tested elsewhere
        lines.append(text[start : fitting[-1]].rstrip(" "))
        start = fitting[-1]
    return lines


@pytest.mark.parametrize("width", range(60, 480, 7))
def test_no_line_begins_or_ends_wrongly_or_is_too_wide(width):
    lines = break_lines(TEXT, JUSTIFIED, width)
    for line in lines:
        assert width_of(line.text) == pytest.approx(line.width)
        assert line.width <= width + 1e-3
    assert not [line.text for line in lines[1:] if line.text[0] in NO_START]
    assert not [line.text for line in lines[:-1] if line.text[-1] in NO_END]
    assert "".join(line.text for line in lines).replace(" ", "") == TEXT.replace(" ", "")


@given(texts, st.floats(40, 400))
@settings(max_examples=50, deadline=None)
def test_nothing_is_lost_and_lines_are_as_the_slow_way_finds_them(text, width):
    for paragraph in text.split("\n"):
        lines = [line.text for line in break_lines(paragraph, PLAIN, width)]
        assert "".join(lines).replace(" ", "") == paragraph.replace(" ", "")
        expected = plainly_broken(printable(paragraph).rstrip(" "), width)
        assert lines[: len(expected)] == expected


@given(texts, st.floats(40, 400))
@settings(max_examples=50, deadline=None)
def test_a_line_is_too_wide_only_where_one_character_is(text, width):
    for line in break_lines(text, JUSTIFIED, width):
        assert line.width <= width + 1e-3
        assert line.width + line.spacing * max(0, len(line.text) - 1) <= width + 1e-3


@pytest.mark.parametrize(
    "text", ["中，", "（中", "……", "——", "”。", "12", "ab", "a1", "3.", "b%", "x）"]
)
def test_what_belongs_together_is_not_parted(text):
    assert not may_break(text[0], text[1])


@pytest.mark.parametrize("text", ["中文", "第1", "中a", "a中", "）中", "中（", " a", "/b", "-b"])
def test_lines_end_between_ideographs_words_and_after_closing_punctuation(text):
    assert may_break(text[0], text[1])


def test_full_lines_of_chinese_reach_the_margin_and_the_last_does_not():
    lines = break_lines("检查组开展了现场核查，" * 12, JUSTIFIED, 203)
    for line in lines[:-1]:
        assert line.width + line.spacing * (len(line.text) - 1) == pytest.approx(203)
    assert lines[-1].spacing == 0


def test_lines_of_latin_words_keep_their_natural_spacing():
    lines = break_lines("The inspector signs the record of every site. " * 6, JUSTIFIED, 200)
    assert len(lines) > 3
    assert {line.spacing for line in lines} == {0}


def test_lines_that_would_look_torn_stay_ragged():
    lines = break_lines("见" + "w" * 18 + "。", JUSTIFIED, 150)
    assert lines[0].text == "见"
    assert lines[0].spacing == 0


def test_a_word_wider_than_the_column_is_cut_but_not_at_punctuation():
    lines = [line.text for line in break_lines("W" * 30 + "，" + "数" * 3, PLAIN, 60)]
    assert all(width_of(line) <= 60 for line in lines)
    assert all(line[0] not in NO_START for line in lines)
    assert "".join(lines) == "W" * 30 + "，数数数"


def test_the_first_line_of_a_paragraph_is_indented():
    look = replace(JUSTIFIED, indent=20)
    lines = break_lines("检" * 60, look, 200)
    assert [len(line.text) for line in lines] == [18, 20, 20, 2]


def test_line_feeds_begin_lines_and_nothing_has_none():
    assert [line.text for line in break_lines("一\n\n二 ", PLAIN, 100)] == ["一", "", "二"]
    assert break_lines("", PLAIN, 100) == []


@pytest.mark.parametrize("align", list(Align))
def test_breaking_does_not_depend_on_alignment(align):
    look = replace(style.CELL, align=align)
    assert break_lines(TEXT, look, 150) == break_lines(TEXT, style.CELL, 150)
