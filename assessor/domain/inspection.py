"""What is seen: sites, units, campaigns, and the record of one form at one site.

A `SiteCheck` is edited as a draft by replacing it with changed copies; sign-off freezes
it into a `Revision`. An item without an observation was *not observed*, which is never
the same as `NotApplicable`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

from assessor.domain.standard import StandardRef

#: All of China keeps one time, without summer time; people are shown this one.
CHINA_TIME = timezone(timedelta(hours=8))


class UnitKind(StrEnum):
    """What a unit is: a level of territory, or an organisation beside it."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    COMMUNITY = "community"
    GRID = "grid"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Unit:
    """Someone who answers for sites, as it is called for a time; the name is for people.

    Territory is coded as in the national area codes: 6 digits a county, 9 a town,
    12 a community; so a community's town is usually the beginning of its code.
    """

    code: str
    name: str
    kind: UnitKind
    parent: str = ""
    valid_from: date | None = None  # the first day of this name and parent
    valid_to: date | None = None  # the first day on which the unit is no more


@dataclass(frozen=True, slots=True)
class Site:
    """One place that is inspected; it belongs to a community and to an organisation."""

    code: str  # community code, type and number: `530325001001-MARKET-0003`
    name: str
    site_type: str
    community: str
    organisation: str = ""
    address: str = ""


class CampaignKind(StrEnum):
    """Why a round of inspections takes place."""

    UNANNOUNCED = "unannounced"
    TECHNICAL = "technical"
    REVIEW = "review"
    SELF_CHECK = "self_check"
    DAILY = "daily"


class DoubleVisit(StrEnum):
    """What counts when a site was checked more than once in a campaign."""

    LATEST = "latest"
    MEAN = "mean"
    FLAG = "flag"  # none of them, until somebody decides


@dataclass(frozen=True, slots=True)
class Campaign:
    """One round of inspection."""

    id: str
    title: str
    kind: CampaignKind
    starts: date
    ends: date
    standard: StandardRef
    profile: str
    double_visit: DoubleVisit = DoubleVisit.LATEST


class Severity(StrEnum):
    """How bad a fault is."""

    MINOR = "minor"
    MODERATE = "moderate"
    SEVERE = "severe"


class CountUnit(StrEnum):
    """What a fault's count counts."""

    PLACE = "place"
    VEHICLE = "vehicle"
    PERSON = "person"
    METRE = "m"
    SQUARE_METRE = "m2"
    PIECE = "item"


@dataclass(frozen=True, slots=True)
class Fault:
    """One or several places that cost points, with words or merely counted.

    `widespread` (成片) takes all points of the item at once. `responsible` is the code of
    the unit that must mend it, where it is not the one the site belongs to.
    """

    count: int = 1
    words: str = ""
    category: str = ""  # chaos category code
    severity: Severity = Severity.MODERATE
    unit: CountUnit = CountUnit.PLACE
    extent: Decimal | None = None  # in metres or square metres
    spot: str = ""
    widespread: bool = False
    photos: tuple[str, ...] = ()  # SHA-256 of the stored pictures, hex
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class Faults:
    """The places at fault that were counted; none means full marks."""

    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A grade of 0 to 10; `reason` says why it is not the one the faults suggest."""

    grade: int
    reason: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class YesNo:
    """Whether the thing asked for is there."""

    present: bool
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the places looked at were sound; at least one was looked at."""

    sound: int
    looked_at: int
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The item does not apply here, for a reason of the common vocabulary."""

    reason: str
    note: str = ""


Observation = Band | Faults | YesNo | Rate | NotApplicable


class Shape(StrEnum):
    """What is drawn over a picture."""

    ARROW = "arrow"
    RING = "ring"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark over a picture, which itself stays unchanged.

    Places are thousandths of the picture's width and height from its upper left corner:
    an arrow points from the first to the second, a ring fills the box between them, words
    begin at the first.
    """

    shape: Shape
    x: int
    y: int
    to_x: int = 0
    to_y: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as evidence: identified by the SHA-256 of the stored JPEG.

    `original` is the SHA-256 of the file as it came. Times and positions are those the
    camera wrote, and are absent where it wrote none. `likeness` are 64 bits, hex, of which
    pictures of the same thing share most; `annotations` are drawn over it.
    """

    digest: str
    original: str
    width: int
    height: int
    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    name: str = ""  # the file's name as it came
    likeness: str = ""
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """The circumstances of a check. Times are aware.

    The site's representative signs by hand (`signature`, see `domain.handwriting`), or
    does not, for a reason (`refusal`).
    """

    started: datetime
    finished: datetime | None = None
    inspectors: tuple[str, ...] = ()
    companions: str = ""
    weather: str = ""
    representative: str = ""  # who signed for the site, by name
    signature: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a colleague observed on the same visit and signed himself.

    `items` are those that are still marked as he marked them. `part`, `manifest` and
    `signature` are the SHA-256 of what he signed and how; all three lie in the result file.
    """

    inspector: str
    key: str
    items: tuple[str, ...]
    part: str
    manifest: str
    signature: str


