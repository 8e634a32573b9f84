import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage

from assessor.photos.drawing import draw_scene
from assessor.ui import dialogs

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
    assert page.faults.photos._list.count() == 1


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
    page.faults.photos._list.setCurrentRow(0)
    page.faults.photos._remove.click()
    wait_for_photos(qtbot, fieldwork, 0)
