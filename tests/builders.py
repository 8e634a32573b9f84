"""Values for tests, with the parts a test does not care about filled in."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from assessor.domain.documents import PlanDocument, Sealed, Signer
from assessor.domain.forms import CheckItem, Mode, Section, SiteType
from assessor.domain.inspection import (
    Campaign,
    CampaignKind,
    Faults,
    Photo,
    Revision,
    Site,
    SiteCheck,
    Unit,
    UnitKind,
    Visit,
)
from assessor.domain.sampling import Plan, draw
from assessor.domain.scoring import score
from assessor.domain.standard import StandardRef
from assessor.domain.texts import Confidence, Origin, Text
from assessor.exchange import codec
from assessor.storage import Assessed, ContainerFile, Received, prepared_document, unpacked

STARTED = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)
REF = StandardRef("TEST-1", 1, "ab" * 32)
COMMUNITY = "530325001001"

#: Keys of three inspectors and of an office.
ADA, BEN, EVE, OFFICE = (f"{number:032x}" for number in (0xADA, 0xBE, 0xEE, 0xFF))


def hour(number):
    return STARTED + timedelta(hours=number)


def item(number=1, mode=Mode.FAULTS, points="10", *, code="MARKET", deduct="1", **more):
    """A check item; `number` makes its id. `deduct` counts in `Mode.FAULTS` alone."""
    return CheckItem(
        id=f"{code}.{number:02}",
        text=Text(f"检查项{number}", f"item {number}"),
        guidance=Text("看", "look"),
        mode=mode,
        points=Decimal(points),
        deduct=Decimal(deduct) if mode is Mode.FAULTS else None,
        clauses=(),
        origin=Origin(Confidence.OURS),
        **more,
    )


def form(*items, code="MARKET", parts=1):
    """A form, its items dealt to so many sections; without items, one of each mode."""
    items = items or tuple(item(number, mode, code=code) for number, mode in enumerate(Mode, 1))
    return SiteType(
        code,
        Text("农贸市场", "market"),
        Text("市场监管局", "market authority"),
        Text("", ""),
        tuple(Section(str(n + 1), Text("一", "one"), items[n::parts]) for n in range(parts)),
    )


def site(number=1, *, code="MARKET", community=COMMUNITY, **more):
    """A site; `number` makes its code."""
    return Site(f"{community}-{code}-{number:04}", f"市场{number}", code, community, **more)


def unit(code=COMMUNITY, kind=UnitKind.COMMUNITY, **more):
    return Unit(code, f"单位{code}", kind, **more)


def check(observations=None, *, owner=ADA, nonce=1, at=1, **more):
    """A check; owner and nonce make its id."""
    values = {
        "site": site(),
        "standard": REF,
        "visit": Visit(hour(at), hour(at + 1), ("张三",)),
        "observations": dict(observations or {}),
    }
    return SiteCheck(id=f"{owner}-{nonce:012x}", **(values | more))


def revision(of, *, counter=1, key=None, after=(), site_type=None, **more):
    """A revision of a check that rests on the sealed revisions `after` and on all before them."""
    parents = tuple(sorted(each.digest for each in after))
    before = {digest for each in after for digest in each.document.ancestors}
    return Revision(
        check=of,
        score=score(site_type or form(), of.observations).stated,
        key=key or of.id.partition("-")[0],
        counter=counter,
        signed_at=hour(10),
        parents=parents,
        ancestors=tuple(sorted(before.union(parents))),
        **more,
    )


def sealed(document):
    body = codec.encode(document)
    return Sealed(hashlib.sha256(body).hexdigest(), body, document)


def assessed(document, site_type=None, *, known=True):
    """A sealed document with its score; not `known`: its standard is not installed."""
    document = document if isinstance(document, Sealed) else sealed(document)
    if isinstance(document.document, PlanDocument):
        return Assessed(document, "", None)
    card = score(site_type or form(), document.document.check.observations) if known else None
    return Assessed(document, codec.content_digest(document.body), card)


def prepared_again(bodies, _count):
    """Documents made anew from their stored bodies, as rebuilding wants them."""
    return (prepared_document(assessed(codec.decode(unpacked(*each)))) for each in bodies)


def campaign(number=1, **more):
    values = {
        "title": f"第{number}批",
        "kind": CampaignKind.UNANNOUNCED,
        "starts": date(2026, number, 1),
        "ends": date(2026, number, 28),
        "standard": REF,
        "profile": "county-equal",
    }
    return Campaign(f"2026-{number:02}", **(values | more))


def plan(of=None, sites=None, *, counter=1):
    """A plan that draws all its sites."""
    sites = sites or (site(1), site(2))
    drawn = draw(sites, {"MARKET": len(sites)}, "seed")
    return PlanDocument(
        Plan(of or campaign(), (unit(),), tuple(sites), drawn), OFFICE, counter, hour(0)
    )


def photo(picture=b"picture", **more):
    """A photo as it would be read from these bytes."""
    values = {"original": "cd" * 32, "width": 640, "height": 480, "taken_at": STARTED}
    return Photo(hashlib.sha256(picture).hexdigest(), **(values | more))


def received(*documents, pictures=(), signer=ADA, salt=b"", file_name="result.asice"):
    """A file with these assessed documents and pictures; `salt` makes it another container."""
    manifest = b"\n".join(sorted(each.sealed.digest.encode() for each in documents)) + salt
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as container:
        container.writestr("manifest", manifest)
        for each in documents:
            container.writestr(f"documents/{each.sealed.digest}.json", each.sealed.body)
        for picture in pictures:
            container.writestr(f"photos/{_sha(picture)}.jpg", picture)
    return Received(
        ContainerFile(
            hashlib.sha256(manifest).hexdigest(),
            manifest,
            b"signature",
            content.getvalue(),
            {digest: f"photos/{digest}.jpg" for digest in map(_sha, pictures)},
        ),
        Signer(signer, "张三" if signer != OFFICE else "爱卫办", "", signer == OFFICE),
        tuple(documents),
        file_name,
    )


def _sha(content):
    return hashlib.sha256(content).hexdigest()


def saying(words, *, after=(), counter=1, key=None, **more):
    """A sealed revision of a check that says these words."""
    of = replace(check({"MARKET.01": Faults()}, **more), remarks=words)
    return sealed(revision(of, counter=counter, key=key, after=after))


def chain(length=3):
    """Sealed revisions of one check, each resting on the one before, all saying different."""
    found = []
    for number in range(1, length + 1):
        found.append(saying(f"revision {number}", after=found[-1:], counter=number))
    return found
