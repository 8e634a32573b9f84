"""Reports for tests, and ways to read them back."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO

import page
import pypdf
from PIL import Image

from assessor.domain.forms import Mode
from assessor.domain.inspection import Band, Fault, Faults, NotApplicable, Severity, YesNo
from assessor.domain.profiles import Module, ScoringProfile
from assessor.domain.scoring import score
from assessor.domain.standard import Standard
from assessor.domain.texts import Confidence, Origin, Text
from assessor.domain.vocabulary import AbsenceReason, ChaosCategory, Vocabulary
from assessor.photos.drawing import draw_scene
from assessor.photos.importing import ImportedPhoto, read_photo
from assessor.reporting import Attachment, CheckReport
from tests import builders

#: These two disagree with other validators: compressed data may end in a carriage return,
#: and a file may hold more than one signature.
DOUBTFUL_RULES = ("STREAM-LENGTH-001", "SIGNATURE-BYTERANGE-001")

VOCABULARY = Vocabulary(
    revision=1,
    categories=(ChaosCategory("CH05", Text("乱扔乱倒", "Littering"), Text("", ""), ()),),
    presets=(),
    reasons=(AbsenceReason("not_exist", Text("无此设施", "There is none here")),),
)


def profile(**more):
    values = {
        "title": Text("等权方案", "Equal weights"),
        "official": True,
        "modules": (
            Module("1", Text("市场", "Markets"), builders.Decimal(60), ("MARKET",)),
            Module("2", Text("公厕", "Toilets"), builders.Decimal(40), ("TOILET",)),
        ),
        "pass_line": None,
        "origin": Origin(Confidence.OURS),
    }
    return ScoringProfile("equal", **(values | more))


def standard(site_type=None, **more):
    values = {
        "title": Text("卫生县标准", "Sanitary county standard"),
        "issuer": Text("爱卫办", "Office"),
        "document_number": "全爱卫发〔2021〕6号",
        "issued": "2021-12",
        "valid_from": None,
        "replaces": (),
        "levels": ("county",),
        "clauses": (),
        "indicators": (),
        "site_types": (site_type or builders.form(),),
        "profiles": (profile(),),
    }
    return Standard(builders.REF, **(values | more))


@cache
def photo(number=1) -> ImportedPhoto:
    return read_photo(draw_scene("农贸市场", number), f"IMG_{number}.jpg")


@cache
def small_photo(number) -> ImportedPhoto:
    buffer = BytesIO()
    Image.new("RGB", (64, 48), (5 * number, 100, 200)).save(buffer, "PNG")
    return read_photo(buffer.getvalue(), f"IMG_{number}.png")


def report(observations, form, photos=(), *, is_preview=False, revises=(), reason="", **check):
    """The content of a report of these observations; `photos` were imported."""
    made = builders.check(observations, **check)
    sealed = builders.sealed(
        builders.revision(
            made,
            site_type=form,
            after=revises,
            reason=reason,
            photos=tuple(sorted((each.photo for each in photos), key=lambda p: p.digest)),
        )
    )
    pictures = {each.photo.digest: each.picture for each in photos}
    return CheckReport(
        standard=standard(form),
        site_type=form,
        sealed=sealed,
        card=score(form, made.observations),
        vocabulary=VOCABULARY,
        picture=pictures.__getitem__,
        attachments=(
            Attachment(f"{sealed.digest}.json", "application/json", sealed.body, "签署的数据"),
        ),
        is_preview=is_preview,
    )


def typical_report(**more):
    """Every mode, faults with and without words and photos, one item set aside, one open."""
    items = (
        replace(builders.item(1, points="8", deduct="0.5"), clauses=("TEST-1:21.10", "OLD:3.2")),
        builders.item(2, Mode.BAND, "10", veto_below=builders.Decimal("0.70")),
        builders.item(3, Mode.YES_NO, "6"),
        builders.item(4, points="5", deduct="2"),
        builders.item(5, points="7"),
        replace(builders.item(6, Mode.VETO, "4"), origin=Origin(Confidence.UNCERTAIN)),
    )
    first, second = photo(1), photo(2)
    observations = {
        "MARKET.01": Faults(
            (
                Fault(2, "摊位占用通道", "CH05", Severity.SEVERE, photos=(first.photo.digest,)),
                Fault(1, "", spot="东门", photos=(second.photo.digest, first.photo.digest)),
            )
        ),
        "MARKET.02": Band(9, "整改迅速", (Fault(words="公示牌过期"), Fault(words="公示牌缺页"))),
        "MARKET.03": YesNo(False),
        "MARKET.04": Faults((Fault(words="地面积水", widespread=True),)),
        "MARKET.05": NotApplicable("not_exist", "由街道代管"),
    }
    form = builders.form(*items, parts=2)
    more = {"remarks": "检查时段为早市。", "open_reason": "停电"} | more
    return report(observations, form, (first, second), **more)


def failures(pdf: bytes) -> list[str]:
    """What an independent validator finds wrong with a file as PDF/A-3a and PDF/UA-1."""
    found = [
        f"{profile_id} {failure.rule_id}: {failure.message}"
        for profile_id in ("3a", "ua1")
        for failure in page.validate_pdf_bytes(pdf, profile=profile_id).failures
    ]
    return [each for each in found if not any(rule in each for rule in DOUBTFUL_RULES)]


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without blanks and line ends."""
    return [bare(each.extract_text()) for each in pypdf.PdfReader(BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def appears_in_order(parts, text: str) -> bool:
    at = 0
    for part in parts:
        at = text.find(bare(part), at)
        if at < 0:
            return False
        at += len(bare(part))
    return True
