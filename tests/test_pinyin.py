import pytest

from assessor.pinyin import Query, initials, readings


@pytest.mark.parametrize(
    "wanted", ["dmsc", "dongmen", "东门", "东m", "dongm", "DMSC", "mensc", "dm sc", "shichang"]
)
def test_a_name_is_found_however_it_is_typed(wanted):
    assert Query(wanted).rank("东门市场") is not None


@pytest.mark.parametrize("wanted", ["mdsc", "xmsc", "东x", "dmscx", "ongmen", "东门 西门"])
def test_what_does_not_follow_is_not_found(wanted):
    assert Query(wanted).rank("东门市场") is None


def test_initials_may_leave_characters_of_the_name_out_but_come_last():
    loose = Query("dmsc").rank("东门农贸市场")
    assert loose is not None
    assert loose > Query("dmsc").rank("", "", "", "", "东门市场")
    assert Query("dmsc").rank("大院", "东门农贸市场") is None


@pytest.mark.parametrize("wanted", ["cqsc", "zqsc", "chongqing", "zhongqing"])
def test_every_reading_of_a_character_counts(wanted):
    assert Query(wanted).rank("重庆市场") is not None


def test_words_may_be_found_in_different_texts():
    assert Query("dmsc 0003").rank("东门市场", "530325001001-MARKET-0003") is not None
    assert Query("dmsc 0004").rank("东门市场", "530325001001-MARKET-0003") is None


def test_beginnings_come_before_the_rest_and_names_before_addresses():
    query = Query("dm")
    ranks = [query.rank("东门市场", ""), query.rank("大东门", ""), query.rank("市场", "东门")]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3


def test_what_is_typed_as_it_is_written_comes_before_pinyin():
    assert Query("东门").rank("东门市场") < Query("dm").rank("东门市场")


def test_nothing_wanted_fits_everything():
    assert Query("  ").rank("东门市场") == 0


def test_signs_that_mean_something_to_patterns_are_only_signs():
    assert Query("a.*(").rank("东门市场") is None
    assert Query("a|b,").rank("|a,东") is None


def test_initials_are_given_in_every_reading():
    assert {"cq", "zq"} <= set(initials("重庆"))
    assert initials("A1座")[0] == "a1z"


def test_what_has_no_reading_stands_for_itself():
    assert readings("𠮷")[0] in ("𠮷", "ji")
    assert readings("Q") == ("q",)
