import pytest

from assessor.standards import Library, StandardError, digest, load_standard
from tests.standards.standard_files import RICH, change, only_problem, rich_standard, written

HEAD = """\
format = 2
id = "AREA-2031"
revision = 1
title.zh = "某地标准"
title.en = "Standard of an area"
issuer.zh = "某地"
issuer.en = "An area"
issued = "2031-01"
levels = ["county"]
site_types = ["SHOP"]
profiles = ["plain"]

[forms]
standard = "SHOP-2030"
revision = 1
digest = "DIGEST"
"""


def borrowing(root, head=HEAD):
    base = rich_standard(root)
    files = {
        "standard.toml": head.replace("DIGEST", digest(base)),
        "profiles/plain.toml": RICH["profiles/plain.toml"],
    }
    return written(root / "AREA-2031" / "1", files)


@pytest.fixture
def folder(tmp_path):
    return borrowing(tmp_path)


def test_forms_come_from_the_pinned_revision_with_their_figures_and_sources(folder):
    base = load_standard(folder.parents[1] / "SHOP-2030" / "1")
    read = load_standard(folder)
    assert read.site_types == base.site_types
    assert (read.forms, read.thresholds) == (base.ref, base.thresholds)
    assert [source.id for source in read.sources] == ["S01"]
    assert read.profile("plain").modules[0].site_types == ("SHOP",)
    assert read.clauses == ()


def test_a_figure_of_its_own_has_an_id_of_its_own(folder):
    text = RICH["thresholds.toml"].replace('sources = ["S01"]', "sources = []")
    text = text.replace('"S"', '"own"').replace("shop.gap", "area.gap")
    written(folder, {"thresholds.toml": text})
    assert only_problem(folder).message.startswith("shop.flies.1 is used twice; the other is in SH")


def test_a_source_has_one_meaning(folder):
    change(
        folder,
        "standard.toml",
        "[forms]",
        '[[source]]\nid = "S01"\ntitle.zh = "别的"\ntitle.en = "Another"\n\n[forms]',
    )
    assert "another document" in only_problem(folder).message


WRONG = {
    "an unknown form": ('["SHOP"]', '["SHOPS"]', "site_types"),
    "another revision": ("revision = 1\ndigest", "revision = 2\ndigest", "forms.standard"),
    "an unknown standard": ('standard = "SHOP-2030"', 'standard = "X"', "forms.standard"),
    "a broken digest": ('digest = "', 'digest = "x', "forms.digest"),
    "an unknown key": ("\nstandard =", "\nformat = 2\nstandard =", "forms.format"),
    "format 1": ("format = 2", "format = 1", "forms"),
}


@pytest.mark.parametrize(("old", "new", "field"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_reported(folder, old, new, field):
    change(folder, "standard.toml", old, new)
    if field == "site_types":
        change(folder, "profiles/plain.toml", 'site_types = ["SHOP"]', 'site_types = ["SHOPS"]')
        change(folder, "profiles/plain.toml", '"SHOP", weight', '"SHOPS", weight')
    assert only_problem(folder).field == field


def test_other_contents_of_the_pinned_revision_are_refused_with_their_digest(folder):
    base = folder.parents[1] / "SHOP-2030" / "1"
    change(base, "site_types/SHOP.toml", "地面洁净", "地面很洁净")
    problem = only_problem(folder)
    assert (problem.field, digest(base) in problem.message) == ("forms.digest", True)


def test_forms_of_its_own_beside_borrowed_ones_are_refused(folder):
    written(folder, {"site_types/SHOP.toml": RICH["site_types/SHOP.toml"]})
    assert only_problem(folder).file == "site_types/SHOP.toml"


def test_forms_are_borrowed_from_the_standard_that_has_them(folder):
    text = HEAD.replace("AREA-2031", "NEXT-2032").replace("SHOP-2030", "AREA-2031")
    next_one = written(
        folder.parents[1] / "NEXT-2032" / "1",
        {
            "standard.toml": text.replace("DIGEST", digest(folder)),
            "profiles/plain.toml": RICH["profiles/plain.toml"],
        },
    )
    assert "takes its forms from SHOP-2030/1" in only_problem(next_one).message


def test_two_that_rest_on_each_other_end(tmp_path):
    folder = borrowing(tmp_path)
    base = folder.parents[1] / "SHOP-2030" / "1"
    written(base, {"standard.toml": HEAD.replace("AREA-2031", "SHOP-2030")})
    with pytest.raises(StandardError, match="its digest is"):
        load_standard(folder)


def test_a_library_finds_the_pinned_revision_in_another_of_its_folders(tmp_path):
    folder = borrowing(tmp_path / "shipped")
    installed = tmp_path / "installed"
    installed.mkdir()
    folder.parent.rename(installed / "AREA-2031")
    library = Library(tmp_path / "shipped", installed)
    assert [str(each.ref) for each in library.standards()] == ["AREA-2031/1", "SHOP-2030/1"]
    read = load_standard(installed / "AREA-2031" / "1", library)
    assert read == library.standard("AREA-2031")
