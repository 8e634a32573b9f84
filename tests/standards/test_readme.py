import re

import pytest

from assessor.paths import shipped
from assessor.standards import StandardError, load_standard

README = shipped("standards") / "README.md"


@pytest.fixture
def readme_example(tmp_path):
    folder = tmp_path / "SHOP-2030" / "1"
    blocks = re.findall(r"```toml\n# (\S+)\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    for name, text in blocks:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_the_example_in_the_readme_is_a_standard(readme_example):
    assert load_standard(readme_example).site_type("SHOP").points == 100


def test_the_mistakes_in_the_readme_are_reported_as_it_says(readme_example):
    form = readme_example / "site_types" / "SHOP.toml"
    text = re.sub(r'deduct = "5".*\n', "", form.read_text("utf-8"))
    form.write_text(text.replace("may_not_apply", "evidense", 1), "utf-8")
    with pytest.raises(StandardError) as caught:
        load_standard(readme_example)
    assert [each.field for each in caught.value.problems] == ["deduct", "evidense"]
    assert [(each.file, each.place) for each in caught.value.problems] == [
        ("site_types/SHOP.toml", "item 1 (SHOP.01)"),
        ("site_types/SHOP.toml", "item 2 (SHOP.02)"),
    ]
