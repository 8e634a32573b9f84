import json
from dataclasses import dataclass

import pytest

from assessor.__main__ import main
from tests.actors import Person, authority, site, units


@dataclass
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def rows(self):
        return json.loads(self.out)


@pytest.fixture
def assessor(capsys):
    """Run a command in this process: its exit code and what it printed."""

    def run(*arguments):
        capsys.readouterr()
        try:
            code = main(["--language", "en", *map(str, arguments)])
        except SystemExit as ended:
            code = ended.code
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return run


@pytest.fixture
def people(tmp_path):
    root = authority(tmp_path / "authority")
    everybody = {
        name: Person(name, tmp_path / name, root, is_office=name == "office")
        for name in ("office", "zhang")
    }
    everybody["office"].workspace.register.save_units(units())
    yield everybody
    for person in everybody.values():
        person.close()


@pytest.fixture
def zhang(people):
    return people["zhang"]


@pytest.fixture
def office(people):
    """The office's profile, closed so that a command may open it."""
    people["office"].workspace.close()
    return people["office"]


@pytest.fixture
def result(zhang, tmp_path):
    """A result file with two points lost."""
    signed = zhang.checks(site(), faults=2)
    return zhang.exports(signed.check_id, tmp_path / "stick")
