"""Scrolling through 1,000 photos until each was seen, against reading and decoding their files.

The floor does nothing else, in one thread, and shows nothing.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListView

from assessor.photos.drawing import draw_scene
from assessor.photos.importing import read_photo
from assessor.ui.photo_list import THUMBNAIL, PhotoDelegate, PhotoModel, photo_view
from assessor.ui.theme import theme_named
from assessor.ui.thumbnails import Thumbnails
from tests.benchmarks.measuring import Measure, in_turns

PHOTOS, SCENES = 1_000, 20
FRAME = 1 / 60
_IDLE = 0.0003  # seconds; a frame in which nothing was painted


def measures() -> Iterator[Measure]:
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder))
        frames: list[float] = []
        ours, floor = in_turns(
            lambda: _scrolled(application, files, frames), lambda: _decoded(files), rounds=5
        )
    frames.sort()
    middle, slow = statistics.median(frames), frames[len(frames) * 99 // 100]
    note = f"frames: median {middle * 1000:.1f} ms, 99 % within {slow * 1000:.1f} ms"
    yield Measure("scrolling through 1,000 photos", "decoding their files", ours, floor, 3, note)
    yield Measure("one frame of it, 99 %", "a frame of 60 Hz", slow, FRAME, 1)


def _files(folder: Path) -> dict[str, Path]:
    """1,000 thumbnails as they are made on import, by digest."""
    scenes = [read_photo(draw_scene("街道", n), "a.jpg").thumbnail for n in range(SCENES)]
    numbers = count()
    paths = {}
    for number in range(PHOTOS):
        path = folder / f"{next(numbers)}.jpg"
        path.write_bytes(scenes[number % SCENES])
        paths[f"{number:064x}"] = path
    return paths


def _scrolled(application: QApplication, files: dict[str, Path], frames: list[float]) -> None:
    """Show all photos, page after page, and wait on each page until its photos are there."""
    owner = QObject()
    seen: set[str] = set()
    thumbnails = Thumbnails(lambda digest: files[digest].read_bytes(), THUMBNAIL, owner)
    thumbnails.loaded.connect(seen.add)
    model = PhotoModel(owner)
    thumbnails.loaded.connect(model.touch)
    delegate = PhotoDelegate(thumbnails, lambda _digest: (), theme_named("light"), owner)
    view = photo_view(model, delegate, "photos")
    view.resize(980, 640)
    model.show_photos(list(files))
    view.show()
    bar = view.verticalScrollBar()
    while True:
        _frame(application, frames)
        while not _visible(view, model) <= seen:
            _frame(application, frames)
        if bar.value() == bar.maximum():
            break
        bar.setValue(bar.value() + bar.pageStep() // 3)
    view.close()


def _visible(view: QListView, model: PhotoModel) -> set[str]:
    """The photos on the page that is shown: from the first cell to the last."""
    area = view.viewport().rect().adjusted(10, 10, -10, -10)
    first = max(0, view.indexAt(area.topLeft()).row())
    rows = area.height() // (THUMBNAIL.height() + 8) * (area.width() // (THUMBNAIL.width() + 8))
    places = range(first, min(len(model.digests), first + rows))
    return {
        model.digests[place]
        for place in places
        if view.visualRect(model.index(place)).intersects(view.viewport().rect())
    }


def _frame(application: QApplication, frames: list[float]) -> None:
    start = time.perf_counter()
    application.processEvents()
    if (taken := time.perf_counter() - start) > _IDLE:
        frames.append(taken)


def _decoded(files: dict[str, Path]) -> None:
    for path in files.values():
        QImage.fromData(path.read_bytes())
