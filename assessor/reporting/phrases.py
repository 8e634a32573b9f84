"""Times, places, shares and codes as reports print them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from assessor.domain.inspection import CHINA_TIME
from assessor.domain.scoring import shown
from assessor.i18n import Translator

_NUMERALS = "一二三四五六七八九"


def day(value: date, translator: Translator) -> str:
    """A date."""
    pattern = translator.text("{year}-{month:02}-{day:02}")
    return pattern.format(year=value.year, month=value.month, day=value.day)


def moment(value: datetime | None, translator: Translator, *, seconds: bool = False) -> str:
    """A date and a time of day in China; nothing for none."""
    if value is None:
        return ""
    local = value.astimezone(CHINA_TIME)
    clock = local.strftime("%H:%M:%S" if seconds else "%H:%M")
    return f"{day(local, translator)} {clock}"


def visit_time(started: datetime, finished: datetime | None, translator: Translator) -> str:
    """From one moment to another; the day is said once where it is the same."""
    begins = moment(started, translator)
    if finished is None:
        return begins
    first, last = (each.astimezone(CHINA_TIME) for each in (started, finished))
    ends = last.strftime("%H:%M") if first.date() == last.date() else moment(last, translator)
    return f"{begins}–{ends}"


def period(starts: date, ends: date, translator: Translator) -> str:
    """From one day to another."""
    first, last = day(starts, translator), day(ends, translator)
    return first if first == last else f"{first}–{last}"


def position(latitude: Decimal | None, longitude: Decimal | None) -> str:
    """A position in degrees; nothing for none."""
    if latitude is None or longitude is None:
        return ""
    north = f"{abs(latitude)}°{'N' if latitude >= 0 else 'S'}"
    return f"{north} {abs(longitude)}°{'E' if longitude >= 0 else 'W'}"


def percent(share: Fraction) -> str:
    """A share in percent, two places half up, whole ones without places."""
    return shown(share * 100).removesuffix(".00") + "%"


def signed(change: Fraction) -> str:
    """A change with its sign, two places half up."""
    return ("+" if change > 0 else "") + shown(change)


def issue(number: int, translator: Translator) -> str:
    """The issue of a bulletin; nothing while nobody gave it a number."""
    return translator.text("Issue {number}").format(number=number) if number else ""


def verification_code(digest: str) -> str:
    """The first 16 hex digits of a digest in groups of four, to read out and compare."""
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def sentences(parts: Iterable[str], translator: Translator) -> str:
    """Sentences one after the other, those that are empty left out."""
    between = "" if translator.language.startswith("zh") else " "
    return between.join(filter(None, parts))


def numbered(number: int, title: str, translator: Translator) -> str:
    """A heading with its number: `一、` in Chinese, `1.` elsewhere."""
    if translator.language.startswith("zh"):
        return f"{chinese(number)}、{title}"
    return f"{number}. {title}"


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return before + (_NUMERALS[ones - 1] if ones else "")
