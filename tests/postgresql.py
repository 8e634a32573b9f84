"""A PostgreSQL server for tests: their own, in a folder that goes, reached by a socket alone."""

import inspect
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from assessor.storage.rows import Row
from assessor.storage.server_files import KEPT
from assessor.storage.tables import LayoutRow

#: What a workspace of a test lies in.
ENGINES = ("file", "server")


def binaries():
    """Where the server's programs lie; None without one."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found).resolve().parent if found else debian[-1].parent if debian else None


def on_both(metafunc):
    """Run what uses a workspace on both kinds of database, unless it speaks of its file."""
    if "engine" in metafunc.fixturenames:
        speaks_of_file = "path" in inspect.signature(metafunc.function).parameters
        metafunc.parametrize("engine", ENGINES[:1] if speaks_of_file else ENGINES)


class Server:
    """A running server. PostgreSQL refuses to run as root, so `postgres` runs it then."""

    def __init__(self, *options):
        self._programs = binaries()
        if self._programs is None:
            if "CI" in os.environ:
                pytest.fail("PostgreSQL is missing: apt-get install postgresql")
            pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short, as paths of sockets must be
        self._user = {}
        if os.geteuid() == 0:
            postgres = pwd.getpwnam("postgres")
            os.chown(self._folder, postgres.pw_uid, postgres.pw_gid)
            self._user = {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}
        making = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self._run("initdb", *making)
        self._options = (
            f"-c listen_addresses='' -c unix_socket_directories={self._folder} {' '.join(options)}"
        )
        self.start()
        self._made = 0

    def start(self):
        log = str(self._folder / "log")
        self._run("pg_ctl", "-w", "-l", log, "-o", self._options, "start")

    def stop(self):
        self._run("pg_ctl", "-w", "-m", "fast", "stop")

    def close(self):
        self.stop()
        shutil.rmtree(self._folder)

    def address(self, database="postgres", user="postgres"):
        return f"postgresql://{user}@/{database}?host={self._folder}"

    def new_database(self, more=""):
        """The address of an empty database."""
        self._made += 1
        name = f"test{self._made}"
        self.execute(f"CREATE DATABASE {name} {more}")
        return self.address(name)

    def execute(self, statement, address=""):
        """What a statement of the server's owner gives."""
        with psycopg.connect(address or self.address(), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def _run(self, program, *arguments):
        command = [self._programs / program, "-D", self._folder / "data", *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, check=True, cwd=self._folder, **quiet, **self._user)


def empty(address):
    """Make a workspace's database as it was when it was new; quicker than another one."""
    gone = [table.name for table in reversed(Row.metadata.sorted_tables)] + [KEPT.name]
    statements = [f"DELETE FROM {name}" for name in gone if name != LayoutRow.__tablename__]
    with psycopg.connect(address, autocommit=True) as connection:
        sequences = connection.execute("SELECT sequencename FROM pg_sequences").fetchall()
        statements += [f"ALTER SEQUENCE {name} RESTART" for (name,) in sequences]
        connection.execute(f"DO $$ BEGIN {'; '.join(statements)}; END $$")
