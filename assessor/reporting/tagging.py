"""The structure of a document as it is set: what a screen reader follows, and PDF/UA asks."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Mark(NamedTuple):
    """A stretch of a page's content: the page, from 0, and its number there."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Node:
    """One element: a heading, a paragraph, a table cell; its marks are set when painted."""

    tag: str
    alternative: str = ""  # what a figure or a form field is, in words
    scope: str = ""  # of a header cell: `Column` or `Row`
    span: int = 1  # the columns of a cell
    box: tuple[float, float, float, float] | None = None  # of a figure on its page
    kids: list["Node | Mark"] = field(default_factory=list)

    def add(self, node: "Node") -> "Node":
        """Put an element at the end of this one."""
        self.kids.append(node)
        return node