@dataclass(frozen=True, slots=True)
class SiteCheck:
    """One form at one site on one visit: the unit of signing, exchange and conflict."""

    id: str
    site: Site
    standard: StandardRef
    visit: Visit
    observations: Mapping[str, Observation] = field(default_factory=dict)  # by item id
    campaign: str = ""
    community_name: str = ""  # as it was called then
    organisation_name: str = ""
    remarks: str = ""
    open_reason: str = ""  # why items were left unobserved
    contributions: tuple[Contribution, ...] = ()

    def with_observation(self, item_id: str, seen: Observation | None) -> "SiteCheck":
        """A copy with one item marked, or left open again."""
        observations = {k: v for k, v in self.observations.items() if k != item_id}
        if seen is not None:
            observations[item_id] = seen
        return replace(self, observations=observations)

    def photos(self) -> Iterator[str]:
        """The digests of all photos, in the order of the items."""
        faulty = [
            item
            for item, seen in self.observations.items()
            if not isinstance(seen, NotApplicable) and seen.faults
        ]
        for item in sorted(faulty):
            for fault in faults_of(self.observations[item]):
                yield from fault.photos


@dataclass(frozen=True, slots=True)
class StatedScore:
    """The score that a revision was signed with: exact points, and vetoes by item id."""

    earned: str  # a fraction in lowest terms, `175/2`
    possible: str
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrailHead:
    """How far the trail of a workspace had come: the last entry's number and chain (hex)."""

    number: int
    chain: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A signed, immutable form of a site check.

    `ancestors` names every earlier revision this one rests on, so that it supersedes
    them even where those in between never arrived. `key` is the signer's key id,
    `counter` the number of documents that key had signed, this one included.
    """

    check: SiteCheck
    score: StatedScore
    key: str
    counter: int
    signed_at: datetime
    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    reason: str = ""  # why an earlier revision was corrected or a conflict settled so
    trail: TrailHead | None = None  # of the workspace it was signed in, at that moment


def faults_of(seen: Observation | None) -> tuple[Fault, ...]:
    """The faults of an observation, none where it has none."""
    return () if seen is None or isinstance(seen, NotApplicable) else seen.faults


def with_faults(seen: Observation, faults: tuple[Fault, ...]) -> Observation:
    """The observation with these faults instead; what does not apply has none."""
    if isinstance(seen, NotApplicable):
        return seen
    return replace(seen, faults=faults)


def fault_count(seen: Observation | None) -> int:
    """How many places are at fault, all faults taken together."""
    return sum(fault.count for fault in faults_of(seen))


def owner_of(check_id: str) -> str:
    """The key id of whoever began a check: its id is made of it and a random part."""
    return check_id.partition("-")[0]
