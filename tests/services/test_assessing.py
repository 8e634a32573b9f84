from dataclasses import replace

import pytest

from assessor.domain.inspection import Band, Fault, Faults, StatedScore, YesNo
from assessor.services.assessing import WrongScoreError, assess, form_of
from tests.actors import full_marks, site
from tests.builders import check, revision, sealed


@pytest.fixture
def market(library):
    return library.standard("NSC-2021").site_type("MARKET")


@pytest.fixture
def signed(library, market):
    """A revision on the shipped standard, with observations changed as a test likes."""

    def _signed(score=None, **more):
        observations = {item.id: full_marks(item) for item in market.items}
        observations |= {f"MARKET.{number[1:]}": seen for number, seen in more.items()}
        of = check(observations, standard=library.standard("NSC-2021").ref, site=site())
        made = revision(of, site_type=market)
        return sealed(made if score is None else replace(made, score=score))

    return _signed


def test_a_score_that_follows_is_worked_out_again(library, signed):
    card = assess(signed(_06=Faults((Fault(2),))), library).card
    assert card.earned == 98


def test_a_stated_score_that_does_not_follow_is_refused(library, signed):
    with pytest.raises(WrongScoreError, match="does not follow"):
        assess(signed(StatedScore("100", "100"), _06=Faults((Fault(2),))), library)


def test_a_veto_that_is_kept_quiet_is_refused(library, signed):
    with pytest.raises(WrongScoreError, match="does not follow"):
        assess(signed(StatedScore("92", "100"), _15=Band(6)), library)


@pytest.mark.parametrize("seen", [Band(10), YesNo(True)])
def test_a_mark_that_the_item_does_not_allow_is_refused(library, signed, seen):
    with pytest.raises(WrongScoreError, match=r"MARKET\.06"):
        assess(signed(_06=seen), library)


def test_an_item_that_the_form_does_not_have_is_refused(library, signed):
    with pytest.raises(WrongScoreError, match=r"MARKET\.99"):
        assess(signed(_99=Faults()), library)


def test_under_an_unknown_standard_nothing_is_scored(library, signed):
    document = signed().document
    strange = replace(document.check, standard=replace(document.check.standard, digest="0" * 64))
    assert assess(sealed(replace(document, check=strange)), library).card is None
    with pytest.raises(Exception, match="not installed"):
        form_of(strange, library)
