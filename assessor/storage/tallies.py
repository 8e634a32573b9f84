"""What each check counts for in a ranking: read for thousands of checks in a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache

from sqlalchemy import Connection, Text, select, type_coerce

from assessor.domain.areas import CheckResult
from assessor.domain.merging import CheckState
from assessor.domain.standard import StandardRef
from assessor.storage.columns import Whole, from_milliseconds
from assessor.storage.signed_tables import RevisionRow, SiteCheckRow


@dataclass(frozen=True, slots=True)
class Tally:
    """A check as a ranking needs it; otherwise as `CheckHeader`."""

    result: CheckResult
    state: CheckState
    scored: bool
    standard: StandardRef
    community: str
    organisation: str
    started: datetime


# As they lie in the tables: turning each value of each row by itself takes longer than all
# the rest, for most of them are the same again and again.
_TALLIES = (
    select(
        SiteCheckRow.id,
        type_coerce(SiteCheckRow.state, Text),
        type_coerce(RevisionRow.scored, Whole),
        RevisionRow.site,
        RevisionRow.site_type,
        RevisionRow.community,
        RevisionRow.organisation,
        RevisionRow.standard_id,
        RevisionRow.standard_revision,
        RevisionRow.standard_digest,
        type_coerce(RevisionRow.started, Whole),
        type_coerce(RevisionRow.finished, Whole),
        type_coerce(RevisionRow.earned, Text),
        type_coerce(RevisionRow.possible, Text),
        type_coerce(RevisionRow.coverage, Text),
        type_coerce(RevisionRow.vetoes, Text),
    )
    .join(RevisionRow, RevisionRow.document == SiteCheckRow.shown)
    .order_by(RevisionRow.site, SiteCheckRow.id)
)
_STATES = {each.value: each for each in CheckState}


def tallies(connection: Connection, campaign: str | None) -> Iterator[Tally]:
    """All checks, or those of a campaign, by site."""
    query = _TALLIES if campaign is None else _TALLIES.where(RevisionRow.campaign == campaign)
    refs: dict[tuple[str, int, str], StandardRef] = {}
    for (
        check_id,
        state,
        scored,
        site,
        site_type,
        community,
        organisation,
        standard,
        revision,
        digest,
        started,
        finished,
        earned,
        possible,
        coverage,
        vetoes,
    ) in connection.execute(query):
        named = (standard, revision, digest)
        yield Tally(
            CheckResult(
                check_id,
                site,
                site_type,
                _rate(earned, possible),
                from_milliseconds(finished),
                tuple(vetoes.split("\n")) if vetoes else (),
                _fraction(coverage),
            ),
            _STATES[state],
            bool(scored),
            refs.get(named) or refs.setdefault(named, StandardRef(*named)),
            community,
            organisation,
            from_milliseconds(started),
        )


@lru_cache(maxsize=16384)
def _rate(earned: str, possible: str) -> Fraction | None:
    full = Fraction(possible)
    return Fraction(earned) / full if full else None


@lru_cache(maxsize=4096)
def _fraction(text: str) -> Fraction:
    return Fraction(text)
