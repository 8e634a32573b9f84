"""Result files of released versions, which must open and verify for ever."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from assessor.domain.documents import PlanDocument
from assessor.domain.inspection import Band, Faults, NotApplicable, Rate, YesNo
from assessor.domain.sampling import redraws
from assessor.exchange import codec
from assessor.exchange.container import document_member, open_container, photo_member
from assessor.signing.cms import SignatureError, check_manifest
from assessor.signing.trust import read_bundle

FOLDER = Path(__file__).parents[1] / "data" / "results"


@pytest.fixture(params=sorted(path.stem for path in FOLDER.glob("*.asice")))
def released(request):
    """A result file, the trust bundle and the statement that belong to it."""
    path = FOLDER / request.param
    statement = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    bundle = read_bundle(path.with_suffix(".trust").read_bytes())
    return open_container(path.with_suffix(".asice")), bundle, statement


def test_a_released_file_still_opens_and_names_its_signer(released):
    container, trust, statement = released
    assert container.identity == statement["identity"]
    signer = check_manifest(container.manifest, container.signature, trust)
    assert asdict(signer) == statement["signer"]
    with pytest.raises(SignatureError):
        check_manifest(container.manifest + b" ", container.signature, trust)


def test_a_released_trust_bundle_still_says_which_keys_are_lost(released):
    _container, trust, statement = released
    assert trust.cutoffs == statement["lost_keys"]
    assert read_bundle(trust.bundle()) == trust


def test_the_documents_of_a_released_file_still_say_the_same(released):
    container, _trust, statement = released
    names = {document_member(digest) for digest in statement["documents"]}
    names |= {photo_member(digest) for digest in statement["photos"]}
    assert container.members.keys() == names
    for digest, said in statement["documents"].items():
        sealed = codec.decode(container.members[document_member(digest)])
        assert sealed.digest == digest
        assert json.loads(sealed.body) == said
        assert codec.encode(sealed.document) == sealed.body


def test_contents_are_still_compared_by_the_same_digest(released):
    container, _trust, statement = released
    for digest, content in statement["contents"].items():
        sealed = codec.decode(container.members[document_member(digest)])
        assert codec.content_digest(sealed.body) == content


def test_the_frozen_file_has_every_kind_of_mark_and_a_plan_that_can_be_drawn_again(released):
    container, _trust, statement = released
    documents = [
        codec.decode(container.members[document_member(digest)]).document
        for digest in statement["documents"]
    ]
    plans = [document.plan for document in documents if isinstance(document, PlanDocument)]
    assert plans
    assert all(map(redraws, plans))
    marks = {
        type(seen)
        for document in documents
        if not isinstance(document, PlanDocument)
        for seen in document.check.observations.values()
    }
    assert marks == {Band, Faults, NotApplicable, Rate, YesNo}
