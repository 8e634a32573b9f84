"""The same commands on a workspace that several clerks share."""

import pytest

from tests.actors import site

NOWHERE = "postgresql://clerk:secret@localhost:1/county"


@pytest.fixture
def shared(people, server_address):
    """The office's profile, which names a database on a server."""
    people["office"].close()
    people["office"].paths.workspace_url.write_text(server_address + "\n")
    return "--profile", people["office"].folder


def test_a_clerk_works_on_a_server_as_on_a_file(assessor, shared, people, tmp_path):
    zhang = people["zhang"]
    first = zhang.checks(site(), faults=2)
    result = zhang.exports(first.check_id, tmp_path / "stick")
    assert [each["outcome"] for each in assessor(*shared, "merge", result, "--json").rows] == [
        "new"
    ]
    assert [each["outcome"] for each in assessor(*shared, "merge", result, "--json").rows] == [
        "same"
    ]
    assert assessor(*shared, "digest").out.strip() == zhang.fingerprint
    ranked = assessor(*shared, "rank", "--by", "community", "--json").rows
    assert [each["checks"] for each in ranked if each["checks"]] == [1]
    assert assessor(*shared, "rebuild").code == 0
    assert assessor(*shared, "explain", first.check_id).code == 0
    for taken in assessor(*shared, "imports", "list", "--json").rows:
        assert assessor(*shared, "imports", "undo", taken["id"]).code == 0
    assert assessor(*shared, "check", "list", "--json").rows == []


def test_what_only_a_file_can_is_said_in_a_sentence(assessor, shared, tmp_path):
    for command in (("backup", tmp_path / "one.backup"), ("restore", tmp_path / "one.backup")):
        said = assessor(*shared, *command)
        assert said.code == 1
        assert "pg_dump" in said.err
    said = assessor(*shared, "doctor")
    assert said.code == 0
    assert "pg_dump" in said.out


def test_a_server_that_is_not_there_is_a_sentence_without_the_password(assessor, tmp_path):
    said = assessor("--profile", tmp_path, "--workspace", NOWHERE, "digest")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert "check the network" in said.err
    assert "secret" not in said.err


@pytest.mark.parametrize("address", ["mysql://x/y", "http://x", "://"])
def test_an_address_of_something_else_is_a_sentence(assessor, tmp_path, address):
    (tmp_path / "workspace.url").write_text(address)
    said = assessor("--profile", tmp_path, "digest")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert "postgresql://USER@HOST/DATABASE" in said.err
