import pytest

from tests.actors import Person, authority


@pytest.fixture
def people(tmp_path):
    """An office with its authority, and two inspectors whom it certified."""
    root = authority(tmp_path / "authority")
    everybody = {
        name: Person(name, tmp_path / name, root, is_office=name == "office")
        for name in ("office", "zhang", "li")
    }
    yield everybody
    for person in everybody.values():
        person.close()
