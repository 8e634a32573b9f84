import pytest

from assessor.standards import Library, disagreements, load_standard, stray_phrases
from tests.standards.standard_files import (
    STANDARD,
    change,
    rich_standard,
    rich_vocabulary,
    standard,
    vocabulary,
    written,
)


@pytest.fixture
def root(tmp_path):
    """A rich standard and rich words that agree, for `CH05` is not used."""
    folder = rich_standard(tmp_path)
    change(folder, "site_types/SHOP.toml", 'categories = ["CH05"]\n', "")
    rich_vocabulary(tmp_path)
    return tmp_path


def found(root, standard_id="SHOP-2030"):
    library = Library(root)
    folder = root / standard_id / "1"
    problems = disagreements(load_standard(folder, library), library)
    return [(each.file, each.field) for each in problems]


def test_what_agrees_has_no_problem(root):
    assert found(root) == []
    assert stray_phrases(Library(root).vocabulary(), Library(root)) == ()


def test_groups_and_disorders_must_be_among_the_shared_words(root):
    change(root / "SHOP-2030" / "1", "site_types/SHOP.toml", '"small6"', '"small7"')
    change(
        root / "SHOP-2030" / "1",
        "site_types/SHOP.toml",
        'evidence = ["photo"]',
        'evidence = ["photo"]\ncategories = ["CH09"]',
    )
    assert found(root) == [
        ("site_types/SHOP.toml", "groups"),
        ("site_types/SHOP.toml", "categories"),
    ]


PLACES = [
    ("site_types/SHOP.toml", '"NSC-2014:14.22"'),
    ("indicators.toml", '"SHOP-2030:30.01"'),
    ("prerequisites.toml", '"SHOP-2030:30.01"'),
    ("profiles/plain.toml", '"SHOP-2030:30.01"'),
]


def bare(root, standard_id):
    """A standard without forms and clauses."""
    text = STANDARD["standard.toml"].replace("SHOP-2030", standard_id)
    text = text.replace('["SHOP"]', "[]").replace('["plain"]', "[]")
    return written(root / standard_id / "1", {"standard.toml": text})


@pytest.mark.parametrize(("file", "reference"), PLACES)
def test_clauses_of_a_standard_at_hand_must_exist(root, file, reference):
    bare(root, "AREA-2031")
    change(root / "SHOP-2030" / "1", file, reference, '"AREA-2031:1"')
    assert found(root) == [(file, "clauses")]


def test_of_a_broken_standard_nothing_can_be_said(root):
    change(bare(root, "NSC-2014"), "standard.toml", "format = 1", "format = 9")
    assert found(root) == []


def test_the_older_clauses_of_a_crosswalk_must_exist(root):
    bare(root, "SHOP-2020")
    assert found(root) == [("crosswalk/SHOP-2020.toml", "clauses")] * 3


def test_a_clause_of_an_absent_standard_is_taken_on_trust(tmp_path):
    folder = standard(tmp_path)
    change(folder, "site_types/SHOP.toml", 'categories = ["CH05"]\n', "")
    vocabulary(tmp_path)
    assert found(tmp_path) == []


def test_phrases_are_for_forms_that_exist(root):
    change(root / "common" / "1", "phrases.toml", '"SHOP.01"', '"SHOP.09"')
    (problem,) = stray_phrases(Library(root).vocabulary(), Library(root))
    assert (problem.file, problem.field) == ("phrases.toml", "items")
