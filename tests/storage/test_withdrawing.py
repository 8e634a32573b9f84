"""What was taken out leaves no trace but what other files attest."""

from assessor.domain.inspection import Faults
from assessor.domain.merging import CheckState
from tests.builders import OFFICE, assessed, chain, check, hour, plan, received, revision, sealed


def accepted(workspace, *documents, **more):
    workspace.documents.accept(received(*map(assessed, documents), **more), hour(1))


def test_what_came_with_the_file_goes_and_the_earlier_revision_counts_again(workspace, path):
    first, second = chain(2)
    accepted(workspace, first)
    before = workspace.documents.fingerprint()
    accepted(workspace, second, pictures=(b"picture",), file_name="second")
    workspace.documents.withdraw(second.digest, "wrong", hour(2))
    assert workspace.documents.fingerprint() == before
    header = workspace.documents.check(first.document.check.id)
    assert (header.state, header.head) == (CheckState.CURRENT, first.digest)
    (refused,) = workspace.documents.quarantined()
    assert (refused.reason, refused.retry) == ("wrong", False)
    assert len(list((path.parent / f"{path.name}.files" / "containers").iterdir())) == 1


def test_a_document_that_another_file_attests_stays(workspace):
    (first,) = chain(1)
    of_another = sealed(revision(check({"MARKET.01": Faults()}, nonce=2), counter=2))
    accepted(workspace, first)
    accepted(workspace, first, of_another)
    workspace.documents.withdraw(of_another.digest, "wrong", hour(2))
    (header,) = workspace.documents.checks()
    assert header.head == first.digest
    assert workspace.documents.sealed(first.digest).body == first.body


def test_taking_out_what_is_not_there_changes_nothing(workspace):
    accepted(workspace, sealed(plan()), signer=OFFICE)
    before = workspace.documents.fingerprint()
    workspace.documents.withdraw("ab" * 32, "wrong", hour(2))
    assert workspace.documents.fingerprint() == before
    assert workspace.documents.quarantined() == ()
