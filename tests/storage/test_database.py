import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from assessor.domain.inspection import Faults
from assessor.storage import Workspace, WorkspaceError
from tests.builders import assessed, check, hour, received, saying


def test_threads_may_read_and_write_at_the_same_time(workspace):
    workspace.drafts.begin(check(), "MARKET.01")

    def work(thread):
        for number in range(10):
            item = f"MARKET.{thread}{number}"
            workspace.drafts.mark(check().id, item, Faults(), hour(1))
            document = saying(f"{thread} {number}", nonce=number)
            workspace.documents.accept(received(assessed(document)), hour(1))
            assert item in workspace.drafts.get(check().id).check.observations

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert len(workspace.drafts.get(check().id).check.observations) == 40
    assert [len(each.heads) for each in workspace.documents.conflicts()] == [4] * 10


def test_a_block_that_fails_leaves_no_trace(workspace):
    class Interrupted(Exception):
        pass

    def interrupt():
        with workspace._database.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE half_made (x TEXT)")
            connection.exec_driver_sql("INSERT INTO cutoff VALUES ('key', 1, 0)")
            raise Interrupted

    with pytest.raises(Interrupted):
        interrupt()
    with workspace._database.reading() as connection:
        assert "half_made" not in inspect(connection).get_table_names()
        assert connection.exec_driver_sql("SELECT count(*) FROM cutoff").scalar_one() == 0


def test_a_broken_constraint_is_a_fault_of_the_program(workspace):
    workspace.drafts.begin(check(), "MARKET.01")
    with pytest.raises(IntegrityError):
        workspace.drafts.begin(check(), "MARKET.01")


def test_a_database_that_another_connection_keeps_locked_is_a_sentence(workspace, path):

    with workspace._database.writing() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="another program is using"):
            workspace.drafts.begin(check(), "MARKET.01")
    workspace.drafts.begin(check(), "MARKET.01")


def test_a_writer_holds_the_lock_before_its_first_read(workspace, path):
    with (
        closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other,
        workspace._database.writing(),
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_readers_go_on_while_somebody_writes(workspace):
    with workspace._database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO cutoff VALUES ('key', 1, 0)")
        assert workspace.documents.checks() == ()


def test_an_error_names_neither_people_nor_sites(workspace):
    """Errors are logged, and what is logged is sent to whoever mends the program."""
    workspace.drafts.begin(check(), "MARKET.01")
    with pytest.raises(IntegrityError) as refused:
        workspace.drafts.begin(check(), "MARKET.01")
    assert check().site.name not in str(refused.value)


def test_a_path_may_hold_any_character(tmp_path):
    path = tmp_path / "a?b#c%20 d" / "w.assessor"
    with Workspace(path) as workspace:
        workspace.drafts.begin(check(), "MARKET.01")
    with Workspace(path) as workspace:
        assert workspace.drafts.last_open() == check().id
    assert [each.name for each in tmp_path.iterdir()] == [path.parent.name]
