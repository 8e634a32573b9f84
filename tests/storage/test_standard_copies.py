from assessor.domain.standard import StandardRef
from assessor.storage import Workspace

FIRST = StandardRef("NSC-2021", 1, "ab" * 32)
SECOND = StandardRef("NSC-2021", 2, "cd" * 32)


def test_a_copy_comes_back_as_it_was_kept(path):
    with Workspace(path) as workspace:
        assert workspace.standard_copies.refs() == frozenset()
        workspace.standard_copies.keep({FIRST: b"first", SECOND: b"second"})
        assert workspace.standard_copies.refs() == {FIRST, SECOND}
    with Workspace(path) as workspace:
        assert workspace.standard_copies.refs() == {FIRST, SECOND}
        assert workspace.standard_copies.all() == {FIRST: b"first", SECOND: b"second"}


def test_what_was_kept_never_changes(workspace):
    workspace.standard_copies.keep({FIRST: b"first"})
    workspace.standard_copies.keep({FIRST: b"other", SECOND: b"second"})
    assert workspace.standard_copies.all() == {FIRST: b"first", SECOND: b"second"}
