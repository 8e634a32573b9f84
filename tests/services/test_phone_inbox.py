"""Photos from a phone, its clock measured by a code, go to the items that were open."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import ExifTags, Image

from assessor.domain.phone_photos import Aside
from assessor.photos.codes import clock_code
from assessor.photos.drawing import draw_scene
from assessor.services.phone_inbox import gather, sorted_in
from assessor.storage.folders import Folders
from tests.builders import check

TEN = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
AHEAD = timedelta(minutes=11, seconds=7)  # of the phone's clock


def nothing(_done, _total):
    pass


def shot(at, number=1, code=None, model="Mate 60"):
    """A photo as the phone writes it, in China time without an offset, its clock ahead."""
    image = Image.open(BytesIO(draw_scene("街道", number))).convert("RGB")
    if code:
        pattern = clock_code(code)
        drawn = Image.new("L", (pattern.side, pattern.side))
        drawn.putdata([0 if dark else 255 for dark in pattern.dark])
        image.paste(drawn.resize((500, 500), Image.Resampling.NEAREST).rotate(4), (200, 200))
    local = at + AHEAD + timedelta(hours=8)
    notes = Image.Exif()
    notes[ExifTags.Base.Model] = model
    notes.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{local:%Y:%m:%d %H:%M:%S}"
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=88, exif=notes)
    return buffer.getvalue()


@pytest.fixture
def draft(workspace):
    of = check()
    workspace.drafts.begin(of, "MARKET.01")
    for minutes, item in ((0, "MARKET.01"), (5, "MARKET.02"), (9, "MARKET.03")):
        workspace.drafts.visit_item(of.id, item, TEN + timedelta(minutes=minutes))
    return of.id


@pytest.fixture
def phone(tmp_path):
    folder = tmp_path / "DCIM" / "Camera"
    folder.mkdir(parents=True)

    def _save(name, content):
        (folder / name).write_bytes(content)
        return tmp_path / "DCIM"

    return _save


def after(minutes):
    return TEN + timedelta(minutes=minutes)


def test_a_folder_of_the_phone_is_sorted_by_the_measured_clock(workspace, draft, phone):
    phone("IMG_1.jpg", shot(after(3), 1))
    phone("IMG_2.jpg", shot(after(6), 2))
    phone("IMG_3.jpg", shot(after(-1), 3, code=after(-1)))
    phone("IMG_4.JPG", shot(after(3000), 4))
    phone("notes.txt", b"not looked at")
    folder = phone("IMG_5.jpg", b"broken")
    inbox = gather(workspace, draft, [folder], after(60), nothing)
    assert inbox.ahead == {"Mate 60": AHEAD}
    assert inbox.measured == {"Mate 60"}
    names = {each.digest: workspace.photos.photo(each.digest).name for each in inbox.photos}
    assert [(names[each.digest], each.item, each.aside) for each in inbox.proposals] == [
        ("IMG_3.jpg", "", Aside.CODE),
        ("IMG_1.jpg", "MARKET.01", None),
        ("IMG_2.jpg", "MARKET.02", None),
        ("IMG_4.JPG", "", Aside.OTHER_DAY),
    ]
    (refused,) = inbox.refusals
    assert "IMG_5.jpg" in refused


def test_a_clock_measured_once_is_remembered(workspace, draft, phone):
    gather(workspace, draft, [phone("code.jpg", shot(TEN, 3, code=TEN))], after(60), nothing)
    other = phone("IMG_9.jpg", shot(after(6), 9)) / "Camera" / "IMG_9.jpg"
    inbox = gather(workspace, draft, [other], after(61), nothing)
    assert [each.item for each in inbox.proposals] == ["MARKET.02"]
    assert (inbox.ahead, inbox.measured) == ({"Mate 60": AHEAD}, frozenset())


def test_photos_can_be_sorted_again_and_used_ones_are_told(workspace, draft, phone):
    from assessor.domain.inspection import Fault, Faults

    inbox = gather(workspace, draft, [phone("IMG_1.jpg", shot(after(3)))], after(60), nothing)
    (photo,) = inbox.photos
    seen = Faults((Fault(photos=(photo.digest,)),))
    workspace.drafts.mark(draft, "MARKET.01", seen, after(61))
    assert sorted_in(workspace, draft, inbox.photos, after(62)).used == {photo.digest}


def test_an_empty_folder_is_an_empty_inbox(workspace, draft, tmp_path):
    inbox = gather(workspace, draft, [tmp_path], after(60), nothing)
    assert (inbox.photos, inbox.proposals, inbox.refusals) == ((), (), ())


def test_a_code_that_comes_later_sorts_the_earlier_photos_again(workspace, draft, phone):
    first = gather(workspace, draft, [phone("IMG_1.jpg", shot(after(3)))], after(60), nothing)
    assert [each.item for each in first.proposals] == ["MARKET.03"]  # by the phone's wrong clock
    code = phone("IMG_2.jpg", shot(TEN, 2, code=TEN)) / "Camera" / "IMG_2.jpg"
    both = gather(workspace, draft, [code], after(60), nothing, first.photos)
    assert [each.item for each in both.proposals if not each.aside] == ["MARKET.01"]


def test_what_the_disk_has_no_place_for_can_be_tried_again(workspace, draft, phone):
    folder = phone("IMG_1.jpg", shot(after(3)))
    photos = Folders.beside(workspace.path).root / "photos"
    photos.write_bytes(b"where a folder should be")
    refused = gather(workspace, draft, [folder], after(60), nothing)
    assert (refused.photos, len(refused.waiting)) == ((), 1)
    assert "IMG_1.jpg" in refused.refusals[0]
    photos.unlink()
    assert len(gather(workspace, draft, refused.waiting, after(60), nothing).photos) == 1
