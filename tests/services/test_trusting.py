from datetime import timedelta

import pytest

from assessor.errors import AssessorError
from assessor.services import trusting
from assessor.services.trusting import Standing
from assessor.signing.trust import keep_bundle, load_trust
from assessor.standards import Library
from tests import actors
from tests.actors import NOON


@pytest.fixture
def authority(tmp_path):
    return actors.authority(tmp_path / "authority")


@pytest.fixture
def keys(tmp_path):
    folder = tmp_path / "keys"
    folder.mkdir()
    return folder


@pytest.fixture
def bundle(tmp_path, authority):
    path = tmp_path / "stick" / "office.trust"
    path.parent.mkdir()
    path.write_bytes(authority.bundle())
    return path


def standings(keys, path):
    return [each.standing for each in trusting.offer(keys, path).offices]


def test_an_unknown_office_must_be_compared(keys, bundle, authority):
    offered = trusting.offer(keys, bundle)
    assert (offered.has_unknown, offered.is_news) == (True, True)
    (office,) = offered.offices
    assert (office.fingerprint, office.number) == (authority.root.fingerprint, 1)


def test_the_same_list_is_no_news_and_a_newer_one_is(keys, bundle, authority, tmp_path):
    keep_bundle(keys, bundle.read_bytes())
    assert standings(keys, bundle) == [Standing.SAME]
    assert not trusting.offer(keys, bundle).is_news
    older = bundle.read_bytes()
    person = actors.Person("王检查", tmp_path / "wang", authority)
    person.close()
    authority.revoke(person.key.key_id, 0, NOON + timedelta(days=1))
    bundle.write_bytes(authority.bundle())
    offered = trusting.offer(keys, bundle)
    assert [(each.standing, each.lost) for each in offered.offices] == [(Standing.NEWER, 1)]
    keep_bundle(keys, bundle.read_bytes())
    bundle.write_bytes(older)
    assert standings(keys, bundle) == [Standing.OLDER]
    (told,) = trusting.take_in(keys, older, None, Library(tmp_path), NOON)
    assert "which stays" in told
    assert load_trust(keys).cutoffs  # the newer list stays


def test_a_bundle_beside_a_plan_is_found_while_it_is_news(keys, bundle):
    plan = bundle.with_name("plan.asice")
    assert trusting.news_beside(keys, [plan]).path == bundle
    assert trusting.news_beside(keys, [bundle.parent]).path == bundle
    keep_bundle(keys, bundle.read_bytes())
    assert trusting.news_beside(keys, [plan]) is None


def test_a_damaged_bundle_beside_is_passed_over_but_refused_by_name_when_asked_for(keys, bundle):
    bundle.write_text("nothing")
    assert trusting.news_beside(keys, [bundle]) is None
    with pytest.raises(AssessorError, match=r"office\.trust"):
        trusting.offer(keys, bundle)


def test_what_goes_out_has_the_trust_beside_it(keys, bundle, tmp_path):
    out = tmp_path / "plan.asice"
    assert trusting.write_beside(keys, out) is None
    with pytest.raises(AssessorError, match="no office"):
        trusting.hand_on(keys, tmp_path)
    keep_bundle(keys, bundle.read_bytes())
    assert trusting.write_beside(keys, out).read_bytes() == bundle.read_bytes()
    assert trusting.hand_on(keys, tmp_path).name == "office.trust"
