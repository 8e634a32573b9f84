"""Thumbnails are loaded beside the window's thread, and only so many are kept."""

import threading

import pytest
from PySide6.QtCore import QObject, QSize

from assessor.photos.drawing import draw_scene
from assessor.photos.importing import read_photo
from assessor.storage import WorkspaceError
from assessor.ui import thumbnails
from assessor.ui.thumbnails import Thumbnails


@pytest.fixture(scope="module")
def small():
    return read_photo(draw_scene("街道", 1), "a.jpg").thumbnail


@pytest.fixture
def parent(qapp):
    made = QObject(qapp)
    yield made
    made.deleteLater()


def test_a_thumbnail_is_loaded_once_in_another_thread(qtbot, parent, small):
    threads = []

    def read(_digest):
        threads.append(threading.current_thread())
        return small

    made = Thumbnails(read, QSize(112, 84), parent)
    with qtbot.waitSignal(made.loaded) as loaded:
        assert made.picture("a") is None
        assert made.picture("a") is None
    assert loaded.args == ["a"]
    assert made.picture("a").size() == QSize(112, 84)
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


def test_a_picture_that_cannot_be_read_is_grey(qtbot, parent):
    def read(_digest):
        raise WorkspaceError("missing")

    made = Thumbnails(read, QSize(112, 84), parent)
    with qtbot.waitSignal(made.loaded):
        made.picture("a")
    assert made.picture("a").toImage().pixelColor(5, 5).name() == "#a0a0a4"


def test_only_so_many_are_kept(qtbot, parent, small, monkeypatch):
    monkeypatch.setattr(thumbnails, "_KEPT", 5)
    made = Thumbnails(lambda _digest: small, QSize(112, 84), parent)
    for number in range(12):
        with qtbot.waitSignal(made.loaded):
            made.picture(str(number))
    assert sorted(made._kept, key=int) == ["7", "8", "9", "10", "11"]


def test_what_was_scrolled_away_before_it_came_is_not_loaded(qtbot, parent, small):
    gate, read_ones = threading.Event(), []

    def read(digest):
        gate.wait(5)
        read_ones.append(digest)
        return small

    made = Thumbnails(read, QSize(112, 84), parent)
    for number in range(500):
        made.picture(str(number))
    gate.set()
    qtbot.waitUntil(lambda: not made._loader.is_busy)
    assert len(read_ones) <= thumbnails._WAITING + 2
    assert "499" in read_ones
