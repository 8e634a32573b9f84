"""The head and foot that offices give their bulletins: red title, issue, issuer, recipients."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessor.reporting import style
from assessor.reporting.flow import Box, Flow, Rule
from assessor.reporting.tagging import Node
from assessor.reporting.typesetting import Line, break_lines

_WIDEST = 0.8 * style.WIDTH
_SPREAD = 0.45  # of the type size, between the characters of a short title
_SHORT = 10  # characters
_SMALLEST = 16.0
_STEP = 2.0
_THICK = 2.2
_THIN = 0.7
_AFTER = 10.0
_FOOT = replace(style.ISSUER, size=10.5, leading=17)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above a bulletin; `issue` (if it has a number) and `date` as printed."""

    title: str
    issue: str
    issuer: str
    date: str


def set_masthead(flow: Flow, head: Masthead) -> None:
    """The title in red, the issue below it, issuer and date over a red line."""
    title = flow.root.add(Node("H1"))
    look, lines = _title(head.title)
    for line in lines:
        flow.put(line, look, style.LEFT, flow.y, title)
        flow.y -= look.leading
    if head.issue:
        flow.text(head.issue, style.ISSUE)
    lower = flow.y
    for words, look in ((head.issuer, style.ISSUER), (head.date, style.ISSUE_DATE)):
        top, node = flow.y, flow.root.add(Node("P"))
        for each in break_lines(words, look, 0.6 * style.WIDTH):
            left = style.LEFT if look is style.ISSUER else style.LEFT + 0.4 * style.WIDTH
            flow.put(each, look, left, top, node, 0.6 * style.WIDTH)
            top -= look.leading
        lower = min(lower, top)
    flow.y = lower - 3
    flow.page.decoration += [
        Box(style.LEFT, flow.y - _THICK, style.WIDTH, _THICK, style.RED),
        Box(style.LEFT, flow.y - _THICK - 2 - _THIN, style.WIDTH, _THIN, style.RED),
    ]
    flow.y -= _THICK + 2 + _THIN + _AFTER


def set_recipients(flow: Flow, lines: Sequence[str]) -> None:
    """Whom it goes to, between lines at the end; all on one page where they fit."""
    lines = [each for each in lines if each]
    if not lines:
        return
    count = sum(len(break_lines(each, _FOOT, style.WIDTH)) for each in lines)
    flow.space(style.HEADING.before)
    flow.need(min(count * _FOOT.leading + 6 * len(lines), style.HEIGHT))
    _rule(flow)
    for each in lines:
        flow.y -= 3
        flow.text(each, _FOOT)
        flow.y -= 3
        _rule(flow)


def _rule(flow: Flow) -> None:
    flow.page.decoration.append(Rule(style.LEFT, flow.y, style.RIGHT, flow.y, style.INK))


def _title(words: str) -> tuple[style.Style, list[Line]]:
    """The title as large as it fits on a line, its characters spread where there are few."""
    look = style.MASTHEAD
    lines = break_lines(words, look, _WIDEST)
    while len(lines) > 1 and look.size > _SMALLEST:
        look = replace(look, size=look.size - _STEP, leading=(look.size - _STEP) * 1.35)
        lines = break_lines(words, look, _WIDEST)
    if len(words) > _SHORT or words.isascii():
        return look, lines
    spacing = _SPREAD * look.size
    (line,) = lines
    return look, [Line(line.text, line.width + spacing * (len(line.text) - 1), spacing)]
