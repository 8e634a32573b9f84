from dataclasses import replace

import pytest

from assessor.exchange import codec
from assessor.services.sealing import ForeignRevisionError, open_signed, pack_documents
from tests.actors import NOON, site


@pytest.fixture
def revision(people):
    zhang, *_office = people
    signed = zhang.checks(site())
    return codec.decode(zhang.workspace.documents.body(signed.digest)).document


def packed(person, revision):
    content, _sealed = pack_documents([revision], person.workspace.photos.picture, person.key, NOON)
    return content


def test_an_inspector_signs_their_own_check(people, revision):
    zhang, clerk, _chief = people
    opened = open_signed(packed(zhang, revision), clerk.trust)
    assert opened.signer.key == revision.key == zhang.key.key_id


def test_nobody_changes_the_check_of_another_inspector_but_the_office(people, revision):
    zhang, clerk, _chief = people
    own = zhang.key.key_id
    others = replace(revision, check=replace(revision.check, id=f"{'0' * 32}-{'0' * 12}"))
    with pytest.raises(ForeignRevisionError, match="check of another inspector"):
        open_signed(packed(zhang, replace(others, key=own)), clerk.trust)
    corrected = replace(others, key=clerk.key.key_id)
    assert open_signed(packed(clerk, corrected), zhang.trust).signer.is_office


def test_not_even_an_office_signs_in_the_name_of_another(people, revision):
    """A lost office key could forge without end, for the counters are those of the other key."""
    _zhang, clerk, chief = people
    with pytest.raises(ForeignRevisionError, match="somebody else"):
        open_signed(packed(chief, replace(revision, reason="forged")), clerk.trust)
