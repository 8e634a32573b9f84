import pytest

from tests.actors import Person, authority
from tests.postgresql import on_both


def pytest_generate_tests(metafunc):
    if metafunc.module.__name__.endswith("test_two_laptops_and_an_office"):
        on_both(metafunc)


@pytest.fixture
def people(tmp_path, office_place):
    """An office with its authority, and two inspectors whom it certified."""
    root = authority(tmp_path / "authority")
    everybody = {
        "office": Person("office", tmp_path / "office", root, is_office=True, place=office_place),
        "zhang": Person("zhang", tmp_path / "zhang", root),
        "li": Person("li", tmp_path / "li", root),
    }
    yield everybody
    for person in everybody.values():
        person.close()
