"""The head and foot of bulletins."""

import pytest

from assessor.reporting import style
from assessor.reporting.flow import Box, Flow, Words
from assessor.reporting.masthead import Masthead, set_masthead, set_recipients

DATE = "2026年5月1日"


def words(flow):
    return [each for page in flow.pages for each in page.content if isinstance(each, Words)]


def head(title="工作简报", issuer="示例县爱卫办"):
    flow = Flow()
    set_masthead(flow, Masthead(title, "第12期", issuer, DATE))
    return flow


def test_the_title_is_red_spread_and_in_the_middle():
    title = words(head())[0]
    assert (title.text, title.style.colour) == ("工作简报", style.RED)
    assert title.spacing > 0
    middle = title.x + (4 * title.style.size + 3 * title.spacing) / 2
    assert middle == pytest.approx(style.PAGE_WIDTH / 2)


def test_issuer_and_date_stand_over_a_red_line_from_margin_to_margin():
    flow = head()
    line = next(each for each in flow.page.decoration if isinstance(each, Box))
    assert (line.x, line.width, line.fill) == (style.LEFT, style.WIDTH, style.RED)
    said = {each.text: each for each in words(flow)}
    assert said["示例县爱卫办"].x == style.LEFT
    assert said[DATE].y == said["示例县爱卫办"].y > line.y


@pytest.mark.parametrize("title", ["国家卫生县创建工作指挥部办公室督查简报", "Work bulletin " * 3])
def test_a_long_title_grows_smaller_until_it_fits(title):
    first = words(head(title))[0]
    assert first.text.strip() == title.strip()
    assert first.style.size < style.MASTHEAD.size


def test_no_title_is_cut():
    said = "".join(each.text for each in words(head("简报" * 60)))
    assert said.count("简报") == 60


def test_recipients_stand_together_and_none_leaves_nothing():
    flow = Flow()
    set_recipients(flow, ("送：县委", "", "发：各街道"))
    assert [each.text for each in words(flow)] == ["送：县委", "发：各街道"]
    assert len(flow.page.decoration) == 3
    empty = Flow()
    set_recipients(empty, ("", ""))
    assert empty.is_at_top
