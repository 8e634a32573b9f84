import pytest

from assessor.standards import load_vocabulary
from tests.standards.standard_files import change, only_problem, problems, vocabulary

WRONG_WORDS = {
    "a category twice": ("chaos.toml", "[[preset]]", '[[category]]\ncode = "CH01"\nname = { zh = "甲", en = "A" }\ncovers = { zh = "甲", en = "A" }\n[[preset]]', "category 2 (CH01)", "code", "twice"),
    "a category of another spelling": ("chaos.toml", 'code = "CH01"', 'code = "C1"', "category 1 (C1)", "code", "CH01"),
    "an unknown category in a preset": ("chaos.toml", '["CH01"]', '["CH02"]', "preset 1 (ONE)", "categories", "CH02 is not known"),
    "an alias that is no text": ("chaos.toml", '["搭建"]', "[1]", "category 1 (CH01)", "aliases", "text in quotes"),
    "a mistyped key": ("chaos.toml", "aliases", "aliasses", "category 1 (CH01)", "aliasses", "did you mean aliases?"),
    "what cannot be observed as reason": ("reasons.toml", '"not_exist"', '"not_observable"', "reason 1 (not_observable)", "code", "still applies"),
    "a reason twice": ("reasons.toml", "[[reason]]", '[[reason]]\ncode = "not_exist"\ntext = { zh = "甲", en = "A" }\n[[reason]]', "reason 2 (not_exist)", "code", "twice"),
    "a newer format": ("common.toml", "format = 1", "format = 3", "", "format", "Update it"),
    "another id": ("common.toml", '"common"', '"usual"', "", "id", "common"),
    "another revision": ("common.toml", "revision = 1", "revision = 2", "", "revision", "but in 1"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "field", "message"), WRONG_WORDS.values(), ids=WRONG_WORDS
)
def test_a_mistake_in_the_vocabulary_is_reported(tmp_path, file, old, new, place, field, message):
    folder = vocabulary(tmp_path)
    change(folder, file, old, new)
    found = problems(folder, load_vocabulary)
    assert any(
        (each.file, each.place, each.field) == (file, place, field) and message in each.message
        for each in found
    ), found


def test_a_sound_vocabulary_is_read_whole(tmp_path):
    read = load_vocabulary(vocabulary(tmp_path))
    assert read.category("CH01").aliases == ("搭建",)
    assert read.presets[0].categories == ("CH01",)
    assert read.reason("not_exist").text.en == "There is none"


def test_a_vocabulary_without_reasons_is_refused(tmp_path):
    folder = vocabulary(tmp_path)
    (folder / "reasons.toml").unlink()
    assert only_problem(folder, load_vocabulary).file == "reasons.toml"
