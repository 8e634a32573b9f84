import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.standards.archives import MOST_PACKED, ArchiveError, packed, unpacked

FILES = {"standard.toml": b"id = 1\n", "site_types/SHOP.toml": "门店\n".encode()}


def archive(*entries, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as opened:
        for name, content in entries:
            opened.writestr(name, content)
    return buffer.getvalue()


def test_what_is_packed_comes_out_again():
    assert unpacked(packed(FILES)) == FILES
    assert set(unpacked(packed(FILES, top="SHOP/1"))) == {f"SHOP/1/{name}" for name in FILES}


def test_the_same_files_make_the_same_archive():
    assert packed(FILES) == packed(dict(reversed(FILES.items())))


def test_folders_in_a_zip_are_no_files():
    assert unpacked(archive(("a/", b""), ("a/b.toml", b"x"))) == {"a/b.toml": b"x"}


def link():
    entry = zipfile.ZipInfo("standard.toml")
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16
    return archive((entry, b"/etc/passwd"))


def locked():
    content = bytearray(archive(("a.toml", b"x")))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + at] |= 1
    return bytes(content)


def lying():
    """A file that states less than it holds."""
    content = bytearray(archive(("a.toml", b"x" * 5000)))
    central = content.index(b"PK\x01\x02")
    content[central + 24 : central + 28] = struct.pack("<I", 5)
    return bytes(content)


HOSTILE = {
    "a path upwards": lambda: archive(("../up.toml", b"x")),
    "a path upwards inside": lambda: archive(("a/../../up.toml", b"x")),
    "a path from the root": lambda: archive(("/etc/x.toml", b"x")),
    "a drive": lambda: archive(("C:/x.toml", b"x")),
    "a backslash": lambda: archive(("..\\up.toml", b"x")),
    "a control character": lambda: archive(("a\x1b.toml", b"x")),
    "a link": link,
    "a passphrase": locked,
    "a size that is a lie": lying,
    "names that differ by case": lambda: archive(("A.toml", b"x"), ("a.toml", b"y")),
    "many files": lambda: archive(*((f"{number}.toml", b"") for number in range(501))),
    "a large file": lambda: archive(("a.toml", bytes((2 << 20) + 1))),
    "much together": lambda: archive(*((f"{number}", bytes(2 << 20)) for number in range(17))),
    "another packing": lambda: archive(("a.toml", b"x" * 100), method=zipfile.ZIP_LZMA),
    "no ZIP at all": lambda: b"format = 2\n",
    "half a ZIP": lambda: packed(FILES)[:-30],
    "more than fits": lambda: bytes(MOST_PACKED + 1),
}  # fmt: skip


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_zip_is_refused(made):
    with pytest.raises(ArchiveError):
        unpacked(made())


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_a_zip_that_was_damaged_is_refused_or_gives_files(data):
    content = bytearray(packed(FILES))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    try:
        found = unpacked(bytes(content))
    except ArchiveError:
        return
    assert all(isinstance(each, bytes) for each in found.values())
