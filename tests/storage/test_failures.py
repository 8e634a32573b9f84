import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from assessor.storage import DiskFullError, WorkspaceError
from assessor.storage.failures import explaining

PATH = Path("county.assessor")


def failing(code):
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "Free some space"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "Free some space"),
        (sqlite3.SQLITE_READONLY, "read-only"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "read-only"),
        (sqlite3.SQLITE_BUSY, "another program"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "another program"),
        (sqlite3.SQLITE_CANTOPEN, "folder exists"),
        (sqlite3.SQLITE_NOTADB, "not a workspace"),
        (sqlite3.SQLITE_CORRUPT, "backup"),
        (sqlite3.SQLITE_IOERR_READ, "plugged in"),
        (sqlite3.SQLITE_IOERR, "plugged in"),
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_what_the_world_does_is_a_sentence_with_place_and_remedy(code, words, wrapped):
    error = failing(code)
    with pytest.raises(WorkspaceError, match=words) as caught, explaining(PATH):
        raise OperationalError("SELECT 1", {}, error) if wrapped else error
    assert str(caught.value).startswith("county.assessor: ")
    assert isinstance(caught.value, DiskFullError) == ("Free" in words)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, None])
def test_what_the_program_does_wrong_stays_what_it_is(code):
    error = failing(code) if code else sqlite3.ProgrammingError("closed")
    with pytest.raises(type(error)), explaining(PATH):
        raise error
    with pytest.raises(OperationalError), explaining(PATH):
        raise OperationalError("SELECT 1", {}, error)
