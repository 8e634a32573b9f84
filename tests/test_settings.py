import json
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.settings import Settings, load_settings, save_settings

CHOSEN = Settings("en", "office", "sun", "张三", "爱卫办", "key.p12", "county-equal", welcomed=True)


def stored(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_choices_come_back_as_they_were_made(tmp_path):
    path = tmp_path / "new" / "settings.json"
    save_settings(path, CHOSEN)
    assert load_settings(path) == CHOSEN
    assert "张三" in path.read_text(encoding="utf-8")


def test_without_a_file_all_is_as_usual(tmp_path, caplog):
    usual = load_settings(tmp_path / "settings.json")
    assert usual == Settings()
    assert (usual.language, usual.role, usual.theme) == ("zh_CN", "inspector", "light")
    assert caplog.records == []


def test_settings_of_a_newer_version_are_kept(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dark", "voice": {"speed": 2}, "unknown": [1]}', encoding="utf-8")
    found = load_settings(path)
    assert (found.theme, found.unknown) == ("dark", {"voice": {"speed": 2}, "unknown": [1]})
    save_settings(path, found.with_(theme="sun"))
    assert (stored(path)["voice"], stored(path)["unknown"]) == ({"speed": 2}, [1])
    assert load_settings(path) == found.with_(theme="sun")


@pytest.mark.parametrize(
    ("name", "nonsense"),
    [
        ("language", "tlh"),
        ("role", "king"),
        ("theme", None),
        ("theme", ["dark"]),
        ("inspector", 7),
        ("key", {"name": "key.p12"}),
        ("welcomed", "yes"),
        ("shade", "night"),
    ],
)
def test_a_value_that_makes_no_sense_is_replaced_and_logged(tmp_path, caplog, name, nonsense):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"profile": "mine", name: nonsense}), encoding="utf-8")
    assert load_settings(path) == Settings(profile="mine")
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert name in caplog.text


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"7", b'"dark"', b"\xff\xfe", b"[" * 100_000, b'{"a": ' * 100_000],
    ids=lambda content: content[:6].decode("latin-1"),
)
def test_a_damaged_file_never_keeps_the_program_from_starting(tmp_path, caplog, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load_settings(path) == Settings()
    assert len(caplog.records) == 1


def test_a_folder_in_the_place_of_the_file_does_not_either(tmp_path):
    assert load_settings(tmp_path) == Settings()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(), json_values, max_size=4))
@settings(max_examples=50, deadline=None)
def test_whatever_a_newer_version_stores_survives(tmp_path_factory, newer):
    path = tmp_path_factory.mktemp("profile") / "settings.json"
    path.write_text(json.dumps(newer), encoding="utf-8")
    save_settings(path, load_settings(path))
    kept = stored(path)
    known = {"language", "role", "theme", "inspector", "organisation", "key", "profile"}
    assert {name: kept[name] for name in newer.keys() - known} == {
        name: newer[name] for name in newer.keys() - known
    }
    assert known <= kept.keys()


def test_a_change_leaves_the_settings_before_as_they_were():
    assert CHOSEN.with_(role="inspector").role == "inspector"
    assert CHOSEN.role == "office"
