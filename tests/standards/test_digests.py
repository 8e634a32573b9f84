import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.standards import StandardError, digest
from assessor.standards.digests import digest_of
from tests.standards.standard_files import standard, written


def test_the_digest_is_the_documented_one(tmp_path):
    folder = written(tmp_path / "x", {"b.toml": "b = 1\n", "a/é.toml": "é\n"})
    expected = hashlib.sha256(b"a/\xc3\xa9.toml\x003\x00\xc3\xa9\n" + b"b.toml\x006\x00b = 1\n")
    assert digest(folder) == expected.hexdigest()


def test_line_ends_do_not_matter(tmp_path):
    folder = standard(tmp_path)
    before = digest(folder)
    for path in folder.rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert digest(folder) == before


def test_hidden_files_do_not_matter_and_others_do(tmp_path):
    folder = standard(tmp_path)
    before = digest(folder)
    written(folder, {".hidden": "x", ".git/config": "x", "clauses/.swp": "x"})
    assert digest(folder) == before
    written(folder, {"README.md": ""})
    assert digest(folder) != before


def test_every_name_and_every_byte_matters(tmp_path):
    folder = standard(tmp_path)
    seen = {digest(folder)}
    (folder / "indicators.toml").rename(folder / "indicator.toml")
    seen.add(digest(folder))
    with (folder / "indicator.toml").open("a") as file:
        file.write(" ")
    seen.add(digest(folder))
    assert len(seen) == 3


@given(st.binary(max_size=20), st.binary(max_size=20))
def test_bytes_cannot_move_from_one_file_to_the_next(first, second):
    together = digest_of({"a": first + second, "b": b""})
    assert (together == digest_of({"a": first, "b": second})) == (second == b"")


def test_a_folder_that_does_not_exist_has_no_digest(tmp_path):
    with pytest.raises(StandardError, match="no such file or folder"):
        digest(tmp_path / "X" / "1")
