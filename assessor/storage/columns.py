"""How domain values lie in columns: few plain types that every database knows.

Times are whole milliseconds since 1970 in UTC, exact numbers are text, digests are 32
bytes, a choice is the text of its value.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Dialect, Integer, LargeBinary, Text, TypeDecorator, literal

from assessor.domain.inspection import CountUnit, Fault, Severity

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

#: A whole number. SQLite numbers rows by itself only in columns called `INTEGER`.
Whole = BigInteger().with_variant(Integer(), "sqlite")

#: Any text. It is compared character by character as SQLite does, whatever a server's locale.
Words = Text().with_variant(Text(collation="C"), "postgresql")

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)


def fault_values(fault: Fault) -> tuple[object, ...]:
    """A fault as the driver takes it: count to responsible, in the order of `FaultColumns`."""
    return (
        fault.count,
        fault.words,
        fault.category,
        fault.severity.value,
        fault.unit.value,
        None if fault.extent is None else str(fault.extent),
        fault.spot,
        int(fault.widespread),
        fault.responsible,
    )


def fault_of_values(values: Sequence[Any], photos: tuple[str, ...]) -> Fault:
    """The fault that `fault_values` was given."""
    count, words, category, severity, unit, extent, spot, widespread, responsible = values
    return Fault(
        count,
        words,
        category,
        Severity(severity),
        CountUnit(unit),
        None if extent is None else Decimal(extent),
        spot,
        bool(widespread),
        photos,
        responsible,
    )


def to_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970. A naive time would be read back as another moment."""
    if moment.tzinfo is None:
        raise ValueError("a stored time needs a time zone")
    return (moment - EPOCH) // _MILLISECOND


def from_milliseconds(stored: int) -> datetime:
    """The moment, in UTC."""
    return EPOCH + stored * _MILLISECOND


class Moment(TypeDecorator[datetime]):
    """An aware time, to the millisecond."""

    impl = Whole
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_milliseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else from_milliseconds(value)


class Day(TypeDecorator[date]):
    """A date, as `2026-03-01`."""

    impl = Words
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Exact(TypeDecorator[Decimal]):
    """A decimal number, digit by digit."""

    impl = Words
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Ratio(TypeDecorator[Fraction]):
    """A fraction in lowest terms, `175/2`.

    Text, because the common denominator of many rates does not fit into 64 bits.
    """

    impl = Words
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Fraction | None:
        return None if value is None else _fraction(value)


@lru_cache(maxsize=4096)
def _fraction(text: str) -> Fraction:
    """Remembered, for thousands of checks have few different scores."""
    return Fraction(text)


class Flag(TypeDecorator[bool]):
    """True or false, as 1 or 0."""

    impl = Whole
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


#: What a `Flag` is compared with: SQL's own `IS TRUE` wants a column of another type.
YES, NO = (literal(each, Flag()) for each in (True, False))


class Digest(TypeDecorator[str]):
    """A SHA-256: hex in the program, 32 bytes in the column."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else bytes(value).hex()


class Lines(TypeDecorator[tuple[str, ...]]):
    """Short codes without line breaks, one on each line."""

    impl = Words
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else "\n".join(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(filter(None, value.split("\n")))


class Choice(TypeDecorator[ChoiceT], Generic[ChoiceT]):
    """One of the values of an enumeration."""

    impl = Words
    cache_ok = True

    def __init__(self, choices: type[ChoiceT]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: ChoiceT | None, dialect: Dialect) -> str | None:
        return None if value is None else value.value

    def process_result_value(self, value: Any, dialect: Dialect) -> ChoiceT | None:
        return None if value is None else self.choices(value)
