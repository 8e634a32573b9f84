"""What only a workspace on a server can come to."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from assessor.domain.inspection import Faults
from assessor.files import FileError
from assessor.storage import DiskFullError, Workspace, WorkspaceError, migrations, opening
from assessor.storage.failures import server_failure
from assessor.storage.migrations import Step
from assessor.storage.server_database import LOCK
from tests.builders import assessed, check, hour, photo, received, saying, site, unit
from tests.storage.test_accepting import files, history, merged, seeds

REPOSITORY = Path(__file__).parents[2]
RESULTS = tuple(
    received(assessed(saying(f"{number}", nonce=1 + number % 9, counter=number, site=site(number))))
    for number in range(1, 31)
)
MERGING = """
import sys
from assessor.storage import Workspace
from assessor.storage.prepared import prepared
from tests.builders import hour
from tests.storage.test_server import RESULTS

results = RESULTS[::-1] if sys.argv[2] == "backwards" else RESULTS
with Workspace(sys.argv[1]) as workspace:
    print("ready", flush=True)
    sys.stdin.readline()
    number = workspace.documents.begin_import(hour(20))
    for start in range(0, len(results), 4):
        group = [prepared(result) for result in results[start : start + 4]]
        workspace.documents.take_in(number, group, hour(20))
"""


@pytest.fixture
def workspace(server_workspace):
    return server_workspace


@pytest.fixture
def alone(tmp_path):
    """The same in one file, taken in one after the other by one program."""
    with Workspace(tmp_path / "alone.assessor") as opened:
        for result in RESULTS:
            opened.documents.accept(result, hour(20))
        yield opened


def backends(server, workspace):
    """End all connections of a workspace's programs, as a restart of the server does."""
    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'assessor'",
        workspace._place,
    )


def test_two_programs_that_merge_the_same_files_at_once_end_in_one_truth(server, alone):
    address = server.new_database()
    with Workspace(address) as workspace:
        programs = [
            subprocess.Popen(
                [sys.executable, "-c", MERGING, address, way],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=REPOSITORY,
            )
            for way in ("forwards", "backwards")
        ]
        for program in programs:
            assert program.stdout.readline() == "ready\n"
        for program in programs:
            program.stdin.write("go\n")
            program.stdin.flush()
        for program in programs:
            with program:
                program.communicate()
            assert program.returncode == 0
        assert workspace.documents.fingerprint() == alone.documents.fingerprint()
        assert workspace.documents.checks() == alone.documents.checks()
        assert workspace.trail.break_at() is None
        files_told = [
            each.outcome for record in workspace.documents.imports() for each in record.files
        ]
        assert len(files_told) == 2 * len(RESULTS)
        assert sum(outcome == "same" for outcome in files_told) == len(RESULTS)


def test_a_merge_whose_connection_is_cut_goes_on_where_it_was(server, workspace, alone):
    for number, result in enumerate(RESULTS):
        if number % 7 == 3:
            backends(server, workspace)
        workspace.documents.accept(result, hour(20))
    assert workspace.documents.fingerprint() == alone.documents.fingerprint()


def test_what_was_being_saved_when_the_connection_was_cut_is_gone_whole(server, workspace):
    workspace.drafts.begin(check(), "MARKET.01")

    def save():
        with workspace._database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO cutoff VALUES ('key', 1, 0)")
            backends(server, workspace)

    with pytest.raises(WorkspaceError, match="connection was lost"):
        save()
    with workspace._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM cutoff").scalar_one() == 0
    workspace.drafts.mark(check().id, "MARKET.01", Faults(), hour(1))
    assert workspace.drafts.get(check().id).check.observations == {"MARKET.01": Faults()}


def test_a_server_that_stops_is_a_sentence_until_it_is_back(server):
    with Workspace(server.new_database()) as workspace:
        workspace.register.save_units([unit()])
        server.stop()
        try:
            with pytest.raises(WorkspaceError, match="cannot be reached"):
                workspace.register.units()
            with pytest.raises(WorkspaceError, match="cannot be reached"):
                workspace.register.save_units([unit("530325002")])
        finally:
            server.start()
        assert workspace.register.units() == (unit(),)


def test_clerks_write_one_after_the_other(workspace):
    with ThreadPoolExecutor(1) as threads, workspace._database.writing():
        other = threads.submit(workspace.register.save_units, [unit()])
        assert workspace.register.units() == ()  # readers do not wait
        assert not other.done()
    assert other.result() is None
    assert workspace.register.units() == (unit(),)


def test_a_clerk_who_waits_too_long_for_another_is_told(workspace):
    with (
        Workspace(f"{workspace._place}&options=-c%20lock_timeout%3D50") as impatient,
        workspace._database.writing(),
        pytest.raises(WorkspaceError, match="another clerk's program"),
    ):
        impatient.register.save_units([unit()])


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seeds)
def test_the_same_files_give_the_same_state_as_in_a_file(server, tmp_path_factory, rng):
    packed = files(rng, history(rng))
    with (
        Workspace(tmp_path_factory.mktemp("one") / "w") as one,
        Workspace(server.new_database()) as other,
    ):
        expected = merged(one, packed)
        rng.shuffle(packed)
        assert merged(other, packed) == expected


