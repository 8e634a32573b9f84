from dataclasses import replace
from fractions import Fraction

import pytest

from assessor.domain.inspection import Band, Fault, Faults, NotApplicable, YesNo
from assessor.domain.merging import CheckState
from assessor.storage import Conflict, Outcome, WorkspaceError, prepared
from assessor.storage.folders import Folders
from tests.builders import (
    ADA,
    BEN,
    OFFICE,
    REF,
    assessed,
    chain,
    check,
    hour,
    plan,
    received,
    revision,
    saying,
    sealed,
    site,
)


def accept(workspace, *documents, **more):
    receipt = workspace.documents.accept(
        received(*(assessed(each) for each in documents), **more), hour(20)
    )
    return receipt.outcome


def test_a_check_that_was_not_known_is_new(workspace):
    document = saying("first")
    receipt = workspace.documents.accept(received(assessed(document)), hour(20))
    assert receipt.outcome is Outcome.NEW
    assert receipt.checks == (document.document.check.id,)


def test_the_same_file_again_is_the_same(workspace):
    document = saying("first")
    accept(workspace, document)
    before = workspace.documents.fingerprint()
    receipt = workspace.documents.accept(received(assessed(document)), hour(21))
    assert receipt.outcome is Outcome.SAME
    assert receipt.checks == (document.document.check.id,)
    assert workspace.documents.fingerprint() == before


def test_a_successor_is_newer_and_counts(workspace):
    first, second = chain(2)
    accept(workspace, first)
    assert accept(workspace, second) is Outcome.NEWER
    assert workspace.documents.check(first.document.check.id).head == second.digest


def test_a_superseded_revision_that_comes_late_is_older(workspace):
    first, second, third = chain(3)
    accept(workspace, third)
    assert accept(workspace, first) is Outcome.OLDER
    assert accept(workspace, second) is Outcome.OLDER
    assert workspace.documents.check(first.document.check.id).heads == (third.digest,)


def test_a_chain_in_one_file_is_new(workspace):
    assert accept(workspace, *chain(3)) is Outcome.NEW


def test_two_that_contradict_each_other_are_a_conflict(workspace):
    one, other = saying("one"), saying("other", counter=2)
    accept(workspace, one)
    assert accept(workspace, other) is Outcome.CONFLICT
    heads = tuple(sorted((one.digest, other.digest)))
    assert workspace.documents.conflicts() == (Conflict(one.document.check.id, heads),)
    header = workspace.documents.check(one.document.check.id)
    assert (header.state, header.head, header.heads) == (CheckState.CONFLICT, None, heads)


def test_a_revision_on_all_heads_settles_a_conflict(workspace):
    one, other = saying("one"), saying("other", counter=2)
    accept(workspace, one, other)
    decided = saying("other", after=(one, other), key=OFFICE)
    assert accept(workspace, decided, signer=OFFICE) is Outcome.NEWER
    assert workspace.documents.conflicts() == ()
    header = workspace.documents.check(one.document.check.id)
    assert (header.head, header.key) == (decided.digest, OFFICE)


def test_two_that_say_the_same_are_no_conflict(workspace):
    one, twin = saying("same"), saying("same", counter=2)
    accept(workspace, one)
    assert accept(workspace, twin) is Outcome.SAME
    header = workspace.documents.check(one.document.check.id)
    assert header.state is CheckState.CURRENT
    assert header.heads == tuple(sorted((one.digest, twin.digest)))


def test_the_worst_of_a_file_is_told(workspace):
    one, other = saying("one"), saying("other", counter=2)
    accept(workspace, one)
    assert accept(workspace, other, saying("new", nonce=2, counter=3)) is Outcome.CONFLICT
    known, again = saying("a", nonce=3, counter=4), saying("new", nonce=2, counter=3)
    assert accept(workspace, again, known) is Outcome.NEW


def test_a_plan_is_new_once(workspace):
    assert accept(workspace, sealed(plan()), signer=OFFICE) is Outcome.NEW
    assert accept(workspace, sealed(plan()), signer=OFFICE, salt=b"2") is Outcome.SAME


