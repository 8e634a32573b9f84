import pytest

from assessor.standards import StandardError, check_published, digest
from assessor.standards.published import published
from tests.standards.standard_files import change, standard, vocabulary


def publish(root):
    names = [
        f"{path.parent.parent.name}/{path.parent.name}"
        for path in root.glob("*/*/*.toml")
        if path.stem in ("standard", "common")
    ]
    lines = [f'"{name}" = "{digest(root / name)}"\n' for name in names]
    (root / "published.toml").write_text("".join(lines))


def test_published_revisions_that_are_unchanged_pass(tmp_path):
    standard(tmp_path)
    vocabulary(tmp_path)
    publish(tmp_path)
    check_published(tmp_path)
    assert set(published(tmp_path)) == {"SHOP-2030/1", "common/1"}


def test_a_published_revision_whose_files_changed_is_refused(tmp_path):
    folder = standard(tmp_path)
    publish(tmp_path)
    change(folder, "site_types/SHOP.toml", "地面洁净", "地面很洁净")
    with pytest.raises(StandardError, match="SHOP-2030/1 is published, and its files are not"):
        check_published(tmp_path)


def test_a_published_revision_that_is_missing_is_refused(tmp_path):
    (tmp_path / "published.toml").write_text(f'"SHOP-2030/1" = "{"0" * 64}"')
    with pytest.raises(StandardError, match="no such file or folder"):
        check_published(tmp_path)


def test_a_revision_nobody_published_may_change(tmp_path):
    standard(tmp_path)
    check_published(tmp_path)
    assert published(tmp_path) == {}


@pytest.mark.parametrize("text", ['"SHOP-2030/1" = "12"', '"SHOP-2030/1" = 12', "SHOP = =", "\xff"])
def test_a_broken_list_is_refused(tmp_path, text):
    (tmp_path / "published.toml").write_text(text, encoding="latin-1")
    with pytest.raises(StandardError, match=r"published\.toml"):
        published(tmp_path)
