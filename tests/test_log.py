import logging
import os
import platform
from pathlib import PurePosixPath, PureWindowsPath

import pytest

import assessor
from assessor import log

logger = logging.getLogger("assessor.test")


@pytest.fixture(autouse=True)
def no_log_stays_open(monkeypatch, tmp_path_factory):
    monkeypatch.setattr(logging, "raiseExceptions", True)
    root = logging.getLogger("assessor")
    before, level = root.handlers[:], root.level
    root.handlers.clear()
    yield
    log.set_up(tmp_path_factory.mktemp("log"))
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = before
    root.setLevel(level)


def written(folder):
    return folder.joinpath("assessor.log").read_text(encoding="utf-8")


def test_what_the_user_did_is_written_down_and_how_is_not(tmp_path):
    log.set_up(tmp_path / "log")
    logger.info("signed %s", "检查")
    logger.debug("in three steps")
    (line,) = written(tmp_path / "log").splitlines()
    assert line.endswith("INFO assessor.test: signed 检查")


def test_a_log_never_grows_large(tmp_path):
    log.set_up(tmp_path)
    for _number in range(60):
        logger.info("x" * 100_000)
    sizes = [each.stat().st_size for each in tmp_path.iterdir()]
    assert len(sizes) == 4
    assert max(sizes) <= 1 << 20


def test_a_place_that_cannot_be_written_keeps_nobody_from_working(tmp_path):
    taken = tmp_path / "log"
    taken.write_text("a file", encoding="utf-8")
    log.set_up(taken)
    logger.info("still here")
    assert "still here" in log.crash_report(ValueError())
    assert taken.read_text(encoding="utf-8") == "a file"


@pytest.mark.skipif(os.name == "nt", reason="asks a POSIX system to refuse")
def test_a_full_disk_keeps_nobody_from_working_either(tmp_path, capsys):
    tmp_path.joinpath("assessor.log").symlink_to("/dev/full")
    log.set_up(tmp_path)
    logger.info("still here")
    assert "still here" in log.crash_report(ValueError())
    log.set_up(tmp_path / "elsewhere")
    assert capsys.readouterr() == ("", "")


def test_another_profile_gets_its_own_log(tmp_path):
    log.set_up(tmp_path / "one")
    logger.info("first")
    log.set_up(tmp_path / "two")
    logger.info("second")
    assert "second" not in written(tmp_path / "one")
    assert "first" not in written(tmp_path / "two")
    assert log.crash_report(ValueError()).count("second") == 1


@pytest.mark.parametrize(
    "path",
    [
        "/home/zhangsan/notes/x",
        "/media/zhangsan/STICK/x",
        r"C:\Users\zhangsan\x",
        repr(r"C:\Users\zhangsan\x"),
    ],
)
def test_a_crash_report_names_no_user(path):
    for home in (PurePosixPath("/home/zhangsan"), PureWindowsPath(r"C:\Users\zhangsan")):
        assert "zhangsan" not in log._without_user(f"cannot read {path}", home)
        assert "/resources/ x" in log._without_user("/resources/ x", home)


def test_a_crash_report_says_what_broke_where_and_what_came_before(tmp_path):
    log.set_up(tmp_path)
    for number in range(600):
        logger.info("step %03d", number)
    try:
        len(7)
    except TypeError as error:
        report = log.crash_report(error)
    assert report.startswith(f"assessor {assessor.__version__}, Python {platform.python_version()}")
    assert "TypeError: object of type 'int' has no len()" in report
    assert "test_log.py" in report
    assert "step 099" not in report
    assert report.index("step 100") < report.index("step 599")
