"""From the JSON of documents to domain values.

Reading a document happens thousands of times in a merge, so the commonest values are
made once and shared.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import assert_never

from assessor.domain import documents, inspection, sampling, standard
from assessor.exchange import wire

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_FAULTS = inspection.Faults()
_MERE_GRADES = tuple(map(inspection.Band, range(11)))


def document(wired: wire.Document) -> documents.Document:
    """The document that was written."""
    match wired:
        case wire.Revision():
            return _revision(wired)
        case wire.PlanDocument():
            return _plan_document(wired)
        case wire.Part():
            return documents.Part(
                check=_check(wired.check),
                key=wired.key,
                counter=wired.counter,
                signed_at=_moment(wired.signed_at),
                photos=tuple(map(_photo, wired.photos)),
            )
        case _:
            assert_never(wired)


def _revision(wired: wire.Revision) -> inspection.Revision:
    return inspection.Revision(
        check=_check(wired.check),
        score=inspection.StatedScore(wired.score.earned, wired.score.possible, wired.score.vetoes),
        key=wired.key,
        counter=wired.counter,
        signed_at=_moment(wired.signed_at),
        parents=wired.parents,
        ancestors=wired.ancestors,
        photos=tuple(map(_photo, wired.photos)),
        reason=wired.reason,
        trail=inspection.TrailHead(wired.trail.number, wired.trail.chain) if wired.trail else None,
    )


def _check(wired: wire.SiteCheck) -> inspection.SiteCheck:
    return inspection.SiteCheck(
        id=wired.id,
        site=_site(wired.site),
        standard=_standard(wired.standard),
        visit=_visit(wired.visit),
        observations={
            item: _NO_FAULTS
            if isinstance(seen, wire.Faults) and not seen.faults
            else _observation(seen)
            for item, seen in wired.observations.items()
        },
        campaign=wired.campaign,
        community_name=wired.community_name,
        organisation_name=wired.organisation_name,
        remarks=wired.remarks,
        open_reason=wired.open_reason,
        contributions=tuple(map(_contribution, wired.contributions)),
    )


def _contribution(wired: wire.Contribution) -> inspection.Contribution:
    return inspection.Contribution(
        inspector=wired.inspector,
        key=wired.key,
        items=wired.items,
        part=wired.part,
        manifest=wired.manifest,
        signature=wired.signature,
    )


def _observation(seen: wire.Observation) -> inspection.Observation:
    match seen:
        case wire.Faults():
            return inspection.Faults(_faults(seen.faults))
        case wire.Band():
            if not (seen.faults or seen.reason):
                return _MERE_GRADES[seen.grade]
            return inspection.Band(seen.grade, seen.reason, _faults(seen.faults))
        case wire.YesNo():
            return inspection.YesNo(seen.present, _faults(seen.faults))
        case wire.Rate():
            return inspection.Rate(seen.sound, seen.looked_at, _faults(seen.faults))
        case wire.NotApplicable():
            return inspection.NotApplicable(seen.reason, seen.note)
        case _:
            assert_never(seen)


def _faults(faults: tuple[wire.Fault, ...]) -> tuple[inspection.Fault, ...]:
    return tuple(map(_fault, faults)) if faults else ()


def _fault(wired: wire.Fault) -> inspection.Fault:
    return inspection.Fault(
        count=wired.count,
        words=wired.words,
        category=wired.category,
        severity=wired.severity,
        unit=wired.unit,
        extent=None if wired.extent is None else Decimal(wired.extent),
        spot=wired.spot,
        widespread=wired.widespread,
        photos=wired.photos,
        responsible=wired.responsible,
    )


def _photo(wired: wire.Photo) -> inspection.Photo:
    return inspection.Photo(
        digest=wired.digest,
        original=wired.original,
        width=wired.width,
        height=wired.height,
        taken_at=None if wired.taken_at is None else _moment(wired.taken_at),
        latitude=None if wired.latitude is None else _degrees(wired.latitude),
        longitude=None if wired.longitude is None else _degrees(wired.longitude),
        name=wired.name,
        likeness=wired.likeness,
        annotations=tuple(map(_annotation, wired.annotations)),
    )


def _annotation(wired: wire.Annotation) -> inspection.Annotation:
    return inspection.Annotation(wired.shape, wired.x, wired.y, wired.to_x, wired.to_y, wired.words)


def _visit(wired: wire.Visit) -> inspection.Visit:
    return inspection.Visit(
        started=_moment(wired.started),
        finished=None if wired.finished is None else _moment(wired.finished),
        inspectors=wired.inspectors,
        companions=wired.companions,
        weather=wired.weather,
        representative=wired.representative,
        signature=wired.signature,
        refusal=wired.refusal,
    )


def _site(wired: wire.Site) -> inspection.Site:
    return inspection.Site(
        code=wired.code,
        name=wired.name,
        site_type=wired.site_type,
        community=wired.community,
        organisation=wired.organisation,
        address=wired.address,
    )


def _unit(wired: wire.Unit) -> inspection.Unit:
    return inspection.Unit(
        code=wired.code,
        name=wired.name,
        kind=wired.kind,
        parent=wired.parent,
        valid_from=wired.valid_from,
        valid_to=wired.valid_to,
    )


def _standard(wired: wire.StandardRef) -> standard.StandardRef:
    return standard.StandardRef(wired.id, wired.revision, wired.digest)


def _plan_document(wired: wire.PlanDocument) -> documents.PlanDocument:
    plan = sampling.Plan(
        campaign=_campaign(wired.plan.campaign),
        units=tuple(map(_unit, wired.plan.units)),
        sites=tuple(map(_site, wired.plan.sites)),
        draw=_draw(wired.plan.draw),
    )
    return documents.PlanDocument(plan, wired.key, wired.counter, _moment(wired.signed_at))


def _campaign(wired: wire.Campaign) -> inspection.Campaign:
    return inspection.Campaign(
        id=wired.id,
        title=wired.title,
        kind=wired.kind,
        starts=wired.starts,
        ends=wired.ends,
        standard=_standard(wired.standard),
        profile=wired.profile,
        double_visit=wired.double_visit,
    )


def _draw(wired: wire.Draw) -> sampling.Draw:
    return sampling.Draw(
        seed=wired.seed,
        frame=wired.frame,
        frame_digest=wired.frame_digest,
        quotas=tuple(sorted(wired.quotas.items())),
        excluded=tuple(sampling.Exclusion(each.site, each.reason) for each in wired.excluded),
        drawn=wired.drawn,
    )


def _moment(milliseconds: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=milliseconds)


def _degrees(millionths: int) -> Decimal:
    return Decimal(millionths).scaleb(-6)
