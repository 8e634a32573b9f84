"""Two colleagues share out a market: each signs what he saw, one of them closes the record."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from assessor.domain.forms import Mode
from assessor.domain.inspection import Fault, Faults
from assessor.exchange import codec
from assessor.exchange.container import Member, open_container
from assessor.services import sealing
from assessor.services.contributions import PartError, contributed, evidence_members
from assessor.services.sealing import ForeignRevisionError, open_signed, pack_documents
from assessor.services.sharing import hand_over, join, offer
from assessor.services.sign_off import correct
from assessor.signing.cms import UnknownSignerError
from assessor.signing.trust import Trust
from assessor.storage import Outcome
from tests.actors import NOON, full_marks, site

STALLS = Faults((Fault(2, "摊外摊", "CH08"),))


@pytest.fixture
def shared(people, tmp_path):
    """Zhang marks the first five items, Li the others, with one fault and its photo."""
    zhang, li = people["zhang"], people["li"]
    mine, his = zhang.begins(site()), li.begins(site())
    items = zhang.library.standard("NSC-2021").site_type("MARKET").items
    for item in items[:5]:
        zhang.marks(mine, item.id, full_marks(item))
    for item in items[5:]:
        li.marks(his, item.id, full_marks(item))
    photo = li.photographs("摊位")
    li.marks(his, items[5].id, Faults((replace(STALLS.faults[0], photos=(photo,)),)))
    stick = tmp_path / "stick"
    stick.mkdir()
    part = hand_over(li.workspace, his, li.key, stick, NOON + timedelta(minutes=30))
    return zhang, li, mine, part, items


def joined(person, check_id, part, **more):
    return join(person.workspace, person.trust, check_id, part, NOON, **more)


def revision_of(person, digest):
    return codec.decode(person.workspace.documents.body(digest)).document


def test_a_colleagues_part_completes_the_record_and_the_office_counts_it_once(shared, people):
    zhang, li, mine, part, items = shared
    told = joined(zhang, mine, part)
    assert told.inspector == "li"
    assert told.taken == tuple(sorted(item.id for item in items[5:]))
    assert told.kept == ()
    signed = zhang.signs(mine)
    (contribution,) = revision_of(zhang, signed.digest).check.contributions
    assert (contribution.inspector, contribution.key) == ("li", li.key.key_id)
    assert set(contribution.items) == {item.id for item in items[5:]}

    office = people["office"]
    stick = part.parent
    (outcome,) = office.merges(zhang.exports(signed.check_id, stick))
    assert outcome.outcome is Outcome.NEW
    (header,) = office.workspace.documents.checks()
    assert header.coverage == 1
    assert len(revision_of(office, header.head).photos) == 1


def test_taking_the_same_part_in_again_changes_nothing(shared):
    zhang, _li, mine, part, _items = shared
    joined(zhang, mine, part)
    before = zhang.workspace.drafts.get(mine)
    again = joined(zhang, mine, part)
    assert (again.taken, again.kept) == ((), ())
    assert zhang.workspace.drafts.get(mine) == before


def test_what_both_marked_otherwise_stays_until_the_inspector_says_so(shared):
    zhang, _li, mine, part, items = shared
    disputed = items[5].id
    zhang.marks(mine, disputed, full_marks(items[5]))
    assert joined(zhang, mine, part).kept == (disputed,)
    assert zhang.workspace.drafts.get(mine).check.observations[disputed] == Faults()
    assert joined(zhang, mine, part, theirs=[disputed]).taken == (disputed,)
    assert zhang.workspace.drafts.get(mine).check.observations[disputed].faults


def test_an_item_changed_after_joining_no_longer_bears_the_colleagues_name(shared):
    zhang, _li, mine, part, items = shared
    joined(zhang, mine, part)
    zhang.marks(mine, items[5].id, full_marks(items[5]))
    signed = zhang.signs(mine)
    (contribution,) = revision_of(zhang, signed.digest).check.contributions
    assert items[5].id not in contribution.items
    assert items[6].id in contribution.items


def test_a_correction_keeps_what_the_colleague_signed(shared, people):
    zhang, _li, mine, part, items = shared
    joined(zhang, mine, part)
    signed = zhang.signs(mine)
    own = next(item for item in items[:5] if item.mode is Mode.FAULTS)
    second = zhang.corrects(signed.check_id, own.id, Faults((Fault(1, "卷帘门脏"),)))
    (contribution,) = revision_of(zhang, second.digest).check.contributions
    assert len(contribution.items) == len(items) - 5
    office = people["office"]
    office.merges(zhang.exports(second.check_id, part.parent))
    draft = correct(office.workspace, office.library, second.check_id)
    assert contributed(office.workspace, office.workspace.drafts.get(draft).check).contributions


def test_only_the_chosen_items_are_handed_over(shared, tmp_path):
    _zhang, li, _mine, _part, items = shared
    (draft,) = li.workspace.drafts.all()
    target = tmp_path / "few.part.asice"
    hand_over(li.workspace, draft.id, li.key, target, NOON, items=[items[7].id])
    (body,) = open_container(target).members.values()
    assert set(codec.decode(body).document.check.observations) == {items[7].id}


def test_nothing_marked_is_nothing_to_hand_over(people, tmp_path):
    zhang = people["zhang"]
    with pytest.raises(PartError, match="Nothing is marked"):
        hand_over(zhang.workspace, zhang.begins(site()), zhang.key, tmp_path, NOON)


def test_a_part_of_another_site_is_refused_and_changes_nothing(shared):
    zhang, _li, _mine, part, _items = shared
    other = zhang.begins(site(2))
    with pytest.raises(PartError, match="东门市场1 under NSC-2021"):
        joined(zhang, other, part)
    assert not zhang.workspace.drafts.get(other).check.observations


def test_a_part_of_somebody_unknown_is_refused(shared):
    zhang, _li, mine, part, _items = shared
    with pytest.raises(UnknownSignerError):
        join(zhang.workspace, Trust.empty(), mine, part, NOON)


def test_a_result_file_is_no_part_and_a_part_is_no_result_file(shared, people):
    zhang, _li, mine, part, _items = shared
    signed = zhang.checks(site(3))
    result = zhang.exports(signed.check_id, part.parent)
    with pytest.raises(PartError, match="Merge it instead"):
        joined(zhang, mine, result)
    (outcome,) = people["office"].merges(part)
    assert outcome.outcome is Outcome.QUARANTINED
    assert "colleague's part" in outcome.reason


def forged(person, revision, evidence):
    content, _sealed = pack_documents(
        [revision], person.workspace.photos.picture, person.key, NOON, evidence
    )
    return content


@pytest.fixture
def record(shared):
    """Zhang's signed record with Li's part, and what Li signed."""
    zhang, _li, mine, part, _items = shared
    joined(zhang, mine, part)
    signed = zhang.signs(mine)
    revision = revision_of(zhang, signed.digest)
    return zhang, revision, evidence_members(zhang.workspace, revision.check)


def test_words_put_in_a_colleagues_mouth_are_refused(record, people, shared):
    zhang, revision, evidence = record
    item = shared[4][6].id
    check = revision.check.with_observation(item, Faults((Fault(3, "编的"),)))
    with pytest.raises(PartError, match="still bears his name"):
        open_signed(forged(zhang, replace(revision, check=check), evidence), people["office"].trust)


def test_a_colleague_who_signed_nothing_is_refused(record, people):
    zhang, revision, evidence = record
    with pytest.raises(PartError, match="is missing"):
        open_signed(forged(zhang, revision, ()), people["office"].trust)
    (contribution,) = revision.check.contributions
    somebody = replace(contribution, key=zhang.key.key_id)
    check = replace(revision.check, contributions=(somebody,))
    with pytest.raises(PartError, match="did not sign"):
        open_signed(forged(zhang, replace(revision, check=check), evidence), people["office"].trust)


def test_evidence_of_another_manifest_is_refused(record, people, shared, tmp_path):
    """Li signed something, but not the part that the record shows."""
    zhang, revision, evidence = record
    _zhang, li, *_rest = shared
    (draft,) = li.workspace.drafts.all()
    other = tmp_path / "other.part.asice"
    hand_over(li.workspace, draft.id, li.key, other, NOON + timedelta(hours=1))
    container = open_container(other)
    (contribution,) = revision.check.contributions
    part = next(each for each in evidence if each.name.endswith(".json"))
    manifest = Member(f"parts/{container.identity}.xml", "application/xml", container.manifest)
    signature_digest = hashlib.sha256(container.signature).hexdigest()
    signature = Member(
        f"parts/{signature_digest}.p7s", "application/pkcs7-signature", container.signature
    )
    lying = replace(contribution, manifest=container.identity, signature=signature_digest)
    check = replace(revision.check, contributions=(lying,))
    with pytest.raises(PartError, match="did not sign"):
        open_signed(
            forged(zhang, replace(revision, check=check), (part, manifest, signature)),
            people["office"].trust,
        )


def test_a_part_signed_for_somebody_else_is_refused(shared, tmp_path):
    """A colleague cannot hand over what another one observed."""
    zhang, li, mine, _part, _items = shared
    (draft,) = li.workspace.drafts.all()
    target = tmp_path / "x.part.asice"
    hand_over(li.workspace, draft.id, li.key, target, NOON)
    container = open_container(target)
    (document,) = (
        codec.decode(body).document
        for name, body in container.members.items()
        if name.startswith("documents/")
    )
    content, _sealed = pack_documents([document], li.workspace.photos.picture, zhang.key, NOON)
    target.write_bytes(content)
    with pytest.raises(PartError, match="not signed by the inspector"):
        joined(zhang, mine, target)
    with pytest.raises(ForeignRevisionError):
        sealing.open_signed(content, zhang.trust)


def test_a_part_can_be_looked_at_before_it_is_taken_in(shared):
    zhang, li, mine, part, items = shared
    alike, disputed = items[6], items[5]
    zhang.marks(mine, alike.id, full_marks(alike))
    zhang.marks(mine, disputed.id, full_marks(disputed))
    before = zhang.workspace.drafts.get(mine)
    seen = offer(zhang.workspace, zhang.trust, mine, part)
    assert (seen.inspector, seen.key) == ("li", li.key.key_id)
    assert seen.same == (alike.id,)
    assert seen.disputed == (disputed.id,)
    assert set(seen.taken) == {item.id for item in items[7:]}
    assert seen.theirs[disputed.id].faults
    assert zhang.workspace.drafts.get(mine) == before


def test_what_cannot_be_taken_in_cannot_be_looked_at_either(shared):
    zhang, _li, mine, part, _items = shared
    with pytest.raises(PartError, match="东门市场1 under NSC-2021"):
        offer(zhang.workspace, zhang.trust, zhang.begins(site(2)), part)
    with pytest.raises(UnknownSignerError):
        offer(zhang.workspace, Trust.empty(), mine, part)
