from time import monotonic

import pytest
from PySide6.QtCore import Qt

from assessor.domain.references import Topic, TopicKind
from assessor.i18n import use_language
from assessor.ui.link_delegate import LinkRole
from assessor.ui.sheet_view import LinkList
from assessor.ui.standards_page import StandardsPage
from assessor.ui.theme import TOUCH
from tests.ui.test_accessibility import SMALL, nameless, too_small

NEW = "NSC-2021/2"
WAIT = 20_000  # ms


@pytest.fixture
def page(standards_page):
    return standards_page


def reopened(qtbot, shelf):
    page = StandardsPage(shelf)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.view.sheet is not None, timeout=WAIT)
    return page


def item(identity, standard=NEW):
    return Topic(standard, TopicKind.ITEM, identity)


def clause(identity, standard=NEW):
    return Topic(standard, TopicKind.CLAUSE, identity)


def rows(page):
    model = page.browser.standards.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def found(page):
    """The ids of what the tree shows, at any depth."""
    model, ids = page.browser.tree.model(), []

    def walk(parent):
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            if link := index.data(LinkRole):
                ids.append(link.topic.id)
            walk(index)

    walk(page.browser.tree.rootIndex())
    return ids


def search(qtbot, page, words):
    page.browser.search.setText(words)
    with qtbot.waitSignal(page.browser._search.found, timeout=WAIT):
        pass


def follow(page, number):
    """Click the link of this number, wherever on the sheet it is."""
    for links in page.view.widget().findChildren(LinkList):
        model = links.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if index.data(LinkRole).number == number:
                links.clicked.emit(index)
                return
    raise AssertionError(number)


def broken(shelf):
    folder = shelf.paths.standards / "BAD-2030" / "1"
    folder.mkdir(parents=True)
    (folder / "standard.toml").write_text(
        'format = 2\nid = "BAD-2030"\nrevision = 1\nnonsense = 1\n'
    )
    return folder


def test_every_standard_says_how_much_of_it_is_unverified(page):
    assert [row.split(", ")[0] for row in rows(page)] == [
        str(standard.ref) for standard in page.catalogue.references.standards
    ]
    unverified = page.catalogue.references.standard(NEW).unverified
    (newest,) = [row for row in rows(page) if row.startswith(NEW)]
    assert newest.endswith(f"{unverified} items unverified")


def test_a_broken_folder_is_listed_with_its_problems(qtbot, shelf):
    broken(shelf)
    page = reopened(qtbot, shelf)
    assert "BAD-2030/1, Cannot be used" in rows(page)[-1]
    index = page.browser.standards.model().index(len(rows(page)) - 1, 0)
    page.browser.standards.clicked.emit(index)
    assert "nonsense: unknown key" in page.view.accessibleDescription()


def test_links_lead_from_item_to_clause_to_indicator_and_the_way_back(page):
    page.visit(item("ROAD_MAIN.01"))
    follow(page, "21.10")
    assert page.view.sheet.topic == clause("21.10")
    follow(page, "11")
    assert page.view.sheet.topic == Topic(NEW, TopicKind.INDICATOR, "11")
    page.back.click()
    page.back.click()
    assert page.view.sheet.topic == item("ROAD_MAIN.01")
    page.forward.click()
    assert page.view.sheet.topic == clause("21.10")
    follow(page, "ROAD_MAIN.02")
    assert not page.forward.isEnabled()


def test_a_clause_leads_to_the_edition_before_it(page):
    page.visit(clause("21.10"))
    follow(page, "NSC-2014/1 14.09")
    assert page.standard.ref.id == "NSC-2014"
    assert page.browser.standards.currentIndex().data().startswith("NSC-2014/1")
    follow(page, "NSC-2021/2 21.12")
    assert page.view.sheet.topic == clause("21.12")


