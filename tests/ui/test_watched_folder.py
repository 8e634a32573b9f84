"""New pictures in a folder are told of once they are whole."""

from PySide6.QtCore import QObject

from assessor.ui.watched_folder import WatchedFolder


def watched(qapp, folder):
    parent = QObject(qapp)
    found = []
    made = WatchedFolder(folder, parent)
    made.arrived.connect(found.extend)
    return parent, made, found


def test_a_picture_is_told_of_when_nobody_writes_to_it_any_more(qtbot, qapp, tmp_path):
    (tmp_path / "old.jpg").write_bytes(b"old")
    parent, made, found = watched(qapp, tmp_path)
    new = tmp_path / "new.HEIC"
    new.write_bytes(b"first part")
    made._look_again()
    new.write_bytes(b"first part and second part")
    made._look_again()
    assert found == []
    qtbot.waitUntil(lambda: found == [new], timeout=5_000)
    made._look_again()
    made._look_again()
    assert found == [new]
    parent.deleteLater()


def test_other_files_and_empty_ones_are_not_told_of(qtbot, qapp, tmp_path):
    parent, made, found = watched(qapp, tmp_path)
    (tmp_path / "notes.txt").write_bytes(b"words")
    (tmp_path / "empty.jpg").write_bytes(b"")
    for _look in range(4):
        made._look_again()
    assert found == []
    parent.deleteLater()


def test_a_folder_may_come_later_and_go(qtbot, qapp, tmp_path):
    folder = tmp_path / "stick"
    parent, made, found = watched(qapp, folder)
    made._look_again()
    folder.mkdir()
    (folder / "a.png").write_bytes(b"picture")
    for _look in range(3):
        made._look_again()
    assert found == [folder / "a.png"]
    (folder / "a.png").unlink()
    folder.rmdir()
    made._look_again()
    parent.deleteLater()
