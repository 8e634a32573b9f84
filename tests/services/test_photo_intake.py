"""Pictures are taken in one by one: what cannot be read is named, what has no room waits."""

from assessor.photos.drawing import draw_scene
from assessor.services.photo_intake import take_in
from assessor.storage.folders import Folders


def nothing(_done, _total):
    pass


def scene(number):
    return f"IMG_{number}.jpg", draw_scene("街道", number)


def test_pictures_come_from_files_and_from_memory(workspace, tmp_path):
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(scene(1)[1])
    taken = take_in(workspace, [path, scene(2)], nothing)
    assert [workspace.photos.photo(each).name for each in taken.digests] == [
        "IMG_1.jpg",
        "IMG_2.jpg",
    ]
    assert (taken.refusals, taken.waiting) == ((), ())


def test_one_that_cannot_be_read_is_named_and_not_tried_again(workspace, tmp_path):
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(201 << 20)
    sources = [("broken.jpg", b"x"), large, tmp_path / "gone.jpg", ("empty.jpg", b""), scene(1)]
    taken = take_in(workspace, sources, nothing)
    assert len(taken.digests) == 1
    for name, sentence in zip(
        ("broken.jpg", "large.jpg", "gone.jpg", "empty.jpg"), taken.refusals, strict=True
    ):
        assert name in sentence
    assert taken.waiting == ()


def test_what_the_disk_has_no_place_for_waits_and_can_be_tried_again(workspace):
    photos = Folders.beside(workspace.path).root / "photos"
    photos.write_bytes(b"where a folder should be")
    taken = take_in(workspace, [scene(1), ("broken.jpg", b"x"), scene(2)], nothing)
    assert taken.digests == ()
    assert taken.waiting == (scene(1), scene(2))
    assert "IMG_1.jpg" in taken.refusals[0]
    photos.unlink()
    assert len(take_in(workspace, taken.waiting, nothing).digests) == 2
