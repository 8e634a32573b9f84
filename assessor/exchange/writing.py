"""From domain values to the JSON of documents."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import assert_never

from assessor.domain import documents, inspection, sampling, standard
from assessor.exchange import wire
from assessor.exchange.texts import clean_line, clean_text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MILLIONTH = Decimal("0.000001")
_THOUSANDTH = Decimal("0.001")


def wired(document: documents.Document) -> wire.Document:
    """The document in wire form; `encode` says what is rounded and put in order."""
    match document:
        case inspection.Revision():
            return _revision(document)
        case documents.PlanDocument():
            return _plan_document(document)
        case documents.Part():
            return wire.Part(
                check=_check(document.check),
                counter=document.counter,
                format=wire.FORMAT,
                key=document.key,
                photos=_photos(document.photos),
                signed_at=_moment(document.signed_at),
            )
        case _:
            assert_never(document)


def _revision(revision: inspection.Revision) -> wire.Revision:
    return wire.Revision(
        ancestors=_ordered(revision.ancestors),
        check=_check(revision.check),
        counter=revision.counter,
        format=wire.FORMAT,
        key=revision.key,
        parents=_ordered(revision.parents),
        photos=_photos(revision.photos),
        reason=clean_text(revision.reason),
        score=wire.StatedScore(
            earned=revision.score.earned,
            possible=revision.score.possible,
            vetoes=revision.score.vetoes,
        ),
        signed_at=_moment(revision.signed_at),
        trail=_trail(revision.trail),
    )


def _trail(head: inspection.TrailHead | None) -> wire.TrailHead | None:
    return None if head is None else wire.TrailHead(chain=head.chain, number=head.number)


def _check(check: inspection.SiteCheck) -> wire.SiteCheck:
    return wire.SiteCheck(
        campaign=check.campaign,
        community_name=clean_line(check.community_name),
        contributions=tuple(map(_contribution, check.contributions)),
        id=check.id,
        observations={item: _observation(seen) for item, seen in check.observations.items()},
        open_reason=clean_text(check.open_reason),
        organisation_name=clean_line(check.organisation_name),
        remarks=clean_text(check.remarks),
        site=_site(check.site),
        standard=_standard(check.standard),
        visit=_visit(check.visit),
    )


def _observation(seen: inspection.Observation) -> wire.Observation:
    match seen:
        case inspection.Faults():
            return wire.Faults(faults=_faults(seen.faults))
        case inspection.Band():
            reason = clean_text(seen.reason)
            return wire.Band(faults=_faults(seen.faults), grade=seen.grade, reason=reason)
        case inspection.YesNo():
            return wire.YesNo(faults=_faults(seen.faults), present=seen.present)
        case inspection.Rate():
            faults = _faults(seen.faults)
            return wire.Rate(faults=faults, looked_at=seen.looked_at, sound=seen.sound)
        case inspection.NotApplicable():
            return wire.NotApplicable(note=clean_text(seen.note), reason=seen.reason)
        case _:
            assert_never(seen)


def _faults(faults: Iterable[inspection.Fault]) -> tuple[wire.Fault, ...]:
    return tuple(map(_fault, faults))


def _fault(fault: inspection.Fault) -> wire.Fault:
    return wire.Fault(
        category=fault.category,
        count=fault.count,
        extent=None if fault.extent is None else _plain(fault.extent),
        photos=fault.photos,
        responsible=fault.responsible,
        severity=fault.severity,
        spot=clean_line(fault.spot),
        unit=fault.unit,
        widespread=fault.widespread,
        words=clean_text(fault.words),
    )


def _contribution(contribution: inspection.Contribution) -> wire.Contribution:
    return wire.Contribution(
        inspector=clean_line(contribution.inspector),
        items=_ordered(contribution.items),
        key=contribution.key,
        manifest=contribution.manifest,
        part=contribution.part,
        signature=contribution.signature,
    )


def _photos(photos: Iterable[inspection.Photo]) -> tuple[wire.Photo, ...]:
    return tuple(map(_photo, sorted(photos, key=lambda each: each.digest)))


def _photo(photo: inspection.Photo) -> wire.Photo:
    return wire.Photo(
        annotations=tuple(map(_annotation, photo.annotations)),
        digest=photo.digest,
        height=photo.height,
        latitude=None if photo.latitude is None else _millionths(photo.latitude),
        likeness=photo.likeness,
        longitude=None if photo.longitude is None else _millionths(photo.longitude),
        name=clean_line(photo.name),
        original=photo.original,
        taken_at=None if photo.taken_at is None else _moment(photo.taken_at),
        width=photo.width,
    )


def _annotation(annotation: inspection.Annotation) -> wire.Annotation:
    return wire.Annotation(
        shape=annotation.shape,
        to_x=annotation.to_x,
        to_y=annotation.to_y,
        words=clean_line(annotation.words),
        x=annotation.x,
        y=annotation.y,
    )


def _visit(visit: inspection.Visit) -> wire.Visit:
    return wire.Visit(
        companions=clean_text(visit.companions),
        finished=None if visit.finished is None else _moment(visit.finished),
        inspectors=tuple(map(clean_line, visit.inspectors)),
        refusal=clean_text(visit.refusal),
        representative=clean_line(visit.representative),
        signature=visit.signature,
        started=_moment(visit.started),
        weather=clean_line(visit.weather),
    )


def _site(site: inspection.Site) -> wire.Site:
    return wire.Site(
        address=clean_line(site.address),
        code=site.code,
        community=site.community,
        name=clean_line(site.name),
        organisation=site.organisation,
        site_type=site.site_type,
    )


def _unit(unit: inspection.Unit) -> wire.Unit:
    return wire.Unit(
        code=unit.code,
        kind=unit.kind,
        name=clean_line(unit.name),
        parent=unit.parent,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
    )


def _standard(ref: standard.StandardRef) -> wire.StandardRef:
    return wire.StandardRef(digest=ref.digest, id=ref.id, revision=ref.revision)


def _plan_document(document: documents.PlanDocument) -> wire.PlanDocument:
    plan = document.plan
    return wire.PlanDocument(
        counter=document.counter,
        format=wire.FORMAT,
        key=document.key,
        plan=wire.Plan(
            campaign=_campaign(plan.campaign),
            draw=_draw(plan.draw),
            sites=tuple(map(_site, plan.sites)),
            units=tuple(map(_unit, plan.units)),
        ),
        signed_at=_moment(document.signed_at),
    )


def _campaign(campaign: inspection.Campaign) -> wire.Campaign:
    return wire.Campaign(
        double_visit=campaign.double_visit,
        ends=campaign.ends,
        id=campaign.id,
        kind=campaign.kind,
        profile=campaign.profile,
        standard=_standard(campaign.standard),
        starts=campaign.starts,
        title=clean_line(campaign.title),
    )


def _draw(draw: sampling.Draw) -> wire.Draw:
    return wire.Draw(
        drawn=draw.drawn,
        excluded=tuple(
            wire.Exclusion(reason=clean_text(each.reason), site=each.site) for each in draw.excluded
        ),
        frame=draw.frame,
        frame_digest=draw.frame_digest,
        quotas=dict(draw.quotas),
        seed=draw.seed,
    )


def _ordered(digests: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(digests)))


def _moment(at: datetime) -> int:
    return (at - _EPOCH) // _MILLISECOND


def _millionths(degrees: Decimal) -> int:
    return int(degrees.quantize(_MILLIONTH).scaleb(6))


def _plain(extent: Decimal) -> str:
    return f"{extent.quantize(_THOUSANDTH).normalize():f}"