def test_a_revision_of_an_unknown_standard_waits_for_it(workspace):
    document = sealed(revision(check({"MARKET.01": Faults((Fault(3),))})))
    receipt = workspace.documents.accept(received(assessed(document, known=False)), hour(20))
    assert receipt.outcome is Outcome.PENDING
    assert workspace.documents.unscored() == (document.digest,)
    header = workspace.documents.check(document.document.check.id)
    assert (header.scored, header.earned, header.possible) == (False, 0, 0)
    fingerprint = workspace.documents.fingerprint()

    workspace.documents.score([assessed(document)])
    assert workspace.documents.unscored() == ()
    header = workspace.documents.check(document.document.check.id)
    assert (header.scored, header.earned, header.possible) == (True, 7, 50)
    assert workspace.documents.fingerprint() == fingerprint


def test_the_same_file_is_scored_when_its_standard_is_known_by_then(workspace):
    document = saying("first")
    workspace.documents.accept(received(assessed(document, known=False)), hour(20))
    assert accept(workspace, document) is Outcome.NEW
    assert workspace.documents.check(document.document.check.id).scored


def test_a_header_tells_what_the_check_came_to(workspace):
    seen = {
        "MARKET.01": Faults((Fault(2),)),
        "MARKET.02": Band(3, "", (Fault(7),)),
        "MARKET.03": NotApplicable("not_exist"),
        "MARKET.05": YesNo(present=False),
    }
    document = sealed(
        revision(
            check(
                seen,
                site=site(7, organisation="ORG-SJ", address="东门"),
                campaign="2026-05",
                community_name="东门社区",
                organisation_name="市监局",
            )
        )
    )
    accept(workspace, document)
    (header,) = workspace.documents.checks()
    assert header == workspace.documents.check(document.document.check.id)
    assert (header.earned, header.possible) == (Fraction(11), Fraction(40))
    assert header.coverage == Fraction(3, 4)
    assert header.vetoes == ("MARKET.05",)
    assert header.standard == REF
    assert header.finished == document.document.check.visit.finished
    assert (header.site, header.site_name, header.site_type) == (site(7).code, "市场7", "MARKET")
    assert (header.organisation, header.organisation_name) == ("ORG-SJ", "市监局")
    assert (header.community_name, header.address, header.key) == ("东门社区", "东门", ADA)


def test_a_visit_without_an_end_counts_from_its_signing(workspace):
    of = check()
    document = sealed(revision(replace(of, visit=replace(of.visit, finished=None))))
    accept(workspace, document)
    assert workspace.documents.checks()[0].finished == document.document.signed_at


def test_checks_are_listed_by_site_and_campaign(workspace):
    for number, campaign in ((2, "2026-05"), (1, "2026-05"), (3, "2026-06")):
        of = check(nonce=9 - number, site=site(number), campaign=campaign)
        accept(workspace, sealed(revision(of, counter=number)))
    listed = [header.site for header in workspace.documents.checks("2026-05")]
    assert listed == [site(1).code, site(2).code]
    assert len(workspace.documents.checks()) == 3
    assert workspace.documents.check("nobody") is None


def test_a_document_is_kept_byte_for_byte_with_all_that_attest_it(workspace):
    document = saying("first")
    files = [received(assessed(document), salt=salt) for salt in (b"", b"packed again")]
    for file in files:
        workspace.documents.accept(file, hour(20))
    kept = workspace.documents.sealed(document.digest)
    identities = sorted(file.container.identity for file in files)
    assert (kept.body, kept.containers) == (document.body, tuple(identities))
    assert workspace.documents.body(document.digest) == document.body
    assert list(workspace.documents.bodies()) == [kept]
    with pytest.raises(KeyError):
        workspace.documents.body("00" * 32)


def test_packing_a_document_again_is_another_attestation(workspace):
    document = saying("first")
    accept(workspace, document)
    before = workspace.documents.fingerprint()
    assert accept(workspace, document, salt=b"packed again") is Outcome.SAME
    assert workspace.documents.fingerprint() != before


def test_the_container_is_archived_whole(workspace, path):
    document = saying("first")
    file = received(assessed(document))
    assert not workspace.documents.knows(file.container.identity)
    workspace.documents.accept(file, hour(20))
    assert workspace.documents.knows(file.container.identity)
    assert workspace.documents.container_of(document.digest) == file.container.content
    Folders.beside(path).container(file.container.identity).drop()
    with pytest.raises(WorkspaceError, match=document.digest[:12]):
        workspace.documents.container_of(document.digest)
    with pytest.raises(KeyError):
        workspace.documents.container_of("00" * 32)


