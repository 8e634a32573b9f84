"""Photos of a fault: added, shown, doubted, tried again, taken away."""

import sys

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage

from assessor.domain.inspection import Annotation, Shape
from assessor.photos.drawing import draw_scene
from assessor.storage.folders import Folders
from assessor.ui import dialogs
from assessor.ui.camera_dialog import CameraDialog
from assessor.ui.inbox_dialog import InboxDialog
from assessor.ui.markup_dialog import MarkupDialog
from tests.photos.test_camera import Device, library_of

FAULTY = "MARKET.03"  # counts places


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(draw_scene("market", 1))
    return path


def wait_for_photos(qtbot, fieldwork, count):
    def arrived():
        assert sum(len(fault.photos) for fault in fieldwork.seen(FAULTY).faults) == count

    qtbot.waitUntil(arrived, timeout=10_000)


def test_photos_are_added_from_files(qtbot, page, desk, fieldwork, picture, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (picture,))
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    page.faults.photos.choose()
    wait_for_photos(qtbot, fieldwork, 1)
    (digest,) = fieldwork.seen(FAULTY).faults[0].photos
    assert desk.workspace.photos.photo(digest).name == "IMG_0001.jpg"
    assert page.faults.photos.model.digests == (digest,)


def test_a_fault_without_photos_shows_no_empty_frame(page, fieldwork):
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    assert not page.faults.photos.view.isVisible()


def test_photos_can_be_dropped_on_the_page(qtbot, page, fieldwork, picture):
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    wait_for_photos(qtbot, fieldwork, 1)


def test_a_picture_on_the_clipboard_can_be_pasted(qtbot, page, fieldwork):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_for_photos(qtbot, fieldwork, 1)


def test_a_file_that_is_no_picture_is_named_and_the_others_arrive(
    qtbot, page, fieldwork, picture, tmp_path
):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    with qtbot.waitSignal(page.said, timeout=10_000) as said:
        page.add_photos([broken, picture])
    assert "broken.jpg" in said.args[0]
    wait_for_photos(qtbot, fieldwork, 1)


def test_p_without_a_fault_says_so_at_once(qtbot, press, page, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: pytest.fail("asked"))
    with qtbot.waitSignal(page.said):
        press("p")


def test_an_empty_clipboard_is_said(qtbot, page, fieldwork):
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(page.said) as said:
        page.faults.photos.paste()
    assert "clipboard" in said.args[0]


def test_photos_without_a_fault_are_not_taken(qtbot, page, fieldwork, picture):
    with qtbot.waitSignal(page.said):
        page.add_photos([picture])
    assert fieldwork.seen(fieldwork.current.id) is None


def test_a_photo_can_be_removed_again(qtbot, page, fieldwork, picture):
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    page.add_photos([picture])
    wait_for_photos(qtbot, fieldwork, 1)
    page.faults.photos._remove.click()
    wait_for_photos(qtbot, fieldwork, 0)


def with_photo(qtbot, page, fieldwork, *paths):
    """The check page at a fault with these photos."""
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    page.add_photos(list(paths))
    wait_for_photos(qtbot, fieldwork, len(paths))
    return page.faults.photos


def test_thumbnails_arrive_after_the_list_is_shown(qtbot, page, fieldwork, picture):
    strip = with_photo(qtbot, page, fieldwork, picture)
    (digest,) = strip.model.digests
    strip.view.grab()
    qtbot.waitUntil(lambda: strip._thumbnails.picture(digest) is not None)
    assert strip.view.grab().toImage().pixelColor(40, 40) != strip.view.palette().base().color()


def test_a_photo_used_twice_is_pointed_out_with_where(qtbot, page, fieldwork, picture):
    strip = with_photo(qtbot, page, fieldwork, picture)
    assert not strip._notice.isVisible()
    fieldwork.visit("MARKET.04")
    page.marker.add_fault()
    page.add_photos([picture])
    qtbot.waitUntil(strip._notice.isVisible, timeout=10_000)
    assert "item 03" in strip._notice.text()
    assert "used twice" in strip.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    fieldwork.visit(FAULTY)
    assert not strip.model.doubtful


