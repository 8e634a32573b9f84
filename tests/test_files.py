import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from assessor import files
from assessor.files import FileError, explained, made, read, replacing, write
from assessor.i18n import current, use_language

posix_only = pytest.mark.skipif(os.name == "nt", reason="asks a POSIX system to refuse")
NOBODY = 65534


@pytest.fixture(autouse=True)
def in_english():
    before = current().language
    use_language("en")
    yield
    use_language(before)


@pytest.fixture
def as_nobody():
    """Without the rights of root, whom no folder refuses anything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    yield
    os.seteuid(0)


@pytest.fixture
def closed_folder(tmp_path):
    """A folder that may not be written, with a file that may not be read."""
    tmp_path.joinpath("old").touch(mode=0)
    tmp_path.chmod(0o555)
    yield tmp_path
    tmp_path.chmod(0o755)


def contents(folder):
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_a_file_is_replaced_as_a_whole_and_only_at_the_end(tmp_path):
    path = tmp_path / "result"
    write(path, b"old")
    with replacing(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert contents(tmp_path) == {"result": b"new"}


@pytest.mark.parametrize("error", [ValueError("bug"), KeyboardInterrupt(), FileError("known")])
@pytest.mark.parametrize("old", [{}, {"result": b"old"}])
def test_a_failing_block_leaves_what_was_there_and_nothing_beside_it(tmp_path, error, old):
    for name, content in old.items():
        tmp_path.joinpath(name).write_bytes(content)

    def write_half():
        with replacing(tmp_path / "result") as file:
            file.write(b"half")
            raise error

    with pytest.raises(type(error)) as raised:
        write_half()
    assert raised.value is error
    assert contents(tmp_path) == old


@posix_only
@posix_only
def test_a_file_may_be_read_by_others_unless_it_is_private(tmp_path):
    before = os.umask(0o022)
    try:
        files.write(tmp_path / "result", b"x")
        files.write(tmp_path / "key", b"x", private=True)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"result": 0o644, "key": 0o600}


def test_a_full_disk_is_said_in_a_sentence(tmp_path):
    path = tmp_path / "result"
    write(path, b"old")
    with (
        Path("/dev/full").open("wb", buffering=0) as full,
        pytest.raises(FileError) as raised,
        replacing(path),
    ):
        full.write(b"more than fits")
    assert str(raised.value) == f"{path}: the disk is full. Free some space and try again."
    assert contents(tmp_path) == {"result": b"old"}


SMALL_DISK = """
import resource, sys
from pathlib import Path
from assessor.files import FileError, write
from assessor.i18n import use_language

use_language("en")
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write(Path(sys.argv[1]), bytes(int(sys.argv[2])))
except FileError as error:
    print(error)
"""


@posix_only
@pytest.mark.parametrize("size", [1001, 100_000])
def test_what_the_disk_does_not_take_leaves_the_old_file_alone(tmp_path, size):
    path = tmp_path / "result"
    write(path, b"old")
    command = [sys.executable, "-c", SMALL_DISK, path, str(size)]
    done = subprocess.run(command, cwd=Path(files.__file__).parent.parent, capture_output=True)
    assert done.stdout.decode().startswith(f"{path}: ")
    assert done.stderr == b""
    assert contents(tmp_path) == {"result": b"old"}


@posix_only
@pytest.mark.parametrize(
    "refused",
    [
        lambda folder: write(folder / "new", b"new"),
        lambda folder: write(folder / "old", b"new"),
        lambda folder: read(folder / "old"),
        lambda folder: made(folder / "inner"),
    ],
    ids=["write", "replace", "read", "make"],
)
def test_what_is_not_allowed_is_said_in_a_sentence(closed_folder, as_nobody, refused):
    with pytest.raises(FileError) as raised:
        refused(closed_folder)
    path, _colon, remedy = str(raised.value).partition(": ")
    assert Path(path).parent == closed_folder
    assert remedy == "writing or reading is not allowed there. Choose another folder."


def test_a_missing_folder_is_said_in_a_sentence(tmp_path):
    path = tmp_path / "nowhere" / "result"
    with pytest.raises(FileError) as raised:
        write(path, b"new")
    sentence = (
        f"{path}: there is no such file or folder. Check the path; if it lies on a stick, plug "
        "the stick in again."
    )
    assert str(raised.value) == sentence
    with pytest.raises(FileError) as raised:
        read(path)
    assert str(raised.value) == sentence


@posix_only
def test_a_folder_in_the_place_of_a_file_stays_and_is_said_in_a_sentence(tmp_path):
    path = tmp_path / "result"
    path.mkdir()
    for refused in (lambda: write(path, b"new"), lambda: read(path)):
        with pytest.raises(FileError, match="this is a folder, not a file"):
            refused()
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_read_up_to_the_limit_and_no_further(tmp_path):
    path = tmp_path / "large"
    write(path, bytes(3 << 20))
    assert len(read(path, 3 << 20)) == 3 << 20
    with pytest.raises(FileError) as raised:
        read(path, (3 << 20) - 1)
    assert str(raised.value) == f"{path}: the file is larger than 2 MB."


@posix_only
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(FileError, match="no ordinary file"):
            read(path)


def test_a_folder_is_made_with_those_above_it_and_may_be_there_already(tmp_path):
    deep = tmp_path / "a" / "b"
    assert made(deep) == made(deep) == deep
    assert deep.is_dir()


@posix_only
def test_a_folder_below_a_file_cannot_be_made(tmp_path):
    tmp_path.joinpath("file").touch()
    with pytest.raises(FileError, match="no such file or folder"):
        made(tmp_path / "file" / "folder")


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EROFS, "Choose another folder"),
        (errno.EIO, "Was the stick pulled out?"),
        (errno.ENODEV, "Was the stick pulled out?"),
        (errno.ENAMETOOLONG, "File name too long"),
    ],
)
def test_what_the_system_refuses_comes_with_the_path_and_a_remedy(number, remedy):
    sentence = explained(OSError(number, os.strerror(number)), Path("stick/result"))
    assert sentence.startswith(f"{Path('stick/result')}: ")
    assert remedy in sentence


def test_an_error_without_words_is_named():
    assert explained(TimeoutError(), Path("stick")) == "stick: TimeoutError"
