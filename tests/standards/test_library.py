from dataclasses import replace

import pytest

from assessor.standards import (
    Library,
    LibraryError,
    StandardError,
    digest,
    load_standard,
    packed,
)
from tests.standards.standard_files import change, standard, vocabulary, written
from tests.standards.test_borrowing import borrowing


@pytest.fixture
def shipped(tmp_path):
    root = tmp_path / "shipped"
    standard(root, 2)
    standard(root, 10)
    vocabulary(root)
    (root / "README.md").touch()
    return root


@pytest.fixture
def installed(tmp_path):
    return tmp_path / "installed"


def other(root, standard_id):
    folder = standard(root)
    target = root / standard_id / "1"
    target.parent.mkdir()
    folder.rename(target)
    (root / "SHOP-2030").rmdir()
    change(target, "standard.toml", 'id = "SHOP-2030"', f'id = "{standard_id}"')
    change(target, "site_types/SHOP.toml", '["SHOP-2030:30.01", "NSC-2014:14.22"]', "[]")
    return target


def test_standards_come_by_id_and_the_newest_revision_first(shipped, installed):
    other(installed, "AREA-2031")
    found = [str(each.ref) for each in Library(shipped, installed).standards()]
    assert found == ["AREA-2031/1", "SHOP-2030/10", "SHOP-2030/2"]


def test_the_newest_revision_is_meant_unless_another_is_named(shipped):
    library = Library(shipped)
    assert library.standard("SHOP-2030").ref.revision == 10
    assert library.standard("SHOP-2030", 2).ref.revision == 2


def test_a_standard_is_read_once(shipped):
    library = Library(shipped)
    assert library.standard("SHOP-2030") is library.standard("SHOP-2030")
    assert library.standards()[0] is library.standard("SHOP-2030")


def test_asking_for_one_revision_reads_no_other(shipped):
    change(shipped / "SHOP-2030" / "2", "standard.toml", "format = 1", "format =")
    assert Library(shipped).standard("SHOP-2030", 10).ref.revision == 10


def test_an_unknown_standard_is_refused_with_the_known_ones(shipped):
    with pytest.raises(
        LibraryError, match="SHOP-2030/3 is not installed; there are SHOP-2030/10, SHOP-2030/2"
    ):
        Library(shipped).standard("SHOP-2030", 3)


def test_a_folder_for_installed_standards_need_not_exist(shipped, installed):
    assert len(Library(shipped, installed).standards()) == 2


def test_a_broken_folder_is_listed_and_hides_no_other(shipped, installed):
    broken = other(installed, "AREA-2031")
    change(broken, "standard.toml", "format = 1", "format = 9")
    library = Library(shipped, installed)
    assert [str(each.ref) for each in library.standards()] == ["SHOP-2030/10", "SHOP-2030/2"]
    assert [each.folder.name for each in library.problems()] == ["1"]
    with pytest.raises(StandardError, match="AREA-2031/1 cannot be used"):
        library.standard("AREA-2031")


def test_a_broken_newest_revision_leaves_the_one_before(shipped, installed):
    change(standard(installed, 11), "standard.toml", "format = 1", "format = 9")
    library = Library(shipped, installed)
    assert library.standard("SHOP-2030").ref.revision == 10
    with pytest.raises(StandardError, match="newer than this program"):
        library.standard("SHOP-2030", 11)


def test_a_standard_is_known_by_its_digest_too(shipped):
    library = Library(shipped)
    ref = library.standard("SHOP-2030").ref
    assert library.by_ref(ref) is library.standard("SHOP-2030")
    assert library.by_ref(replace(ref, digest="0" * 64)) is None
    assert library.by_ref(replace(ref, revision=7)) is None
    assert library.by_ref(replace(ref, id="AREA-2031")) is None


def test_a_published_revision_that_changed_is_left_out(shipped):
    folder = shipped / "SHOP-2030" / "10"
    (shipped / "published.toml").write_text(f'"SHOP-2030/10" = "{digest(folder)}"')
    assert Library(shipped).standard("SHOP-2030").ref.revision == 10
    change(folder, "site_types/SHOP.toml", "地面洁净", "地面很洁净")
    library = Library(shipped)
    assert library.standard("SHOP-2030").ref.revision == 2
    assert "is published" in str(library.problems()[0])


def test_an_installed_copy_of_a_shipped_revision_is_no_second_one(shipped, installed):
    standard(installed, 10)
    library = Library(shipped, installed)
    assert len(library.standards()) == 2
    assert library.problems() == ()


def test_an_installed_folder_cannot_take_the_place_of_a_shipped_revision(shipped, installed):
    folder = standard(installed, 10)
    change(folder, "site_types/SHOP.toml", 'deduct = "5"', 'deduct = "1"')
    library = Library(shipped, installed)
    assert library.standard("SHOP-2030", 10).ref.digest == digest(shipped / "SHOP-2030" / "10")
    assert [each.folder for each in library.problems()] == [folder]


