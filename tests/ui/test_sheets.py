import pytest

from assessor.domain.references import References, Topic, TopicKind
from assessor.domain.texts import Source, Text
from assessor.ui.branches import Order, branches, topics_of
from assessor.ui.sheet_words import source_words
from assessor.ui.sheets import sheet
from assessor.ui.topic_words import Catalogue

NEW = "NSC-2021/2"


@pytest.fixture(scope="module")
def catalogue(library):
    return Catalogue(References(library.standards()), library.vocabulary())


def told(catalogue, kind, identity, standard=NEW):
    return sheet(Topic(standard, kind, identity), catalogue)


def line(shown, name):
    return next(each for each in shown.lines if each.name == name)


def group(shown, title):
    return next(each for each in shown.groups if each.title.startswith(title))


def flattened(found):
    for branch in found:
        yield branch
        yield from flattened(branch.inner)


def test_everything_of_every_standard_can_be_told(catalogue):
    kinds = set()
    for standard in catalogue.references.standards:
        name = str(standard.ref)
        topics = [Topic(name, TopicKind.STANDARD, name), *topics_of(standard)]
        topics += [Topic(name, TopicKind.CHAPTER, each.id) for each in standard.chapters]
        topics += [Topic(name, TopicKind.SITE_TYPE, each.code) for each in standard.site_types]
        topics += [
            Topic(name, TopicKind.CATEGORY, each.code) for each in catalogue.vocabulary.categories
        ]
        for topic in topics:
            shown = sheet(topic, catalogue)
            assert shown.words
            kinds.add(topic.kind)
    assert kinds == set(TopicKind)


def test_every_link_leads_to_something(catalogue):
    standard = catalogue.references.standard(NEW)
    for topic in topics_of(standard):
        for each in sheet(topic, catalogue).groups:
            for link in each.links:
                assert sheet(link.topic, catalogue).words


def test_an_item_tells_how_it_is_marked_and_what_is_behind_it(catalogue):
    shown = told(catalogue, TopicKind.ITEM, "MARKET.01")
    assert line(shown, "Marked by").words == "3 points by a grade of 0 to 10"
    assert line(shown, "Grades").words.startswith("0 faults: 10; 1 fault: 8")
    assert line(shown, "Source S13").words.endswith("(2019-09-17)")
    assert not any("http" in each.words for each in shown.lines)
    clauses = [link.number for link in group(shown, "Clauses").links]
    assert clauses == ["21.M", "NSC-2014/1 14.13"]
    assert group(shown, "Figures to judge by").links


def test_what_nobody_verified_says_so_and_what_is_unknown_too(catalogue):
    shown = told(catalogue, TopicKind.INDICATOR, "01")
    assert (shown.doubt, line(shown, "Target").doubt) == ("unverified", "unverified")
    assert "no verified target" in line(shown, "Target").words
    standard = catalogue.references.standard(NEW)
    open_limit = next(each for each in standard.thresholds if each.limit is None)
    shown = told(catalogue, TopicKind.THRESHOLD, open_limit.id)
    assert line(shown, "Limit").words == "unknown: decides nothing"
    assert line(shown, "Limit").doubt
    assert told(catalogue, TopicKind.STANDARD, "YN7-2021/1", "YN7-2021/1")
    unnumbered = told(catalogue, TopicKind.STANDARD, "YN7-2021/1", "YN7-2021/1")
    assert line(unnumbered, "Document").words == "not known"


def test_what_is_verified_bears_no_mark(catalogue):
    shown = told(catalogue, TopicKind.CLAUSE, "21.10")
    assert shown.doubt == ""
    assert not any(each.doubt for each in shown.lines)


def test_a_clause_leads_to_items_indicators_and_the_edition_before(catalogue):
    shown = told(catalogue, TopicKind.CLAUSE, "21.10")
    assert "ROAD_MAIN.01" in [link.number for link in group(shown, "Check items").links]
    assert group(shown, "Indicators").links
    before = group(shown, "In NSC-2014 before it: split")
    assert before.links[0].topic == Topic("NSC-2014/1", TopicKind.CLAUSE, "14.09")


def test_all_that_is_unverified_is_as_much_as_the_standard_counts(catalogue):
    for standard in catalogue.references.standards:
        found = [
            branch
            for branch in flattened(branches(catalogue, standard, Order.UNVERIFIED))
            if branch.link
        ]
        assert len(found) == standard.unverified
        assert all(branch.link.doubt for branch in found)


def test_every_item_is_found_under_its_site_type(catalogue):
    standard = catalogue.references.standard(NEW)
    found = [
        branch.link.topic.id
        for branch in flattened(branches(catalogue, standard, Order.SITE_TYPES))
        if branch.link and branch.link.topic.kind is TopicKind.ITEM
    ]
    assert found == [item.id for form in standard.site_types for item in form.items]


@pytest.mark.parametrize("order", list(Order))
def test_every_order_has_something_in_the_newest_standard(catalogue, order):
    assert branches(catalogue, catalogue.references.standard(NEW), order)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2019 to 2021", "notes (2019–2021)"),
        ("2024-04-12 and 2025-03-05", "notes (2024-04-12, 2025-03-05)"),
        ("", "notes"),
    ],
)
def test_dates_of_sources_are_told_without_english_words(date, words):
    assert source_words(Source("S01", Text("记录", "notes"), date)) == words
