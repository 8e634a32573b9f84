from datetime import timedelta

from tests.builders import STARTED


def test_what_was_handed_over_is_remembered(workspace):
    workspace.handed_over.note("ab" * 32, STARTED)
    workspace.handed_over.note("ab" * 32, STARTED + timedelta(hours=1))
    assert workspace.handed_over.digests() == {"ab" * 32}


def test_when_and_where_a_document_was_handed_over_last(workspace):
    workspace.handed_over.note("ab" * 32, STARTED, "/media/a/x.asice")
    workspace.handed_over.note("ab" * 32, STARTED + timedelta(hours=1), "/media/b/x.asice")
    found = workspace.handed_over.handing("ab" * 32)
    assert (found.at, found.target) == (STARTED + timedelta(hours=1), "/media/b/x.asice")
    assert workspace.handed_over.handing("cd" * 32) is None
