"""Every character that can come up in a report prints, and copies out as it looks."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from assessor.paths import resource, shipped
from assessor.reporting import fonts, style
from assessor.reporting.flow import Flow
from assessor.standards import load_standard, load_vocabulary
from tests.reporting.samples import failures, text_of
from tests.reporting.test_archival import archived

#: The characters of the Table of General Standard Chinese Characters.
STANDARD = "".join(
    (Path(__file__).parent.parent / "data/characters/standard-8105.txt")
    .read_text(encoding="utf-8")
    .split()
)


def shipped_texts():
    for path in shipped("standards").glob("*/*/standard.toml"):
        yield from fonts.texts_in(load_standard(path.parent))
    for folder in Path(shipped("standards"), "common").iterdir():
        yield from fonts.texts_in(load_vocabulary(folder))
    with resource("translations/zh_CN/LC_MESSAGES/assessor.mo").open("rb") as file:
        for message in read_mo(file):
            yield from map(str, [message.id] if isinstance(message.id, str) else message.id)
            words = message.string
            yield from map(str, [words] if isinstance(words, str) else words)


@pytest.mark.parametrize("font", [style.REGULAR, style.BOLD])
def test_the_8105_standard_characters_print_and_copy_out(font):
    assert len(set(STANDARD)) == len(STANDARD) == 8105
    assert sum(character > "\uffff" for character in STANDARD) == 196
    flow = Flow()
    flow.text(STANDARD, style.Style(font))
    pdf = archived(flow)
    assert text_of(pdf) == STANDARD
    assert fonts.unprintable(STANDARD) == ()
    if font == style.REGULAR:
        assert failures(pdf) == []


def test_every_character_of_every_shipped_text_prints_and_copies_out():
    found = "".join(sorted(set("".join(shipped_texts()))))
    assert len(found) > 1400
    assert fonts.unprintable(found) == ()
    shown = "".join(fonts.printable(found).split())
    flow = Flow()
    flow.text(shown, style.BODY)
    assert text_of(archived(flow)) == shown
