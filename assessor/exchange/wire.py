"""The JSON of documents, format 1: what may stand where, and how long it may be.

Defaults are left out, so that a value has one form only. Times are milliseconds since
1970 UTC, positions millionths of a degree; no number is a float.
"""

from datetime import date
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from assessor.domain.inspection import (
    CampaignKind,
    CountUnit,
    DoubleVisit,
    Severity,
    Shape,
    UnitKind,
)
from assessor.exchange.texts import LINE_PATTERN, TEXT_PATTERN

FORMAT: Final = 1

Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
KeyId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
CheckId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}-[0-9a-f]{12}\Z")]
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")]
Line = Annotated[str, Meta(max_length=300, pattern=LINE_PATTERN)]
Text = Annotated[str, Meta(max_length=10_000, pattern=TEXT_PATTERN)]

#: A fraction; being in lowest terms is checked elsewhere. The common denominator of a form's
#: rates grows with every one of them.
Points = Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,999})(/[1-9][0-9]{0,999})?\Z")]
Extent = Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,6})(\.[0-9]{0,2}[1-9])?\Z")]
Latitude = Annotated[int, Meta(ge=-90_000_000, le=90_000_000)]
Longitude = Annotated[int, Meta(ge=-180_000_000, le=180_000_000)]
#: From 1900 to 9998: a time of 9999 may be none any more in another time zone.
Moment = Annotated[int, Meta(ge=-2_208_988_800_000, lt=253_370_764_800_000)]
Thousandth = Annotated[int, Meta(ge=0, le=1_000)]
Likeness = Annotated[str, Meta(pattern=r"^([0-9a-f]{16})?\Z")]
#: `domain.handwriting`.
Handwriting = Annotated[
    str, Meta(max_length=20_000, pattern=r"^(M\d{1,4} \d{1,4}(L\d{1,4} \d{1,4})*)*\Z")
]
Number = Annotated[int, Meta(ge=1, le=100_000)]
Counter = Annotated[int, Meta(ge=1, lt=1 << 53)]

#: Checked together by `codec`, which is many times faster than one by one.
ItemId = Annotated[str, Meta(max_length=64)]


class _Record(Struct, forbid_unknown_fields=True, omit_defaults=True):
    pass


class StandardRef(_Record, kw_only=True):
    """`inspection.StandardRef`."""

    digest: Digest
    id: Id
    revision: Number


class Site(_Record, kw_only=True):
    """`inspection.Site`."""

    address: Line = ""
    code: Id
    community: Id
    name: Line
    organisation: Id = ""
    site_type: Id


class Unit(_Record, kw_only=True):
    """`inspection.Unit`."""

    code: Id
    kind: UnitKind
    name: Line
    parent: Id = ""
    valid_from: date | None = None
    valid_to: date | None = None


class Fault(_Record, kw_only=True):
    """`inspection.Fault`."""

    category: Id = ""
    count: Number = 1
    extent: Extent | None = None
    photos: Annotated[tuple[Digest, ...], Meta(max_length=100)] = ()
    responsible: Id = ""
    severity: Severity = Severity.MODERATE
    spot: Line = ""
    unit: CountUnit = CountUnit.PLACE
    widespread: bool = False
    words: Text = ""


FaultList = Annotated[tuple[Fault, ...], Meta(max_length=1_000)]


class Mark(_Record, tag_field="mark"):
    """What all observations share: `mark` says which kind it is."""


class Faults(Mark, tag="faults", kw_only=True):
    """`inspection.Faults`."""

    faults: FaultList = ()


class Band(Mark, tag="band", kw_only=True):
    """`inspection.Band`."""

    faults: FaultList = ()
    grade: Annotated[int, Meta(ge=0, le=10)]
    reason: Text = ""


class YesNo(Mark, tag="yes_no", kw_only=True):
    """`inspection.YesNo`."""

    faults: FaultList = ()
    present: bool


class Rate(Mark, tag="rate", kw_only=True):
    """`inspection.Rate`."""

    faults: FaultList = ()
    looked_at: Number
    sound: Annotated[int, Meta(ge=0, le=100_000)]


class NotApplicable(Mark, tag="not_applicable", kw_only=True):
    """`inspection.NotApplicable`."""

    note: Text = ""
    reason: Id


Observation = Faults | Band | YesNo | Rate | NotApplicable


