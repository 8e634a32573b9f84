from datetime import timedelta

from tests.builders import STARTED


def test_what_was_handed_over_is_remembered(workspace):
    workspace.handed_over.note("ab" * 32, STARTED)
    workspace.handed_over.note("ab" * 32, STARTED + timedelta(hours=1))
    assert workspace.handed_over.digests() == {"ab" * 32}
