"""Numbers of bulletins: the next is proposed, one that was used is warned of.

Each series counts anew every year of China's calendar. A bulletin without a number is not
remembered.
"""

from datetime import datetime

from assessor.domain.bulletins import Issued, Series
from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _
from assessor.storage import Workspace


def proposed(workspace: Workspace, series: Series, at: datetime) -> int:
    """The number after the last of the year."""
    return workspace.bulletin_issues.last(series, at.astimezone(CHINA_TIME).year) + 1


def used_words(workspace: Workspace, series: Series, number: int, title: str, at: datetime) -> str:
    """That a number was given to another bulletin; nothing while it is free.

    The same bulletin, written once more, may keep its number.
    """
    year = at.astimezone(CHINA_TIME).year
    known = workspace.bulletin_issues.find(series, year, number) if number else None
    if known is None or known.title == title:
        return ""
    words = _("Issue {number} of {year} was “{title}” already; it was written on {day}.")
    return words.format(
        number=number,
        year=year,
        title=known.title,
        day=f"{known.at.astimezone(CHINA_TIME):%Y-%m-%d}",
    )


def remember(workspace: Workspace, series: Series, number: int, title: str, at: datetime) -> None:
    """Note that a bulletin was written under its number."""
    if number:
        year = at.astimezone(CHINA_TIME).year
        workspace.bulletin_issues.note(Issued(series, year, number, title, at))
