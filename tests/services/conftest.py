import pytest

from tests.actors import Person, authority


@pytest.fixture
def people(tmp_path):
    """An inspector and two people of the office, all certified by the same authority."""
    root = authority(tmp_path / "authority")
    names = ("zhang", "clerk", "chief")
    everybody = [Person(name, tmp_path / name, root, is_office=name != "zhang") for name in names]
    yield everybody
    for person in everybody:
        person.close()
