import pytest

from assessor.domain.texts import Text
from assessor.domain.vocabulary import Phrase, Vocabulary
from assessor.services.phrasebook import Offer, Phrasebook
from tests.builders import item

FIRST, SECOND = item(1), item(2)
LIBRARY = tuple(
    Phrase(Text(words, ""), category, types, items)
    for words, category, types, items in (
        ("任何地方", "", (), ()),
        ("本类点位", "", ("MARKET",), ()),
        ("本项", "CH03", ("MARKET",), (FIRST.id,)),
        ("另一项", "", ("MARKET",), (SECOND.id,)),
        ("别处", "", ("ALLEY",), ()),
        ("占道经营", "CH03", (), (FIRST.id,)),
    )
)


@pytest.fixture
def book(workspace):
    vocabulary = Vocabulary(1, (), (), (), phrases=LIBRARY)
    return lambda: Phrasebook(workspace, vocabulary, "MARKET", "zh_CN")


def words(offers):
    return [each.words for each in offers]


def test_words_of_the_item_come_before_those_of_its_type(book):
    assert words(book().offered(FIRST)) == ["本项", "占道经营", "本类点位", "任何地方"]


def test_words_used_last_come_first_among_their_like_also_after_a_restart(book):
    for each in ("占道经营", "任何地方"):
        book().use(each, "", FIRST.id)
    assert words(book().offered(FIRST)) == ["任何地方", "占道经营", "本项", "本类点位"]


def test_a_phrase_is_found_by_its_pinyin_wherever_it_belongs(book):
    assert words(book().found("zdjy", SECOND)) == ["占道经营"]
    assert words(book().found("b", FIRST))[0] == "本项"
    assert "别处" in words(book().found("bc", FIRST))


def test_own_words_are_kept_and_forgotten(book):
    book().use("自行车乱停", "CH04", FIRST.id, own=True)
    assert book().is_own("自行车乱停")
    assert book().offered(FIRST)[0] == Offer("自行车乱停", "CH04", own=True)
    book().forget("自行车乱停")
    assert "自行车乱停" not in words(book().offered(FIRST))


def test_words_that_nobody_kept_are_not_noted(book):
    book().use("只此一次", "", FIRST.id)
    assert "只此一次" not in words(book().offered(FIRST))