class Visit(_Record, kw_only=True):
    """`inspection.Visit`."""

    companions: Text = ""
    finished: Moment | None = None
    inspectors: Annotated[tuple[Line, ...], Meta(max_length=50)] = ()
    refusal: Text = ""
    representative: Line = ""
    signature: Handwriting = ""
    started: Moment
    weather: Line = ""


class Contribution(_Record, kw_only=True):
    """`inspection.Contribution`."""

    inspector: Line
    items: Annotated[tuple[Id, ...], Meta(max_length=5_000)] = ()
    key: KeyId
    manifest: Digest
    part: Digest
    signature: Digest


class SiteCheck(_Record, kw_only=True):
    """`inspection.SiteCheck`."""

    campaign: Id = ""
    community_name: Line = ""
    contributions: Annotated[tuple[Contribution, ...], Meta(max_length=50)] = ()
    id: CheckId
    observations: Annotated[dict[ItemId, Observation], Meta(max_length=5_000)]
    open_reason: Text = ""
    organisation_name: Line = ""
    remarks: Text = ""
    site: Site
    standard: StandardRef
    visit: Visit


class Annotation(_Record, kw_only=True):
    """`inspection.Annotation`."""

    shape: Shape
    to_x: Thousandth = 0
    to_y: Thousandth = 0
    words: Line = ""
    x: Thousandth
    y: Thousandth


class Photo(_Record, kw_only=True):
    """`inspection.Photo`."""

    annotations: Annotated[tuple[Annotation, ...], Meta(max_length=100)] = ()
    digest: Digest
    height: Number
    latitude: Latitude | None = None
    likeness: Likeness = ""
    longitude: Longitude | None = None
    name: Line = ""
    original: Digest
    taken_at: Moment | None = None
    width: Number


class StatedScore(_Record, kw_only=True):
    """`inspection.StatedScore`."""

    earned: Points
    possible: Points
    vetoes: Annotated[tuple[Id, ...], Meta(max_length=5_000)] = ()


class TrailHead(_Record, kw_only=True):
    """`inspection.TrailHead`."""

    chain: Digest
    number: Counter


Lineage = Annotated[tuple[Digest, ...], Meta(max_length=64)]


class Revision(_Record, tag_field="kind", tag="revision", kw_only=True):
    """`inspection.Revision`."""

    ancestors: Lineage = ()
    check: SiteCheck
    counter: Counter
    format: Literal[1]
    key: KeyId
    parents: Lineage = ()
    photos: Annotated[tuple[Photo, ...], Meta(max_length=4_000)] = ()
    reason: Text = ""
    score: StatedScore
    signed_at: Moment
    trail: TrailHead | None = None


class Campaign(_Record, kw_only=True):
    """`inspection.Campaign`."""

    double_visit: DoubleVisit = DoubleVisit.LATEST
    ends: date
    id: Id
    kind: CampaignKind
    profile: Id
    standard: StandardRef
    starts: date
    title: Line


class Exclusion(_Record, kw_only=True):
    """`sampling.Exclusion`."""

    reason: Text
    site: Id


class Draw(_Record, kw_only=True):
    """`sampling.Draw`; the quotas as an object by site type."""

    drawn: Annotated[tuple[Id, ...], Meta(max_length=50_000)] = ()
    excluded: Annotated[tuple[Exclusion, ...], Meta(max_length=50_000)] = ()
    frame: Annotated[tuple[Id, ...], Meta(max_length=100_000)] = ()
    frame_digest: Digest
    quotas: Annotated[dict[Id, Annotated[int, Meta(ge=0, le=100_000)]], Meta(max_length=500)]
    seed: Line


class Plan(_Record, kw_only=True):
    """`sampling.Plan`."""

    campaign: Campaign
    draw: Draw
    sites: Annotated[tuple[Site, ...], Meta(max_length=50_000)] = ()
    units: Annotated[tuple[Unit, ...], Meta(max_length=50_000)] = ()


class PlanDocument(_Record, tag_field="kind", tag="plan", kw_only=True):
    """`documents.PlanDocument`."""

    counter: Counter
    format: Literal[1]
    key: KeyId
    plan: Plan
    signed_at: Moment


class Part(_Record, tag_field="kind", tag="part", kw_only=True):
    """`documents.Part`."""

    check: SiteCheck
    counter: Counter
    format: Literal[1]
    key: KeyId
    photos: Annotated[tuple[Photo, ...], Meta(max_length=4_000)] = ()
    signed_at: Moment


Document = Revision | PlanDocument | Part
