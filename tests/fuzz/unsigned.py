"""Files that nobody signed, and so may say anything: photos, spreadsheets, standards.

A mutation is refused with a sentence or read whole; anything else is a finding.
"""

import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image

from assessor.domain.territory import Holdings
from assessor.errors import AssessorError
from assessor.exchange.spreadsheets import read_register, write_register
from assessor.photos.drawing import draw_scene
from assessor.photos.importing import read_photo
from assessor.standards import load_standard
from tests.actors import site, units
from tests.fuzz import mutations
from tests.fuzz.targets import Target
from tests.standards import standard_files

READ = "read"
_FORM = "site_types/SHOP.toml"


def photo() -> Target:
    """A photo with the notes of a camera."""

    def read(content: bytes) -> None:
        imported = read_photo(content, "photo.jpg")
        with Image.open(BytesIO(imported.picture)) as shown:
            shown.load()
            told = imported.photo
            assert shown.size == (told.width, told.height)

    return _target("photo", *_smaller(draw_scene("街道", 1), draw_scene("市场", 2)), read)


def _smaller(*scenes: bytes) -> Iterator[bytes]:
    """The same pictures with the same notes, quicker to read."""
    for scene in scenes:
        with Image.open(BytesIO(scene)) as drawn:
            packed = BytesIO()
            drawn.resize((400, 300)).save(packed, "JPEG", exif=drawn.getexif())
            yield packed.getvalue()


def sheet() -> Target:
    """A register as a spreadsheet."""
    with tempfile.TemporaryDirectory() as folder:
        original, other = Path(folder) / "a.xlsx", Path(folder) / "b.xlsx"
        write_register(original, Holdings(units(), (site(1), site(2))))
        write_register(other, Holdings(units(), (site(3),)))
        contents = original.read_bytes(), other.read_bytes()
    return _target("sheet", *contents, _with_a_file(read_register, "a.xlsx"), mutations.ASICE)


def standard() -> Target:
    """The checklist of a standard, in its folder."""
    texts = standard_files.STANDARD
    original, other = texts[_FORM].encode(), texts["standard.toml"].encode()

    def read(content: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = standard_files.standard(Path(folder))
            (root / _FORM).write_bytes(content)
            load_standard(root)

    return _target("standard", original, other, read, (edit_line, mutations.edit_number))


def edit_line(content: bytes, dice: Random, other: bytes) -> bytes:
    """A line is left out, doubled, moved, or taken from elsewhere."""
    lines = content.split(b"\n")
    here, there = (dice.randrange(len(lines)) for _end in range(2))
    match dice.randrange(4):
        case 0:
            del lines[here]
        case 1:
            lines.insert(there, lines[here])
        case 2:
            lines.insert(there, lines.pop(here))
        case _:
            lines[here] = dice.choice(other.split(b"\n"))
    return b"\n".join(lines)


def _with_a_file(read: Callable[[Path], object], name: str) -> Callable[[bytes], None]:
    def reading(content: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            read(path)

    return reading


def _target(
    name: str,
    original: bytes,
    other: bytes,
    read: Callable[[bytes], None],
    more: tuple[Callable[[bytes, Random, bytes], bytes], ...] = (),
) -> Target:
    def meaning(content: bytes) -> str | None:
        try:
            read(content)
        except AssessorError as error:
            return None if str(error).strip() else "refused without a word"
        return READ

    usual = (*mutations.GENERAL, *more, *more)
    return Target(name, original, other, usual, meaning, lambda _content: "read whole")


TARGETS = {"photo": photo, "sheet": sheet, "standard": standard}
