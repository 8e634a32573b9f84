"""Making, signing and keeping what an office issues, in the background; see `work`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assessor import files
from assessor.domain.boards import board_lines
from assessor.domain.bulletins import Series
from assessor.i18n import current
from assessor.services import issue_numbers
from assessor.settings import Settings
from assessor.standards import Library
from assessor.storage import Workspace
from assessor.ui.key_step import Unlock

if TYPE_CHECKING:
    from assessor.services.comparison import RankingResult
    from assessor.services.papers import Paper


class Kind(StrEnum):
    """What can be issued."""

    RANKING = "ranking"  # 通报
    WORK = "work"  # 工作简报
    UNIT = "unit"  # 单位报告
    SITE = "site"  # 点位报告


SERIES = {Kind.RANKING: Series.RANKING, Kind.WORK: Series.WORK}


@dataclass(frozen=True, slots=True)
class Basis:
    """What everything is made from; without a ranking there are only reports of sites."""

    workspace: Workspace
    library: Library
    settings: Settings
    result: RankingResult | None

    @property
    def issuer(self) -> str:
        """Who issues it."""
        return self.settings.organisation

    @property
    def campaign(self) -> str | None:
        """The campaign's id; None for all checks."""
        campaign = self.result.campaign if self.result else None
        return campaign.id if campaign else None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a dialog offers: sites by code and name, and the next numbers."""

    sites: tuple[tuple[str, str], ...]
    numbers: dict[Kind, int]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made: `code` of a unit or site, `text` of a clerk, `number` of a bulletin."""

    kind: Kind
    code: str = ""
    number: int = 0
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A report as it was wished, the title it is remembered by, and what is to be warned of."""

    wish: Wish
    paper: Paper
    title: str
    warning: str


def choices(basis: Basis, at: datetime) -> Choices:
    """Look up what can be chosen from."""
    headers = basis.workspace.documents.checks(basis.campaign)
    sites = sorted({(header.site, header.site_name) for header in headers})
    return Choices(
        tuple(sites),
        {
            kind: issue_numbers.proposed(basis.workspace, series, at)
            for kind, series in SERIES.items()
        },
    )


def drafted(basis: Basis, at: datetime, number: int) -> str:
    """The text of a work bulletin as the numbers tell it."""
    from assessor.services.bulletins import drafted as proposed_text

    return proposed_text(
        basis.workspace,
        basis.library,
        current().language,
        issuer=basis.issuer,
        at=at,
        campaign_id=basis.campaign,
        number=number,
    ).decode()


def make(basis: Basis, wish: Wish, at: datetime) -> Made:
    """Make a report; `AssessorError` where nothing can be reported."""
    paper, title = _made(basis, wish, at)
    warning = paper.gap_words()
    if series := SERIES.get(wish.kind):
        used = issue_numbers.used_words(basis.workspace, series, wish.number, title, at)
        warning = "\n".join(filter(None, (used, warning)))
    return Made(wish, paper, title, warning)


def _made(basis: Basis, wish: Wish, at: datetime) -> tuple[Paper, str]:
    from assessor.services.bulletins import bulletin_paper, read_text
    from assessor.services.reports import ranking_paper
    from assessor.services.site_reports import site_paper
    from assessor.services.unit_reports import unit_paper

    held, language, issuer = (basis.workspace, basis.library), current().language, basis.issuer
    match wish.kind:
        case Kind.WORK:
            content = wish.text.encode()
            title = read_text(content, wish.number).title
            made = bulletin_paper(content, language, issuer=issuer, at=at, number=wish.number)
            return made, title
        case Kind.UNIT:
            made = unit_paper(
                *held, wish.code, language, issuer=issuer, at=at, campaign_id=basis.campaign
            )
            return made, ""
        case Kind.RANKING if basis.result:
            lines = board_lines(basis.settings.red_line, basis.settings.black_line)
            made = ranking_paper(
                *held,
                basis.result,
                language,
                issuer=issuer,
                at=at,
                number=wish.number,
                title=wish.title,
                remarks=wish.text,
                lines=lines,
            )
            return made, wish.title or basis.result.title(language)
        case _:
            return site_paper(*held, wish.code, language, issuer=issuer, at=at), ""


def sign(pdf: bytes, keys: Path, unlock: Unlock, at: datetime, *, stamps: bool) -> bytes:
    """Sign a report for the office; `stamps` adds the office's time to the signature."""
    from assessor.services.approving import Role, approve, stamp_time
    from assessor.signing.trust import load_trust

    key, trust = unlock.opened(), load_trust(keys)
    signed = approve(pdf, trust, key, Role.OFFICE, language=current().language, at=at)
    return stamp_time(signed, trust, key, at) if stamps else signed


def keep(basis: Basis, made: Made, pdf: bytes, target: Path, at: datetime) -> Path:
    """Write a report, and remember its number."""
    files.write(target, pdf)
    if series := SERIES.get(made.wish.kind):
        issue_numbers.remember(basis.workspace, series, made.wish.number, made.title, at)
    return target
