"""Documents of every shape, for properties that must hold for all of them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from assessor.domain.documents import PlanDocument
from assessor.domain.inspection import (
    Annotation,
    Band,
    Campaign,
    CampaignKind,
    CountUnit,
    DoubleVisit,
    Fault,
    Faults,
    NotApplicable,
    Photo,
    Rate,
    Revision,
    Severity,
    Shape,
    Site,
    SiteCheck,
    StatedScore,
    Unit,
    UnitKind,
    Visit,
    YesNo,
)
from assessor.domain.sampling import Draw, Exclusion, Plan
from assessor.domain.standard import StandardRef
from assessor.exchange.texts import clean_line, clean_text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _hex(digits: int):
    return st.integers(0, 16**digits - 1).map(lambda number: f"{number:0{digits}x}")


digests = _hex(64)
keys = _hex(32)
ids = st.text("ABCxyz019._-", max_size=12).map("A".__add__)
texts = st.text(max_size=40).map(clean_text)
lines = st.text(max_size=30).map(clean_line)
moments = st.integers(0, 4_000_000_000_000).map(lambda ms: _EPOCH + timedelta(milliseconds=ms))
numbers = st.integers(1, 100_000)
fractions = st.fractions(0, 10_000, max_denominator=10_000)
references = st.builds(StandardRef, id=ids, revision=numbers, digest=digests)
sites = st.builds(
    Site,
    code=ids,
    name=lines,
    site_type=ids,
    community=ids,
    organisation=st.just("") | ids,
    address=lines,
)


def _decimals(largest: int, places: int):
    return st.decimals(0, largest, places=places, allow_nan=False, allow_infinity=False)


def faults(photos: list[str]):
    listed = st.lists(st.sampled_from(photos), max_size=3) if photos else st.just([])
    return st.lists(
        st.builds(
            Fault,
            count=numbers,
            words=texts,
            category=st.just("") | ids,
            severity=st.sampled_from(Severity),
            unit=st.sampled_from(CountUnit),
            extent=st.none() | _decimals(9_999_999, 3),
            spot=lines,
            widespread=st.booleans(),
            photos=listed.map(tuple),
        ),
        max_size=3,
    ).map(tuple)


@st.composite
def _rates(draw: st.DrawFn, photos: list[str]) -> Rate:
    looked_at = draw(numbers)
    return Rate(draw(st.integers(0, looked_at)), looked_at, draw(faults(photos)))


def observations(photos: list[str]):
    return st.one_of(
        st.builds(Faults, faults=faults(photos)),
        st.builds(Band, grade=st.integers(0, 10), reason=texts, faults=faults(photos)),
        st.builds(YesNo, present=st.booleans(), faults=faults(photos)),
        _rates(photos),
        st.builds(NotApplicable, reason=ids, note=texts),
    )


_thousandths = st.integers(0, 1000)
annotations = st.builds(
    Annotation,
    shape=st.sampled_from(Shape),
    x=_thousandths,
    y=_thousandths,
    to_x=_thousandths,
    to_y=_thousandths,
    words=lines,
)


def photos(digest: str):
    return st.builds(
        Photo,
        digest=st.just(digest),
        original=digests,
        width=numbers,
        height=numbers,
        taken_at=st.none() | moments,
        latitude=st.none() | _decimals(90, 6) | _decimals(90, 6).map(Decimal.__neg__),
        longitude=st.none() | _decimals(180, 6) | _decimals(180, 6).map(Decimal.__neg__),
        name=lines,
        likeness=st.just("") | _hex(16),
        annotations=st.lists(annotations, max_size=3).map(tuple),
    )


@st.composite
def revisions(draw: st.DrawFn) -> Revision:
    known = draw(st.lists(digests, max_size=4, unique=True))
    key = draw(keys)
    check = SiteCheck(
        id=f"{draw(keys)}-{draw(_hex(12))}",
        site=draw(sites),
        standard=draw(references),
        visit=draw(
            st.builds(
                Visit,
                started=moments,
                finished=st.none() | moments,
                inspectors=st.lists(lines, max_size=3).map(tuple),
                companions=texts,
                weather=lines,
                representative=lines,
            )
        ),
        observations=draw(st.dictionaries(ids, observations(known), max_size=8)),
        campaign=draw(st.just("") | ids),
        community_name=draw(lines),
        organisation_name=draw(lines),
        remarks=draw(texts),
        open_reason=draw(texts),
    )
    earned, lost = draw(fractions), draw(fractions)
    ancestors = draw(st.lists(digests, max_size=4, unique=True).map(sorted))
    parents = ancestors[: draw(st.integers(1, 2))]
    return Revision(
        check=check,
        score=StatedScore(
            str(earned),
            str(Fraction(earned + lost)),
            tuple(draw(st.lists(ids, max_size=3, unique=True))),
        ),
        key=key,
        counter=draw(st.integers(1, 1 << 52)),
        signed_at=draw(moments),
        parents=tuple(parents),
        ancestors=tuple(ancestors),
        photos=tuple(draw(photos(digest)) for digest in sorted(set(check.photos()))),
        reason=draw(texts),
    )


plans = st.builds(
    PlanDocument,
    plan=st.builds(
        Plan,
        campaign=st.builds(
            Campaign,
            id=ids,
            title=lines,
            kind=st.sampled_from(CampaignKind),
            starts=st.dates(),
            ends=st.dates(),
            standard=references,
            profile=ids,
            double_visit=st.sampled_from(DoubleVisit),
        ),
        units=st.lists(
            st.builds(
                Unit,
                code=ids,
                name=lines,
                kind=st.sampled_from(UnitKind),
                parent=st.just("") | ids,
                valid_from=st.none() | st.dates(),
                valid_to=st.none() | st.dates(),
            ),
            max_size=3,
        ).map(tuple),
        sites=st.lists(sites, max_size=3, unique_by=lambda each: each.code).map(tuple),
        draw=st.builds(
            Draw,
            seed=lines,
            frame=st.lists(ids, max_size=5, unique=True).map(tuple),
            frame_digest=digests,
            quotas=st.dictionaries(ids, st.integers(0, 99), max_size=4).map(
                lambda quotas: tuple(sorted(quotas.items()))
            ),
            excluded=st.lists(st.builds(Exclusion, site=ids, reason=texts), max_size=2).map(tuple),
            drawn=st.lists(ids, max_size=3, unique=True).map(tuple),
        ),
    ),
    key=keys,
    counter=st.integers(1, 1 << 52),
    signed_at=moments,
)

documents = revisions() | plans
