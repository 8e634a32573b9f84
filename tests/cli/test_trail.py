"""Who did what, on the command line."""

import sqlite3
from contextlib import closing

from tests.actors import site


def test_the_trail_is_listed_and_a_change_is_noticed(assessor, zhang):
    zhang.checks(site())
    zhang.workspace.close()
    said = assessor("--profile", zhang.folder, "trail", "--json")
    assert said.code == 0
    acts = [row["act"] for row in said.rows]
    assert acts[0] == "begun"
    assert acts[-2:] == ["signed", "opened"]
    with closing(sqlite3.connect(zhang.paths.workspace)) as connection, connection:
        connection.execute("UPDATE trail SET said = '{}' WHERE number = 2")
    said = assessor("--profile", zhang.folder, "trail")
    assert said.code == 1
    assert "broken at entry 2" in said.err


def test_a_cut_end_is_noticed(assessor, zhang):
    zhang.checks(site())
    zhang.workspace.close()
    with closing(sqlite3.connect(zhang.paths.workspace)) as connection, connection:
        connection.execute("DELETE FROM trail WHERE number > 2")
    said = assessor("--profile", zhang.folder, "trail")
    assert said.code == 1
    assert "its end was cut off" in said.err


def test_the_trail_of_one_check(assessor, zhang):
    other = zhang.begins(site(2))
    zhang.workspace.close()
    said = assessor("--profile", zhang.folder, "trail", other, "--json")
    assert [row["act"] for row in said.rows] == ["begun"]
