import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.inspection import Fault, Faults
from assessor.storage import WorkspaceError
from assessor.storage.folders import Folders
from tests.builders import assessed, check, hour, photo, received, revision
from tests.exchange.strategies import digests, photos

PICTURE = b"\xff\xd8 a picture"


def pictured(photo):
    return check({"MARKET.01": Faults((Fault(photos=(photo.digest,)),))})


def test_a_picture_is_read_as_it_was_added(workspace):
    added = photo(PICTURE, name="a.jpg")
    workspace.photos.add(added, PICTURE, b"small")
    assert workspace.photos.photo(added.digest) == added
    assert workspace.photos.picture(added.digest) == PICTURE
    assert workspace.photos.thumbnail(added.digest) == b"small"


def test_adding_a_picture_again_changes_nothing_that_is_known_of_it(workspace):
    added = photo(PICTURE, name="a.jpg")
    workspace.photos.add(added, PICTURE, b"small")
    workspace.photos.add(photo(PICTURE, name="b.jpg"), PICTURE, b"small")
    assert workspace.photos.photo(added.digest) == added
    assert workspace.photos.picture(added.digest) == PICTURE


def test_a_picture_that_came_in_a_container_is_found_there(workspace):
    known = photo(PICTURE)
    file = received(
        assessed(revision(pictured(known), photos=(known,))), pictures=[PICTURE, b"other"]
    )
    assert (file.photos_expected, file.photos_received) == (1, 1)
    workspace.documents.accept(file, hour(1))
    assert workspace.photos.photo(known.digest) == known
    assert workspace.photos.picture(known.digest) == PICTURE


def test_without_a_thumbnail_the_picture_is_shown_until_one_is_made(workspace):
    known = photo(PICTURE)
    file = received(assessed(revision(pictured(known), photos=(known,))), pictures=[PICTURE])
    workspace.documents.accept(file, hour(1))
    assert not workspace.photos.has_thumbnail(known.digest)
    assert workspace.photos.thumbnail(known.digest) == PICTURE
    workspace.photos.keep_thumbnail(known.digest, b"small")
    assert workspace.photos.has_thumbnail(known.digest)
    assert workspace.photos.thumbnail(known.digest) == b"small"


def test_a_missing_picture_is_named(workspace):
    with pytest.raises(WorkspaceError, match="abababababab"):
        workspace.photos.picture("ab" * 32)
    assert workspace.photos.photo("ab" * 32) is None


def test_a_changed_picture_is_never_shown(workspace, path):
    added = photo(PICTURE)
    workspace.photos.add(added, PICTURE, b"small")
    Folders.beside(path).picture(added.digest).write(b"painted over")
    with pytest.raises(WorkspaceError, match="changed"):
        workspace.photos.picture(added.digest)


def test_a_changed_picture_is_replaced_by_the_one_in_a_container(workspace, path):
    known = photo(PICTURE)
    workspace.photos.add(known, PICTURE, b"small")
    Folders.beside(path).picture(known.digest).write(b"painted over")
    file = received(assessed(revision(pictured(known), photos=(known,))), pictures=[PICTURE])
    workspace.documents.accept(file, hour(1))
    assert workspace.photos.picture(known.digest) == PICTURE


def test_a_damaged_container_lacks_its_pictures(workspace, path):
    known = photo(PICTURE)
    file = received(assessed(revision(pictured(known), photos=(known,))), pictures=[PICTURE])
    workspace.documents.accept(file, hour(1))
    archived = Folders.beside(path).container(file.container.identity)
    archived.write(archived.read()[:-40])
    with pytest.raises(WorkspaceError, match="missing or was changed"):
        workspace.photos.picture(known.digest)


@settings(max_examples=25, deadline=None)
@given(digests.flatmap(photos) | st.builds(photo, st.binary(max_size=9)))
def test_whatever_is_known_of_a_picture_is_read_as_it_was_saved(shared, added):
    already = shared.photos.photo(added.digest)
    shared.photos.add(added, PICTURE, b"")
    assert shared.photos.photo(added.digest) == (already or added)


def test_what_was_damaged_is_mended_by_taking_it_in_again(workspace, path):
    """It is what the sentence about a missing picture advises."""
    beside = path.parent / f"{path.name}.files"
    taken = photo(b"taken here")
    workspace.photos.add(taken, b"taken here", b"small")
    came = photo(b"came in a file")
    faults = Faults((Fault(photos=(came.digest,)),))
    document = assessed(revision(check({"MARKET.01": faults}), photos=(came,)))
    file = received(document, pictures=(b"came in a file",))
    workspace.documents.accept(file, hour(1))
    for kept in (*beside.glob("photos/*/*"), *beside.glob("containers/*")):
        kept.write_bytes(b"damaged")
    workspace.photos.add(taken, b"taken here", b"small")
    workspace.documents.accept(file, hour(2))
    assert workspace.photos.picture(taken.digest) == b"taken here"
    assert workspace.photos.picture(came.digest) == b"came in a file"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named_with_the_photo(workspace, path):
    beside = Folders.beside(path).root
    beside.chmod(0o555)
    with pytest.raises(WorkspaceError, match=r"IMG_7\.jpg"):
        workspace.photos.add(photo(PICTURE, name="IMG_7.jpg"), PICTURE, b"small")
    beside.chmod(0o755)


def test_what_the_disk_refuses_names_the_photo_and_no_digest(workspace, path):
    beside = Folders.beside(path).root
    (beside / "photos").write_bytes(b"a file where a folder should be")
    added = photo(PICTURE, name="IMG_7.jpg")
    with pytest.raises(WorkspaceError) as refused:
        workspace.photos.add(added, PICTURE, b"small")
    assert "IMG_7.jpg" in str(refused.value)
    assert added.digest not in str(refused.value)
    assert workspace.photos.photo(added.digest) is None
    (beside / "photos").unlink()
    workspace.photos.add(added, PICTURE, b"small")
    assert workspace.photos.picture(added.digest) == PICTURE


def test_a_missing_picture_is_called_as_the_camera_called_it(workspace, path):
    workspace.photos.add(photo(PICTURE, name="IMG_7.jpg"), PICTURE, b"small")
    Folders.beside(path).picture(photo(PICTURE).digest).drop()
    with pytest.raises(WorkspaceError, match=r"IMG_7\.jpg"):
        workspace.photos.picture(photo(PICTURE).digest)
