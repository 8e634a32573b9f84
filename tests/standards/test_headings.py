from datetime import date

import pytest

from assessor.domain.choosing import Heading, heading
from assessor.standards import Library, load_standard
from assessor.standards.headings import read_heading
from tests.standards.standard_files import change, rich_standard, standard

ON = date(2031, 1, 1)


def test_a_heading_says_what_the_whole_standard_says(tmp_path):
    folder = rich_standard(tmp_path)
    assert read_heading(folder) == heading(load_standard(folder))


def test_a_tailoring_has_a_heading_too(tailoring):
    found = read_heading(tailoring)
    assert (str(found), found.title.en, found.is_tailored) == (
        "TOWN-SHOP/1",
        "Shops of a town",
        True,
    )
    assert heading(load_standard(tailoring)).is_tailored


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format = 2", "format ="),
        ("revision = 1", "revision = 2"),
        ('levels = ["county"]', 'levels = ["village"]'),
        ('title.en = "Hygiene of shops"\n', ""),
    ],
)
def test_a_heading_that_cannot_be_read_is_none(tmp_path, old, new):
    folder = rich_standard(tmp_path)
    change(folder, "standard.toml", old, new)
    assert read_heading(folder) is None


def test_what_is_no_revision_has_no_heading(tmp_path):
    assert read_heading(tmp_path) is None


def test_the_headings_of_a_library_need_nothing_but_first_files(tmp_path):
    standard(tmp_path, 2)
    (standard(tmp_path, 10) / "site_types" / "SHOP.toml").write_bytes(b"\xff")
    found = Library(tmp_path).headings()
    assert [str(each) for each in found] == ["SHOP-2030/10", "SHOP-2030/2"]
    assert all(isinstance(each, Heading) for each in found)


def test_a_library_proposes_the_newest_sound_revision(tmp_path):
    standard(tmp_path, 2)
    broken = standard(tmp_path, 10)
    library = Library(tmp_path)
    assert [str(each.ref) for each in library.proposed("county", "53", ON)] == ["SHOP-2030/10"]
    (broken / "site_types" / "SHOP.toml").write_bytes(b"\xff")
    library = Library(tmp_path)
    assert [str(each.ref) for each in library.proposed("county", "53", ON)] == ["SHOP-2030/2"]


def test_a_library_proposes_nothing_for_a_strange_level(tmp_path):
    standard(tmp_path)
    assert Library(tmp_path).proposed("town", "53", ON) == ()