def test_texts_are_ordered_as_in_a_file_whatever_the_locale_of_the_server(server, tmp_path):
    units = [unit(code) for code in ("a", "B", "_", "é", "Z", "乙", "10", "9", "\U0001f600", "ー")]
    address = server.new_database(
        "TEMPLATE template0 LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'en'"
    )
    for place in (address, tmp_path / "w"):
        with Workspace(place) as workspace:
            workspace.register.save_units(units)
            assert list(workspace.register.units()) == sorted(units, key=lambda each: each.code)


def test_every_clerk_sees_files_at_once(workspace):
    added = photo(b"picture")
    workspace.photos.add(added, b"picture", b"small")
    kept = workspace.reports.keep("ab" * 32, b"%PDF")
    assert kept.read_bytes() == b"%PDF"
    with Workspace(workspace._place) as other:
        assert other.photos.picture(added.digest) == b"picture"
        report = other.reports.path("ab" * 32)
        assert report.read_bytes() == b"%PDF"
        assert report != kept
    assert not report.exists()  # no copy stays behind when a program ends


def test_a_file_that_is_not_there_is_a_sentence(workspace):
    with pytest.raises(FileError, match="not on the server"):
        workspace._kept.quarantined("ab" * 32).read()


def test_a_file_too_large_for_the_server_is_a_sentence(workspace, monkeypatch):
    monkeypatch.setattr("assessor.storage.server_files.LARGEST", 1 << 20)
    with pytest.raises(WorkspaceError, match="no file larger than 1 MB"):
        workspace.reports.keep("ab" * 32, bytes((1 << 20) + 1))


def test_a_character_that_no_database_keeps_is_refused_before_anything_is_saved(workspace):
    workspace.drafts.begin(check(), "MARKET.01")
    with pytest.raises(WorkspaceError, match="character"):
        workspace.drafts.describe(replace(check(), remarks="a\0b"), hour(1))
    with pytest.raises(WorkspaceError, match="character"):
        workspace.drafts.visit_item(check().id, "a\0b", hour(1))
    assert workspace.drafts.get(check().id).check == check()


def test_a_database_of_another_program_is_refused_and_left_as_it_is(server):
    address = server.new_database()
    server.execute("CREATE TABLE invoices (id INT)", address)
    with pytest.raises(WorkspaceError, match="belongs to another program"):
        Workspace(address)
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    assert server.execute(tables, address) == [("invoices",)]


def test_a_database_that_lacks_chinese_characters_is_refused(server):
    address = server.new_database("TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(WorkspaceError, match="UTF8"):
        Workspace(address)


def test_a_user_who_may_not_make_tables_is_told(server):
    address = server.new_database()
    server.execute("CREATE USER clerk")
    with pytest.raises(WorkspaceError, match="does not allow this"):
        Workspace(address.replace("postgres@", "clerk@"))


def test_a_workspace_of_a_newer_program_is_refused(server):
    address = server.new_database()
    Workspace(address).close()
    server.execute("UPDATE layout SET min_reader = 99, min_program = '9.9'", address)
    with pytest.raises(WorkspaceError, match=r"Install version 9\.9"):
        Workspace(address)


def test_an_older_layout_is_brought_up_to_date_once_or_not_at_all(server, monkeypatch):
    address = server.new_database()
    Workspace(address).close()
    step = Step(None, min_reader=3, on_server=("ALTER TABLE unit ADD COLUMN later TEXT", "oops"))
    version = "SELECT version, min_reader FROM schema_version, layout"
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    with pytest.raises(Exception, match="syntax error"):
        Workspace(address)
    assert server.execute(version, address) == [(2, 2)]
    good = replace(step, on_server=step.on_server[:1])
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[:-1], good))
    for _time in range(2):
        Workspace(address).close()
        assert server.execute(version, address) == [(3, 3)]


def test_two_programs_may_make_the_same_workspace(server):
    address = server.new_database()
    with ThreadPoolExecutor(4) as threads:
        for opened in threads.map(Workspace, [address] * 4):
            opened.close()


def test_a_driver_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for name in ("server_database", "server_files", "server_layout"):
        monkeypatch.delitem(sys.modules, f"assessor.storage.{name}", raising=False)
        monkeypatch.delattr(f"assessor.storage.{name}", raising=False)
    with pytest.raises(WorkspaceError, match=r"assessor\[postgresql\]"):
        opening.open_server("postgresql://x/y", None)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("53100", "disk is full"),
        ("40P01", "another clerk"),
        ("XX001", "damaged"),
        ("57P01", "connection was lost"),
        (None, "connection was lost"),
        ("42501", "does not allow"),
    ],
)
def test_what_a_server_reports_is_told_with_a_remedy(state, words):
    told = server_failure("postgresql://h/d", state, "FATAL:  why", is_operational=True)
    assert words in str(told)
    assert isinstance(told, DiskFullError) == (state == "53100")


@pytest.mark.parametrize("state", ["23505", "42601", "42P01"])
def test_broken_constraints_and_wrong_statements_stay_faults_of_the_program(state):
    assert server_failure("postgresql://h/d", state, "why", is_operational=False) is None


def test_the_lock_is_known_to_whoever_looks_at_the_server(server, workspace):
    """An IT officer finds who writes by `pg_locks`."""
    with workspace._database.writing():
        held = server.execute("SELECT objid FROM pg_locks WHERE locktype = 'advisory'")
    assert (LOCK,) in held
