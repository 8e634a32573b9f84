"""Worse programs, of which the harness must find out that they lose or halve something."""

import os
from contextlib import contextmanager

from assessor import files
from assessor.storage import file_database


def lazy_commits():
    """What many programs do with WAL: `synchronous=NORMAL`."""
    configure = file_database._configure

    def lazily(connection, record):
        configure(connection, record)
        connection.execute("PRAGMA synchronous = NORMAL")

    file_database._configure = lazily


def lazy_files():
    """Write, rename, and hope."""
    os.fsync = lambda _descriptor: None


def single_statements():
    """Each statement a transaction of its own."""
    file_database._begin = lambda _connection: None


def files_in_place():
    """Open a file and write over what it held."""

    @contextmanager
    def writing(path, **_more):
        with path.open("wb") as file:
            yield file

    files.replacing = writing