def test_the_way_is_gone_by_keyboard_too(qtbot, page):
    page.visit(item("ROAD_MAIN.01"))
    links = page.view.widget().findChildren(LinkList)[0]
    links.setFocus()
    links.setCurrentIndex(links.model().index(0, 0))
    qtbot.keyClick(links, Qt.Key.Key_Return)
    assert page.view.sheet.topic == clause("21.10")
    assert page.view.hasFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.view.sheet.topic == item("ROAD_MAIN.01")


def test_the_tree_shows_where_the_item_stands(page):
    page.visit(item("TOILET.03"))
    assert page.browser.tree.currentIndex().data(LinkRole).topic == item("TOILET.03")


@pytest.mark.parametrize("wanted", ["dmjjgs", "dimianjiejing", "地面洁净干爽", "TOILET.03"])
def test_things_are_found_by_words_pinyin_and_number(qtbot, page, wanted):
    page.visit(Topic(NEW, TopicKind.STANDARD, NEW))
    search(qtbot, page, wanted)
    assert "TOILET.03" in found(page)


def test_clauses_indicators_and_figures_are_found(qtbot, page):
    for wanted, identity in (
        ("厕所革命", "21.15"),
        ("健康素养", "01"),
        ("保洁时间", "cleaning.hours.county"),
    ):
        search(qtbot, page, wanted)
        assert identity in found(page)


def test_what_is_typed_at_once_is_found(qtbot, page):
    page.visit(Topic("NSC-2014/1", TopicKind.STANDARD, "NSC-2014/1"))
    page.browser.search.setText("市容环境")
    qtbot.waitUntil(lambda: "14.09" in found(page), timeout=WAIT)


def test_an_empty_search_shows_the_tree_again(qtbot, page):
    before = found(page)
    search(qtbot, page, "zzzz")
    assert found(page) == []
    page.browser.search.clear()
    assert found(page) == before


def test_searching_thousands_of_items_never_holds_the_window_up(qtbot, page):
    from assessor.ui.topic_search import TopicSearch

    search, outcome, stops = TopicSearch(page), [], []
    entries = tuple((item(str(at)), (str(at), f"路面平整无坑洼积水{at}")) for at in range(5000))
    search.found.connect(outcome.append)
    search.look_in(entries)
    search.look_for("lmpz 4999")
    while not outcome:
        start = monotonic()
        search._on_time()
        stops.append(monotonic() - start)
    assert [topic.id for topic in outcome[0]] == ["4999"]
    assert len(stops) > 1  # it paused in between


def test_what_is_not_at_hand_says_so(page):
    page.visit(item("MARKET.99"))
    assert page.view.accessibleDescription() == "MARKET.99 of NSC-2021/2 is not at hand here."


def test_an_item_that_is_wanted_before_all_is_read_is_shown_then(qtbot, shelf):
    page = StandardsPage(shelf)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    page.visit_item(shelf.library.standard("NSC-2021").ref, "MARKET.01")
    qtbot.waitUntil(lambda: page.view.sheet is not None, timeout=WAIT)
    assert page.view.sheet.topic == item("MARKET.01")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_sheet_fits_a_small_screen_and_a_finger(qtbot, shelf, language):
    use_language(language)
    page = reopened(qtbot, shelf)
    page.resize(SMALL.width() - 92, SMALL.height())
    for topic in (item("TOILET.08"), clause("21.10"), Topic(NEW, TopicKind.STANDARD, NEW)):
        page.visit(topic)
        qtbot.wait(1)
        assert (nameless(page), too_small(page)) == ([], [])
        content = page.view.widget()
        assert content.minimumSizeHint().width() <= page.view.viewport().width()
        for links in content.findChildren(LinkList):
            heights = [links.visualRect(links.model().index(row, 0)).height() for row in range(3)]
            assert all(not height or height >= TOUCH for height in heights)
    least = page.minimumSizeHint()
    assert (least.width() <= SMALL.width() - 92, least.height() <= SMALL.height()) == (True, True)
