from datetime import date

import pytest

from assessor.domain.choosing import Heading, proposed
from assessor.domain.texts import Text

NAME = Text("标准", "Standard")
NEW_YEAR = date(2022, 1, 1)
LAST_DAY = date(2021, 12, 31)
ALL = (
    Heading("NSC-2014", 1, NAME, ("city",), None, LAST_DAY),
    Heading("NSC-2021", 1, NAME, ("city", "county")),
    Heading("NSC-2021", 2, NAME, ("city", "county"), NEW_YEAR),
    Heading("NST-2010", 1, NAME, ("county", "town"), None, LAST_DAY),
    Heading("NST-2021", 1, NAME, ("town",), NEW_YEAR),
    Heading(
        "YN7-2020", 1, NAME, ("county",), date(2020, 8, 1), LAST_DAY, overlay=True, areas=("53",)
    ),
)

TABLE = [
    ("county", "532900", NEW_YEAR, ["NSC-2021/2"]),
    ("county", "532900", date(2026, 3, 1), ["NSC-2021/2"]),
    ("county", "430100", LAST_DAY, ["NST-2010/1"]),
    ("city", "430100", LAST_DAY, ["NSC-2014/1"]),
    ("city", "430100", NEW_YEAR, ["NSC-2021/2"]),
    ("town", "532901", NEW_YEAR, ["NST-2021/1"]),
    ("town", "532901", LAST_DAY, ["NST-2010/1"]),
    ("county", "532900", LAST_DAY, ["NST-2010/1", "YN7-2020/1"]),
    ("county", "532900", date(2020, 7, 31), ["NST-2010/1"]),
    ("village", "532900", NEW_YEAR, []),
]


@pytest.mark.parametrize(("level", "area", "on", "expected"), TABLE)
def test_level_area_and_day_decide_what_is_proposed(level, area, on, expected):
    for order in (ALL, ALL[::-1]):
        assert [str(each) for each in proposed(order, level, area, on)] == expected


def test_an_overlay_alone_is_nothing_to_score_by():
    overlay = Heading("YN7-2020", 1, NAME, ("county",), date(2020, 8, 1), overlay=True)
    assert proposed([overlay], "county", "532900", NEW_YEAR) == ()


def test_an_overlay_without_days_is_never_proposed():
    main = Heading("NSC-2021", 1, NAME, ("county",))
    skeleton = Heading("YN7-2021", 1, NAME, ("county",), overlay=True)
    begun = Heading("YN7-2020", 1, NAME, ("county",), date(2020, 8, 1), overlay=True)
    assert proposed([main, skeleton, begun], "county", "532900", NEW_YEAR) == (main, begun)


def test_a_newer_revision_that_is_for_others_hides_the_older_one():
    older = Heading("A", 1, NAME, ("county",))
    newer = Heading("A", 2, NAME, ("town",))
    assert proposed([older, newer], "county", "532900", NEW_YEAR) == ()


def test_of_several_the_one_whose_days_began_last_is_proposed():
    first = Heading("B", 1, NAME, ("county",), date(2020, 1, 1))
    later = Heading("A", 1, NAME, ("county",), date(2021, 1, 1))
    undated = Heading("C", 1, NAME, ("county",))
    assert proposed([first, later, undated], "county", "1", NEW_YEAR)[0] == later
    assert proposed([undated], "county", "1", NEW_YEAR) == (undated,)


def test_what_an_office_tailored_is_for_people_to_choose():
    tailored = Heading("KM", 1, NAME, ("county",), is_tailored=True)
    assert proposed([tailored], "county", "530100", NEW_YEAR) == ()