@pytest.mark.parametrize("place", ["SHOP-2031", "SHOP-2031/draft", "SHOP-2031/1/1"])
def test_a_folder_in_the_wrong_place_is_listed(shipped, installed, place):
    standard(installed)
    (installed / place).parent.mkdir(parents=True, exist_ok=True)
    (installed / "SHOP-2030" / "1").rename(installed / place)
    library = Library(shipped, installed)
    assert len(library.standards()) == 2
    assert len(library.problems()) == 1


def test_hidden_folders_are_nobodys_business(shipped, installed):
    written(installed / ".git" / "1", {"standard.toml": "x"})
    assert Library(shipped, installed).problems() == ()


def test_the_newest_sound_vocabulary_is_used(shipped, installed):
    (installed / "common").mkdir(parents=True)
    vocabulary(installed).rename(installed / "common" / "2")
    assert Library(shipped, installed).vocabulary().revision == 1
    change(installed / "common" / "2", "common.toml", "revision = 1", "revision = 2")
    assert Library(shipped, installed).vocabulary().revision == 2


def test_a_library_without_sound_vocabulary_says_so(shipped, tmp_path):
    change(shipped / "common" / "1", "common.toml", "format = 1", "format = 9")
    with pytest.raises(StandardError, match="newer than this program"):
        Library(shipped).vocabulary()
    with pytest.raises(LibraryError, match="has no vocabulary"):
        Library(tmp_path).vocabulary()


def test_a_copy_is_found_by_its_reference_alone(shipped, tmp_path):
    folder = shipped / "SHOP-2030" / "10"
    original = Library(shipped).standard("SHOP-2030", 10)
    library = Library(tmp_path / "nothing")
    assert library.by_ref(original.ref) is None
    library.add_copies({original.ref: packed(Library(shipped).contents(original.ref))})
    assert library.by_ref(original.ref) == original
    assert (
        library.contents(original.ref)["standard.toml"]
        == folder.joinpath("standard.toml").read_bytes()
    )
    assert library.standards() == ()
    with pytest.raises(LibraryError):
        library.standard("SHOP-2030")


def test_a_copy_that_is_not_what_its_reference_says_is_not_used(shipped, tmp_path):
    library = Library(shipped)
    ref = library.standard("SHOP-2030", 10).ref
    other_files = packed(library.contents(library.standard("SHOP-2030", 2).ref))
    poor = Library(tmp_path / "nothing")
    poor.add_copies({ref: other_files})
    assert poor.by_ref(ref) is None
    poor.add_copies({ref: b"no ZIP"})
    assert poor.by_ref(ref) is None


def test_a_copy_rests_on_the_copy_of_its_base(tmp_path):
    folder = borrowing(tmp_path)
    full = Library(folder.parents[1])
    borrower = full.standard("AREA-2031")
    poor = Library(tmp_path / "nothing")
    poor.add_copies({borrower.ref: packed(full.contents(borrower.ref))})
    assert poor.by_ref(borrower.ref) is None
    poor.add_copies({borrower.forms: packed(full.contents(borrower.forms))})
    assert poor.by_ref(borrower.ref) == borrower


def test_the_files_of_a_revision_that_changed_meanwhile_are_not_given(shipped):
    library = Library(shipped)
    ref = library.standard("SHOP-2030", 10).ref
    assert library.contents(ref)
    change(shipped / "SHOP-2030" / "10", "site_types/SHOP.toml", "地面洁净", "地面很洁净")
    assert library.contents(ref) is None


def test_a_revision_installed_later_is_found(shipped, installed):
    library = Library(shipped, installed)
    ref = load_standard(standard(installed.parent / "elsewhere", 11)).ref
    assert library.by_ref(ref) is None
    standard(installed, 11)
    assert library.by_ref(ref).ref == ref
    assert library.standard("SHOP-2030").ref == ref


def test_a_broken_folder_is_read_anew_once_that_is_asked_for(shipped):
    folder = shipped / "SHOP-2030" / "10"
    change(folder, "standard.toml", "format = 1", "format =")
    library = Library(shipped)
    assert [str(each.ref) for each in library.standards()] == ["SHOP-2030/2"]
    assert [str(each) for each in library.headings()] == ["SHOP-2030/2"]
    change(folder, "standard.toml", "format =", "format = 1")
    library.forget_broken()
    assert [str(each.ref) for each in library.standards()] == ["SHOP-2030/10", "SHOP-2030/2"]
    assert [str(each) for each in library.headings()] == ["SHOP-2030/10", "SHOP-2030/2"]
    assert library.problems() == ()
