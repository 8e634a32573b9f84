"""What commands take as arguments, read strictly: a slip is wrong usage, exit code 2."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from assessor.domain.sampling import Exclusion
from assessor.i18n import _

_CAMPAIGN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MOST_ISSUES = 99_999
_MOST_SITES = 100_000  # of a type in a plan
_MOST_JOBS = 64


def add_jobs(command: ArgumentParser) -> None:
    """Declare how many other processes help a command, for those that read much."""
    words = _("so many processes help with many files; by default as many as are of use")
    command.add_argument("--jobs", type=jobs, default=None, metavar="N", help=words)


def file_ending(*endings: str) -> Callable[[str], Path]:
    """A file to write whose name says what it will hold."""

    def read(text: str) -> Path:
        if Path(text).suffix.lower() not in endings:
            raise ArgumentTypeError(
                _("{text}: the name of this file must end in {endings}").format(
                    text=text, endings=" / ".join(endings)
                )
            )
        return Path(text)

    return read


def result_target(text: str) -> Path:
    """A result file to write, or the folder that it goes into."""
    return Path(text) if Path(text).is_dir() else file_ending(".asice")(text)


def words(text: str) -> str:
    """Words that are not empty."""
    if not text.strip():
        raise ArgumentTypeError(_("write at least one word"))
    return text.strip()


def campaign_id(text: str) -> str:
    """A campaign's id, which also stands in file names."""
    if not _CAMPAIGN.fullmatch(text):
        raise ArgumentTypeError(
            _(
                "{text}: an id has up to 64 Latin letters, digits, dots, hyphens and "
                "underscores, for example 2026-Q4"
            ).format(text=text)
        )
    return text


def pass_line(text: str) -> Decimal | None:
    """A share of full marks to reach, or none."""
    if text == "none":
        return None
    if not re.fullmatch(r"0\.[0-9]{1,6}|1(\.0+)?", text):
        raise ArgumentTypeError(
            _("{text}: write a share of full marks such as 0.85, or “none”").format(text=text)
        )
    return Decimal(text)


def issue_number(text: str) -> int | None:
    """The number of an issue of a bulletin; None for the next one."""
    if text == "next":
        return None
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if not 0 < number <= _MOST_ISSUES:
        words = _("{text}: write a number such as 12, or “next”")
        raise ArgumentTypeError(words.format(text=text))
    return number


def jobs(text: str) -> int:
    """How many other processes help; 0 for none."""
    number = int(text) if text.isascii() and text.isdecimal() else -1
    if not 0 <= number <= _MOST_JOBS:
        raise ArgumentTypeError(
            _("{text}: write a number from 0 to {most}").format(text=text, most=_MOST_JOBS)
        )
    return number


def day(text: str) -> date:
    """A day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            _("{text}: write a date as YYYY-MM-DD, for example 2026-05-01").format(text=text)
        ) from None


def quota(text: str) -> tuple[str, int]:
    """How many sites of a type to draw."""
    site_type, _equals, number = text.partition("=")
    wanted = int(number) if number.isascii() and number.isdecimal() else 0
    if not (site_type and 0 < wanted <= _MOST_SITES):
        raise ArgumentTypeError(
            _("{text}: write TYPE=NUMBER, for example MARKET=2").format(text=text)
        )
    return site_type, wanted


def exclusion(text: str) -> Exclusion:
    """A site that is kept out of the draw."""
    site, _equals, reason = text.partition("=")
    if not (site and reason.strip()):
        raise ArgumentTypeError(
            _("{text}: write SITE=REASON; every exclusion needs a reason").format(text=text)
        )
    return Exclusion(site, reason.strip())
