import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
from pypdf import PdfReader

from assessor.domain.boards import BoardLines
from assessor.domain.inspection import Campaign, CampaignKind, Fault, Faults, Photo
from assessor.exchange.codec import decode
from assessor.exchange.container import Member, document_member, pack, photo_member
from assessor.services.comparison import rank_units
from assessor.services.reports import ranking_paper
from assessor.services.sealing import pack_documents
from tests.actors import NOON, site, units
from tests.registers import keep_campaign


def words_of(person, tmp_path, **more):
    ranking = rank_units(person.workspace, person.library, "town")
    pdf = ranking_paper(
        person.workspace, person.library, ranking, "en", issuer="示例县爱卫办", at=NOON, **more
    )
    path = tmp_path / "bulletin.pdf"
    path.write_bytes(pdf.pdf)
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_without_a_campaign_a_bulletin_is_of_the_days_in_china(people, tmp_path):
    """At six in the morning in China it is the evening before in UTC."""
    _zhang, clerk, _chief = people
    clerk.workspace.register.save_units(units())
    morning = datetime(2026, 11, 3, 21, 0, tzinfo=UTC)
    clerk.checks(site(), at=morning)
    words = words_of(clerk, tmp_path)
    assert "2026-11-04" in words
    assert "2026-11-03" not in words


@pytest.mark.parametrize("member", [None, b"no picture"], ids=["missing", "no picture"])
def test_a_picture_that_cannot_be_printed_does_not_stop_the_bulletin(people, tmp_path, member):
    zhang, clerk, _chief = people
    clerk.workspace.register.save_units(units())
    digest = hashlib.sha256(member or b"").hexdigest()
    signed = zhang.checks(site())
    revision = decode(zhang.workspace.documents.body(signed.digest)).document
    item = zhang.library.standard("NSC-2021").site_type("MARKET").items[5]
    faults = Faults((Fault(1, "摊外摊", "CH08", photos=(digest,)),))
    revision = replace(
        revision,
        check=revision.check.with_observation(item.id, faults),
        score=replace(revision.score, earned="99"),
        photos=(Photo(digest, digest, 10, 10),),
    )
    _content, (sealed,) = pack_documents([revision], lambda _digest: member or b"", zhang.key, NOON)
    members = [Member(document_member(sealed.digest), "application/json", sealed.body)]
    if member:
        members.append(Member(photo_member(digest), "image/jpeg", member))
    result = tmp_path / "result.asice"
    result.write_bytes(pack(members, partial(zhang.key.sign_manifest, at=NOON)))
    (taken,) = clerk.merges(result)
    assert (taken.outcome, taken.photos_received) == ("new", 1 if member else 0)
    assert "东门街道" in words_of(clerk, tmp_path)


def test_a_bulletin_tells_what_changed_since_the_campaign_before(people, tmp_path):
    _zhang, clerk, _chief = people
    clerk.workspace.register.save_units(units())
    standard = clerk.library.standard("NSC-2021")
    for number, faults, profile in (
        (1, 5, "county-equal"),
        (2, 9, "other"),
        (3, 2, "county-equal"),
    ):
        day = NOON.date() + timedelta(days=number)
        made = Campaign(f"C{number}", "批", CampaignKind.DAILY, day, day, standard.ref, profile)
        keep_campaign(clerk.workspace, made)
        clerk.checks(site(), faults=faults, campaign=made.id)
    words = "".join(words_of(clerk, tmp_path).split())
    assert "98.00+3.00" in words  # not against the second, which counts otherwise


def test_a_bulletin_bears_its_own_title_requirements_and_lists(people, tmp_path):
    _zhang, clerk, _chief = people
    clerk.workspace.register.save_units(units())
    clerk.checks(site(), faults=3)
    clerk.checks(site(community="990001002001"))
    lines = BoardLines(Decimal("0.98"), Decimal("0.98"))
    words = words_of(clerk, tmp_path, title="五月通报", remarks="限期整改。", lines=lines)
    assert words.count("五月通报") > 1
    assert "限期整改。" in words
    told = "".join(words.split())
    assert "Redlist,from98%西河街道(100%)" in told
    assert "Blacklist,below98%东门街道(97%)" in told
    assert "Black list" not in words_of(clerk, tmp_path, lines=BoardLines(Decimal("0.98")))
