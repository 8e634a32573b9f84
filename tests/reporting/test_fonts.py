"""The typeface: what it prints, and what it says it cannot."""

from pathlib import Path

import pytest

from assessor.domain.inspection import Fault, Faults
from assessor.paths import shipped
from assessor.reporting import fonts, style
from assessor.standards import load_standard, load_vocabulary
from tests import builders

GB2312 = "".join(
    bytes((row, cell)).decode("gb2312", "ignore")
    for row in range(0xB0, 0xF8)
    for cell in range(0xA1, 0xFF)
)
#: Characters of personal names beyond the basic plane.
RARE = "𬭎𬸪𫖯𬬭𬶋𫍯𬴂𫛭"
MISSING = "\U00020bb7"  # a character of names that the typeface does not hold


def test_every_common_character_prints():
    assert len(GB2312) == 6763
    assert fonts.unprintable(GB2312 + RARE) == ()
    assert fonts.printable(GB2312 + RARE) == GB2312 + RARE


def test_every_text_of_the_shipped_standards_prints():
    folders = [path.parent for path in shipped("standards").glob("*/*/standard.toml")]
    assert folders
    for folder in folders:
        assert fonts.unprintable_in(load_standard(folder)) == ()
    for folder in Path(shipped("standards"), "common").iterdir():
        assert fonts.unprintable_in(load_vocabulary(folder)) == ()


def test_a_character_without_glyph_is_named_and_printed_as_a_gap():
    assert fonts.unprintable(f"张{MISSING}、李{MISSING}😀") == (MISSING, "😀")
    assert fonts.printable(f"张{MISSING}") == "张〓"


def test_the_gap_itself_is_no_gap():
    assert fonts.unprintable("〓") == ()


def test_gaps_are_found_anywhere_in_a_check():
    check = builders.check({"MARKET.01": Faults((Fault(words=f"有{MISSING}字"),))}, remarks="😀")
    assert set(fonts.unprintable_in(check)) == {MISSING, "😀"}


@pytest.mark.parametrize(
    ("text", "printed"),
    [("a\tb", "a b"), ("a\u200bb\ufe0f", "ab"), ("a\nb", "a\nb"), ("a\x00b\r\n", "a b \n")],
)
def test_control_and_invisible_characters_never_reach_the_page(text, printed):
    assert fonts.printable(text) == printed
    assert fonts.unprintable(text) == ()


def test_widths_are_parts_of_the_type_size():
    widths = fonts.widths(style.REGULAR)
    assert widths["国"] == 1.0
    assert 0.2 < widths["i"] < 0.4
