import zipfile

import pytest

from assessor.files import FileError
from assessor.standards import (
    ArchiveError,
    Installed,
    InstallError,
    Library,
    StandardError,
    digest,
    install,
    packed,
)
from tests.standards.standard_files import STANDARD, change, rich_vocabulary, standard, vocabulary
from tests.standards.test_borrowing import borrowing


@pytest.fixture
def shipped(tmp_path):
    vocabulary(tmp_path / "shipped")
    return tmp_path / "shipped"


@pytest.fixture
def target(tmp_path):
    return tmp_path / "profile" / "standards"


@pytest.fixture
def library(shipped, target):
    return Library(shipped, target)


def zipped(folder, path, top=""):
    files = {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*.*")}
    path.write_bytes(packed(files, top))
    return path


def nothing_is_installed(target):
    return not [each for each in target.rglob("*") if each.is_file()]


def test_a_folder_is_installed_under_the_name_it_states(tmp_path, target, library):
    source = standard(tmp_path / "mail").rename(tmp_path / "download")
    assert install(source, target, library) == Installed("SHOP-2030/1", digest(source), is_new=True)
    assert digest(target / "SHOP-2030" / "1") == digest(source)
    assert str(library.standard("SHOP-2030").ref) == "SHOP-2030/1"


@pytest.mark.parametrize("top", ["", "1", "SHOP-2030/1", "some folder/x"])
def test_a_zip_is_installed_wherever_the_files_lie_in_it(tmp_path, target, library, top):
    source = zipped(standard(tmp_path / "mail"), tmp_path / "s.zip", top)
    assert install(source, target, library).is_new
    assert library.standard("SHOP-2030").ref.digest == digest(tmp_path / "mail" / "SHOP-2030" / "1")


def test_what_a_mac_adds_to_a_zip_is_left_out(tmp_path, target, library):
    source = zipped(standard(tmp_path / "mail"), tmp_path / "s.zip", "SHOP")
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("__MACOSX/SHOP/._standard.toml", b"\0")
        archive.writestr("SHOP/.DS_Store", b"\0")
    assert install(source, target, library).is_new


def test_installing_again_changes_nothing(tmp_path, target, library):
    source = standard(tmp_path / "mail")
    install(source, target, library)
    assert not install(source, target, library).is_new


def test_a_revision_with_other_contents_is_refused(tmp_path, target, library):
    source = standard(tmp_path / "mail")
    install(source, target, library)
    before = digest(target / "SHOP-2030" / "1")
    change(source, "site_types/SHOP.toml", "地面洁净", "地面很洁净")
    with pytest.raises(InstallError, match="another revision number"):
        install(source, target, Library(tmp_path / "shipped", target))
    assert digest(target / "SHOP-2030" / "1") == before


def test_a_shipped_revision_cannot_be_replaced(tmp_path, shipped, target):
    change(standard(shipped), "site_types/SHOP.toml", "地面洁净", "地面很洁净")
    with pytest.raises(InstallError):
        install(standard(tmp_path / "mail"), target, Library(shipped, target))
    assert nothing_is_installed(target)


def test_of_a_broken_standard_every_problem_is_told_and_nothing_is_installed(
    tmp_path, target, library
):
    source = standard(tmp_path / "mail")
    change(source, "site_types/SHOP.toml", 'deduct = "5"\n', "")
    change(source, "profiles/plain.toml", 'points = "100"\npass', 'points = "90"\npass')
    for each in (source, zipped(source, tmp_path / "s.zip")):
        with pytest.raises(StandardError) as caught:
            install(each, target, library)
        assert len(caught.value.problems) == 2
    assert nothing_is_installed(target)


def test_what_it_rests_on_must_be_here(tmp_path, target, library):
    borrower = borrowing(tmp_path / "mail")
    with pytest.raises(StandardError, match="Install it first"):
        install(borrower, target, library)
    install(tmp_path / "mail" / "SHOP-2030" / "1", target, library)
    assert install(borrower, target, library).is_new


def test_a_vocabulary_is_installed_too(tmp_path, target, library):
    source = rich_vocabulary(tmp_path / "mail")
    change(source, "common.toml", "revision = 1", "revision = 2")
    assert install(source, target, library).name == "common/2"
    assert library.vocabulary().revision == 2


STRANGE = {
    "an empty folder": {},
    "two revisions": {"1/standard.toml": b"", "2/standard.toml": b""},
    "a folder of something else": {"notes.txt": b"x"},
}


@pytest.mark.parametrize("contents", STRANGE.values(), ids=STRANGE.keys())
def test_a_folder_that_is_no_revision_is_refused(tmp_path, target, library, contents):
    source = tmp_path / "mail"
    source.mkdir()
    for name, content in contents.items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_bytes(content)
    with pytest.raises(InstallError, match="mail"):
        install(source, target, library)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "SHOP-2030"', 'id = "../../x"'),
        ("revision = 1", "revision = -1"),
        ("revision = 1", 'revision = "../1"'),
        ("revision = 1", f"revision = 1{'0' * 5000}"),
        ("format = 1", "format = "),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, target, library, old, new):
    source = standard(tmp_path / "mail")
    change(source, "standard.toml", old, new)
    with pytest.raises(StandardError):
        install(source, target, library)
    assert nothing_is_installed(target.parent)


def test_a_zip_that_leads_elsewhere_is_refused(tmp_path, target, library):
    source = tmp_path / "s.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for name, text in STANDARD.items():
            archive.writestr(name, text)
        archive.writestr("../../up.toml", "x")
    with pytest.raises(ArchiveError):
        install(source, target, library)
    assert nothing_is_installed(tmp_path / "profile")


def test_a_disk_that_refuses_leaves_nothing_half_installed(tmp_path, target, library):
    source = standard(tmp_path / "mail")
    target.mkdir(parents=True)
    (target / "SHOP-2030").write_text("a file where the folder should be")
    with pytest.raises(FileError, match="SHOP-2030"):
        install(source, target, library)
    assert [each.name for each in target.iterdir()] == ["SHOP-2030"]
