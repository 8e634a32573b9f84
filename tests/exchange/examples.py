"""One small revision with everything in it, and members to pack."""

import hashlib
from datetime import UTC, datetime
from decimal import Decimal

from assessor.domain.inspection import (
    Band,
    Fault,
    Faults,
    NotApplicable,
    Photo,
    Rate,
    Revision,
    Site,
    SiteCheck,
    StatedScore,
    Visit,
)
from assessor.domain.standard import StandardRef
from assessor.exchange import codec
from assessor.exchange.container import Member, document_member, photo_member

PICTURE = b"\xff\xd8 a picture \xff\xd9"
PICTURE_DIGEST = hashlib.sha256(PICTURE).hexdigest()
KEY = "0123456789abcdef" * 2
STARTED = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)

REVISION = Revision(
    check=SiteCheck(
        id=f"{KEY}-00ff00ff00ff",
        site=Site("530325001001-MARKET-0003", "东门农贸市场", "MARKET", "530325001001", "GT-SCJG"),
        standard=StandardRef("NSC-2021", 1, "ab" * 32),
        visit=Visit(STARTED, STARTED, ("张三", "李四"), weather="晴"),
        observations={
            "MARKET.01": Faults((Fault(2, "垃圾未及时清运", photos=(PICTURE_DIGEST,)),)),
            "MARKET.02": Band(8, "", (Fault(words="地面有积水", extent=Decimal("2.5")),)),
            "MARKET.03": Rate(18, 20),
            "MARKET.04": NotApplicable("not_exist"),
            "MARKET.05": Faults(),
        },
        campaign="2026-05",
        remarks="第一行\n第二行",
    ),
    score=StatedScore("175/2", "100", ("MARKET.01",)),
    key=KEY,
    counter=7,
    signed_at=STARTED,
    parents=("11" * 32,),
    ancestors=("11" * 32, "22" * 32),
    photos=(Photo(PICTURE_DIGEST, "cd" * 32, 1600, 1200, STARTED, Decimal("25.5"), Decimal(-1)),),
    reason="更正",
)

BODY = codec.encode(REVISION)
DIGEST = hashlib.sha256(BODY).hexdigest()
DOCUMENT = Member(document_member(DIGEST), "application/json", BODY)
PHOTO = Member(photo_member(PICTURE_DIGEST), "image/jpeg", PICTURE)
