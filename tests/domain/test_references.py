import pytest

from assessor.domain.references import References, Topic, TopicKind
from assessor.domain.standard import Kinship

NEW, OLD = "NSC-2021/2", "NSC-2014/1"


@pytest.fixture(scope="module")
def references(library):
    return References(library.standards())


def clause(standard, identity):
    return Topic(standard, TopicKind.CLAUSE, identity)


def test_an_item_leads_to_clauses_of_its_own_and_of_other_standards(references):
    standard = references.standard(NEW)
    assert references.clause("NSC-2021:21.15", standard) == clause(NEW, "21.15")
    assert references.clause("NSC-2014:14.12", standard) == clause(OLD, "14.12")


def test_an_older_revision_refers_to_itself(references):
    older = references.standard("NSC-2021/1")
    assert references.clause("NSC-2021:21.15", older) == clause("NSC-2021/1", "21.15")
    assert all(
        topic.standard != NEW for topic in references.resting_on(clause("NSC-2021/1", "21.15"))
    )


def test_what_is_not_at_hand_leads_nowhere(references):
    standard = references.standard(NEW)
    assert references.clause("SHOP-2030:1.1", standard) is None
    assert references.clause("NSC-2014:99.99", standard) is None


def test_what_an_item_refers_to_leads_back_to_it(references):
    """Both directions say the same, for every item and indicator of the newest revision."""
    standard = references.standard(NEW)
    things = [(TopicKind.ITEM, item) for form in standard.site_types for item in form.items]
    things += [(TopicKind.INDICATOR, each) for each in standard.indicators]
    for kind, thing in things:
        for reference in thing.clauses:
            found = references.clause(reference, standard)
            assert found is None or Topic(NEW, kind, thing.id) in references.resting_on(found)


def test_items_that_were_taken_over_are_told_once_where_they_belong(references):
    resting = references.resting_on(clause("YN7-2020/1", "YN2"))
    items = [topic for topic in resting if topic.kind is TopicKind.ITEM]
    assert items
    assert {topic.standard for topic in items} == {NEW}
    assert len(set(items)) == len(items)


def test_kin_are_known_from_both_editions(references):
    (after,) = references.kin(clause(OLD, "14.09"))
    assert (after.is_newer, after.kinship) == (True, Kinship.SPLIT)
    assert after.topics == (clause(NEW, "21.10"), clause(NEW, "21.12"))
    before = [kin for kin in references.kin(clause(NEW, "21.10")) if not kin.is_newer]
    assert clause(OLD, "14.09") in [topic for kin in before for topic in kin.topics]