def test_a_preview_says_what_would_happen_and_keeps_nothing(workspace, path):
    first, second = chain(2)
    before = workspace.documents.fingerprint()
    files = [prepared(received(assessed(each))) for each in (first, second)]
    receipts = workspace.documents.preview(files)
    assert [receipt.outcome for receipt in receipts] == [Outcome.NEW, Outcome.NEWER]
    assert workspace.documents.fingerprint() == before
    assert workspace.documents.checks() == ()
    assert not list(path.parent.rglob("*.asice"))
    assert accept(workspace, first) is Outcome.NEW


def test_signing_closes_the_draft_in_the_same_transaction(workspace):
    draft = check({"MARKET.01": Faults()})
    workspace.drafts.begin(draft, "MARKET.01")
    file = received(assessed(revision(draft)))
    with pytest.raises(KeyError):
        workspace.documents.accept(file, hour(20), closes="another draft")
    assert workspace.documents.checks() == ()
    workspace.documents.accept(file, hour(20), closes=draft.id)
    assert workspace.drafts.all() == ()
    assert len(workspace.documents.checks()) == 1


def test_lineages_are_what_decides_a_check(workspace):
    documents = chain(3)
    accept(workspace, *documents)
    lineages = workspace.documents.lineages(documents[0].document.check.id)
    assert {each.digest: each.ancestors for each in lineages} == {
        each.digest: frozenset(each.document.ancestors) for each in documents
    }
    assert {(each.key, each.counter) for each in lineages} == {(ADA, 1), (ADA, 2), (ADA, 3)}
    assert workspace.documents.lineages("nobody") == ()


def test_counters_go_on_and_their_gaps_are_told(workspace):
    assert workspace.documents.next_counter(ADA) == 1
    accept(workspace, saying("a", nonce=1, counter=3), saying("b", nonce=2, counter=7))
    accept(workspace, saying("c", owner=BEN, counter=1))
    accept(workspace, sealed(plan(counter=2)), signer=OFFICE)
    assert workspace.documents.next_counter(ADA) == 8
    assert workspace.documents.next_counter(OFFICE) == 3
    assert workspace.documents.gaps() == {
        ADA: (range(1, 3), range(4, 7)),
        OFFICE: (range(1, 2),),
    }


def test_a_huge_counter_is_one_gap(workspace):
    accept(workspace, saying("a", counter=1 << 52))
    assert workspace.documents.gaps() == {ADA: (range(1, 1 << 52),)}


def test_the_signer_is_known_by_key(workspace):
    accept(workspace, saying("a"))
    assert workspace.documents.signer(ADA).name == "张三"
    assert workspace.documents.signer(BEN) is None


def test_a_revoked_key_counts_up_to_its_last_counter(workspace):
    first, second = chain(2)
    accept(workspace, first, second)
    check_id = first.document.check.id
    workspace.documents.set_cutoffs({ADA: 1}, hour(30))
    assert workspace.documents.check(check_id).head == first.digest
    workspace.documents.set_cutoffs({ADA: 0}, hour(31))
    header = workspace.documents.check(check_id)
    assert (header.state, header.head, header.heads) == (CheckState.VOID, None, ())
    assert header.site == site().code
    workspace.documents.set_cutoffs({}, hour(32))
    workspace.documents.set_cutoffs({ADA: 5}, hour(33))
    assert workspace.documents.check(check_id).state == CheckState.VOID  # lost is lost


def test_a_cutoff_holds_for_what_comes_later(workspace):
    first, second = chain(2)
    workspace.documents.set_cutoffs({ADA: 1}, hour(30))
    accept(workspace, first)
    assert accept(workspace, second) is Outcome.OLDER
    assert workspace.documents.check(first.document.check.id).head == first.digest


def test_a_cutoff_of_another_key_touches_nothing(workspace):
    accept(workspace, *chain(2))
    before = workspace.documents.fingerprint()
    workspace.documents.set_cutoffs({BEN: 0}, hour(30))
    assert workspace.documents.fingerprint() == before
