"""The red and the black list (红黑榜), by lines that an office sets itself: none is official."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class BoardLines:
    """Shares of full marks: praised from `red` on, named below `black`; None for no list."""

    red: Decimal | None = None
    black: Decimal | None = None

    @property
    def are_set(self) -> bool:
        """Whether there is any list."""
        return self.red is not None or self.black is not None


NO_LINES = BoardLines()


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit by its code, and its rate."""

    code: str
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Boards:
    """Both lists: the best of the red (红榜) and the last of the black (黑榜) come first."""

    lines: BoardLines
    red: tuple[Listed, ...]
    black: tuple[Listed, ...]


def boards(rates: Iterable[tuple[str, Fraction | None]], lines: BoardLines) -> Boards:
    """Put units on the lists; none on both, and none of which nothing is known."""
    known = [Listed(code, rate) for code, rate in rates if rate is not None]
    best_first = sorted(known, key=lambda each: (-each.rate, each.code))
    red = [] if lines.red is None else [e for e in best_first if e.rate >= Fraction(lines.red)]
    others = reversed(best_first[len(red) :])
    black = [] if lines.black is None else [e for e in others if e.rate < Fraction(lines.black)]
    return Boards(lines, tuple(red), tuple(black))


def board_line(text: str) -> Decimal | None:
    """A share of full marks; None for anything else that settings may hold."""
    try:
        line = Decimal(text)
    except InvalidOperation:
        return None
    return line if line.is_finite() and 0 < line <= 1 else None


def board_lines(red: str, black: str) -> BoardLines:
    """The lines as settings hold them."""
    return BoardLines(board_line(red), board_line(black))