def test_what_the_disk_refuses_waits_and_is_tried_again(qtbot, page, desk, fieldwork, picture):
    photos = Folders.beside(desk.workspace.path).root / "photos"
    photos.write_bytes(b"a file where a folder should be")
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    with qtbot.waitSignal(page.said, timeout=10_000) as said:
        page.add_photos([picture])
    assert "IMG_0001.jpg" in said.args[0]
    strip = page.faults.photos
    assert strip._waiting.isVisible()
    assert strip._retry.isVisible()
    photos.unlink()
    strip._retry.click()
    wait_for_photos(qtbot, fieldwork, 1)
    assert not strip._waiting.isVisible()


def test_marks_are_kept_and_shown_on_the_thumbnail(qtbot, page, desk, fieldwork, picture):
    strip = with_photo(qtbot, page, fieldwork, picture)
    (digest,) = strip.model.digests
    strip._mark.click()
    (dialog,) = page.findChildren(MarkupDialog)
    ring = Annotation(Shape.RING, 100, 100, 500, 500)
    dialog.canvas.add(ring)
    dialog.accept()
    assert desk.workspace.photos.photo(digest).annotations == (ring,)
    assert strip._marks_of(digest) == (ring,)


def test_a_photo_that_cannot_be_shown_is_said(qtbot, page, desk, fieldwork, picture, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs, "tell", lambda _parent, words: told.append(words))
    strip = with_photo(qtbot, page, fieldwork, picture)
    (digest,) = strip.model.digests
    Folders.beside(desk.workspace.path).picture(digest).drop()
    strip.opened.emit(digest)
    assert "IMG_0001.jpg" in told[0]


def test_a_watched_folder_gives_its_new_photos_to_the_fault(qtbot, page, desk, fieldwork, tmp_path):
    folder = tmp_path / "from-phone"
    folder.mkdir()
    (folder / "old.jpg").write_bytes(draw_scene("old", 7))
    desk.preferences.change(photo_folder=str(folder))
    with qtbot.waitSignal(page.said, timeout=10_000) as said:
        (folder / "IMG_1.jpg").write_bytes(draw_scene("market", 1))
    assert "wait for a fault" in said.args[0]
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    page.faults.photos._retry.click()
    wait_for_photos(qtbot, fieldwork, 1)
    (folder / "IMG_2.jpg").write_bytes(draw_scene("market", 2))
    wait_for_photos(qtbot, fieldwork, 2)
    names = {
        desk.workspace.photos.photo(each).name for each in fieldwork.seen(FAULTY).faults[0].photos
    }
    assert names == {"IMG_1.jpg", "IMG_2.jpg"}


def test_without_the_cameras_library_there_is_no_button_for_it(page):
    assert not page.faults.photos._camera.isVisibleTo(page.faults.photos)


def test_with_the_cameras_library_there_is_a_button_for_it(qtbot, page, monkeypatch):
    page.marker.add_fault()
    strip = page.faults.photos
    strip.offer_camera()
    told = []
    monkeypatch.setattr(dialogs, "tell", lambda _parent, words: told.append(words))
    monkeypatch.setitem(sys.modules, "cv2", library_of(Device(opens=False)))
    strip._camera.click()
    assert "No camera answers" in told[0]


def test_a_photo_of_the_camera_goes_to_the_fault(qtbot, page, fieldwork, monkeypatch):
    monkeypatch.setitem(sys.modules, "cv2", library_of(Device()))
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    page.faults.photos.camera_wanted.emit()
    (dialog,) = page.findChildren(CameraDialog)
    qtbot.waitUntil(dialog._take.isEnabled)
    dialog._take.click()
    wait_for_photos(qtbot, fieldwork, 1)


def test_the_inbox_is_opened_by_touch_without_a_fault(page):
    assert page.faults.photos.phone.isVisible()
    page.faults.photos.phone.click()
    assert page.findChildren(InboxDialog)


def test_the_inbox_is_opened_by_a_key_without_a_fault(page, press):
    press("i")
    assert page.findChildren(InboxDialog)
