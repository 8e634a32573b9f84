"""What reports are made from: values, without any PDF in them."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from assessor.domain.boards import Boards
from assessor.domain.documents import Sealed
from assessor.domain.explaining import Explanation
from assessor.domain.forms import SiteType
from assessor.domain.inspection import (
    Campaign,
    Photo,
    Revision,
    Site,
    SiteCheck,
    Unit,
)
from assessor.domain.profiles import ScoringProfile
from assessor.domain.ranking import Place
from assessor.domain.scoring import Scorecard
from assessor.domain.standard import Standard
from assessor.domain.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the report, such as the signed document it was made from."""

    name: str
    media_type: str
    content: bytes
    description: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the content, hex; the verification code is its beginning."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class CheckReport:
    """One signed check and everything needed to print it.

    `sealed` holds a `Revision`; `picture` gives the JPEG of a photo by its digest;
    `unit_names` are those of the units that faults name, by code. A preview says on every
    page that it is not signed.
    """

    standard: Standard
    site_type: SiteType
    sealed: Sealed
    card: Scorecard
    vocabulary: Vocabulary
    picture: Callable[[str], bytes]
    town_name: str = ""
    campaign_title: str = ""
    unit_names: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    is_preview: bool = False


@dataclass(frozen=True, slots=True)
class CheckedVisit:
    """One signed check of a report over several; `sealed` holds a `Revision`."""

    sealed: Sealed
    card: Scorecard
    standard: Standard
    campaign_title: str = ""

    @property
    def check(self) -> SiteCheck:
        """The check as it was signed."""
        if not isinstance(self.sealed.document, Revision):
            raise TypeError("a report is made from revisions")
        return self.sealed.document.check

    @property
    def photos(self) -> tuple[Photo, ...]:
        """What is known of its photos."""
        document = self.sealed.document
        return document.photos if isinstance(document, Revision) else ()


@dataclass(frozen=True, slots=True)
class SiteReport:
    """All checks of one site, oldest first, at least one.

    `picture` gives the JPEG of a photo by its digest, None for one that never arrived;
    `basis` names what the report rests on and is attached. `left_out` checks are in
    conflict or wait for their standard.
    """

    site: Site
    visits: tuple[CheckedVisit, ...]
    vocabulary: Vocabulary
    picture: Callable[[str], bytes | None]
    issuer: str
    made_at: datetime
    basis: Attachment
    town_name: str = ""
    community_name: str = ""
    organisation_name: str = ""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What one unit came to in a campaign, or over all checks where there is none.

    `visits` are those that count; `tree` is how the score comes about. `trend` has the
    unit's score in this and earlier campaigns, oldest first. The rest as in `SiteReport`.
    """

    unit: Unit
    place: Place
    ranked: int  # units that have a place
    standard: Standard
    profile: ScoringProfile
    tree: Explanation
    visits: tuple[CheckedVisit, ...]
    vocabulary: Vocabulary
    picture: Callable[[str], bytes | None]
    issuer: str
    made_at: datetime
    basis: Attachment
    campaign: Campaign | None = None
    trend: tuple[tuple[str, Fraction | None], ...] = ()
    unchecked: tuple[str, ...] = ()  # names of planned sites without a check that counts
    warning: str = ""  # why the ranking may still change


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit's line in a bulletin. `previous` is its score in the issue before, if known."""

    place: Place
    faults: int = 0
    previous: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """One table of a bulletin: units of one kind, the best first."""

    by: str  # what is ranked: a `UnitKind` or `partner`
    units: tuple[RankedUnit, ...]


@dataclass(frozen=True, slots=True)
class TypicalFault:
    """A fault worth showing: where, in words, and its photo (JPEG) if there is one."""

    site_name: str
    words: str
    unit_name: str = ""
    category: str = ""  # chaos category code
    taken_at: datetime | None = None
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A ranking bulletin (排名通报).

    `fingerprint` is the state of the workspace it was made from; offices that hold the
    same documents print the same. `remarks` are requirements to the units, in words.
    """

    number: int
    issuer: str
    issued_at: datetime
    starts: date
    ends: date
    standard: Standard
    profile: ScoringProfile
    rankings: tuple[Ranking, ...]
    vocabulary: Vocabulary
    fingerprint: str
    campaign: Campaign | None = None
    typical: tuple[TypicalFault, ...] = ()
    remarks: str = ""
    warning: str = ""  # why the ranking may still change, in a sentence
    attachments: tuple[Attachment, ...] = ()
    left_out: int = 0  # checks on forms of other standards
    lacking: tuple[str, ...] = ()  # territories that answered prerequisites with no, in words
    title: str = ""  # empty: the usual one
    boards: Boards | None = None  # of the units of the first ranking
