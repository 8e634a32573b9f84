import pytest

from tests.actors import Person, authority
from tests.postgresql import on_both

#: Where offices join what inspectors bring: in a file, or together on a server.
_OF_OFFICES = ("test_counting", "test_resolving", "test_transfer")


def pytest_generate_tests(metafunc):
    if metafunc.module.__name__.endswith(_OF_OFFICES):
        on_both(metafunc)


@pytest.fixture
def people(tmp_path, office_place):
    """An inspector and two people of the office, all certified by the same authority."""
    root = authority(tmp_path / "authority")
    everybody = [
        Person("zhang", tmp_path / "zhang", root),
        Person("clerk", tmp_path / "clerk", root, is_office=True, place=office_place),
        Person("chief", tmp_path / "chief", root, is_office=True),
    ]
    yield everybody
    for person in everybody:
        person.close()
