import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from assessor.domain.documents import PlanDocument
from assessor.domain.inspection import (
    CHINA_TIME,
    Campaign,
    CampaignKind,
    Fault,
    Faults,
    Rate,
    StatedScore,
)
from assessor.domain.sampling import Plan, draw
from assessor.exchange import codec
from assessor.exchange.errors import FormatError
from tests.exchange.examples import BODY, DIGEST, REVISION, STARTED
from tests.exchange.strategies import documents, revisions


def _changed(**changes):
    return replace(REVISION, **changes)


def _checked(**changes):
    return replace(REVISION, check=replace(REVISION.check, **changes))


SITE = REVISION.check.site
DRAW = draw((SITE,), {"MARKET": 1}, "seed")
CAMPAIGN = Campaign(
    "2026-05",
    "五月暗访",
    CampaignKind.UNANNOUNCED,
    date(2026, 5, 1),
    date(2026, 5, 31),
    REVISION.check.standard,
    "county-equal",
)
PLAN = PlanDocument(Plan(CAMPAIGN, (), (SITE,), DRAW), REVISION.key, 1, STARTED)


def _said(revision):
    return codec.content_digest(codec.encode(revision))


def _planned(**changes):
    return replace(PLAN, plan=replace(PLAN.plan, **changes))


@given(documents)
@settings(max_examples=30, deadline=None)
def test_decoding_gives_back_what_was_encoded(document):
    assert codec.decode(codec.encode(document)).document == document


@given(documents)
@settings(max_examples=15, deadline=None)
def test_keys_are_sorted_and_the_json_is_that_of_any_other_program(document):
    body = codec.encode(document)
    again = json.dumps(
        json.loads(body), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()
    assert again.replace(b"\\u007f", b"\x7f") == body


def test_a_document_is_known_by_the_digest_of_its_bytes():
    sealed = codec.decode(BODY)
    assert (sealed.digest, sealed.body, sealed.document) == (DIGEST, BODY, REVISION)


def test_the_wire_form_of_a_revision_never_changes():
    stated = json.loads(BODY)
    assert stated["format"] == 1
    assert stated["kind"] == "revision"
    assert stated["signed_at"] == 1_778_549_400_000
    assert stated["photos"][0]["latitude"] == 25_500_000
    assert stated["photos"][0]["longitude"] == -1_000_000
    assert stated["check"]["observations"]["MARKET.02"]["faults"][0]["extent"] == "2.5"
    assert stated["check"]["observations"]["MARKET.05"] == {"mark": "faults"}


@given(revisions())
@settings(max_examples=15, deadline=None)
def test_what_a_revision_says_has_one_digest_whoever_signed_it(revision):
    content = _said(revision)
    signed_anew = replace(
        revision,
        key="f" * 32,
        counter=revision.counter + 1,
        signed_at=revision.signed_at + timedelta(days=1),
        parents=("0" * 64,),
        ancestors=("0" * 64,),
        reason="another",
    )
    assert _said(signed_anew) == content
    remarked = replace(
        revision, check=replace(revision.check, remarks="…" + revision.check.remarks)
    )
    assert _said(remarked) != content


def test_another_score_or_photo_is_other_content():
    content = _said(REVISION)
    assert _said(_changed(score=StatedScore("1", "100"))) != content
    photo = replace(REVISION.photos[0], taken_at=None)
    assert _said(_changed(photos=(photo,))) != content


def test_times_are_kept_to_the_millisecond_and_positions_to_a_millionth():
    photo = replace(REVISION.photos[0], latitude=Decimal("25.12345678"))
    at = STARTED + timedelta(microseconds=1_999)
    document = codec.decode(codec.encode(_changed(signed_at=at, photos=(photo,)))).document
    assert document.signed_at == STARTED + timedelta(milliseconds=1)
    assert document.photos[0].latitude == Decimal("25.123457")


def test_texts_lose_what_nobody_sees_and_are_normalised():
    said = "e\u0301\u202eab\u202c\ttab\r\nline\x00\ud800"
    document = codec.decode(codec.encode(_checked(remarks=said, community_name="甲\n乙"))).document
    assert document.check.remarks == "éab tab\nline"
    assert document.check.community_name == "甲 乙"


def test_parents_and_ancestors_are_written_in_order():
    late, early = "ee" * 32, "11" * 32
    document = codec.decode(
        codec.encode(_changed(parents=(late, early, late), ancestors=(late, early)))
    ).document
    assert (document.parents, document.ancestors) == ((early, late), (early, late))


CONTRADICTIONS = {
    "a parent that is no ancestor": _changed(parents=("33" * 32,)),
    "ancestors without a parent": _changed(parents=()),
    "more than 64 ancestors": _changed(ancestors=tuple(f"{n:064x}" for n in range(65)), parents=()),
    "a photo that no fault refers to": _checked(observations={}),
    "a fault whose photo is not listed": _changed(photos=()),
    "a photo listed twice": _changed(photos=REVISION.photos * 2),
    "a draft's id": _checked(id="draft-00ff00ff00ff"),
    "counter 0": _changed(counter=0),
    "more sound places than looked at": _checked(
        observations=REVISION.check.observations | {"MARKET.03": Rate(21, 20)}
    ),
    "nothing looked at": _checked(
        observations=REVISION.check.observations | {"MARKET.03": Rate(0, 0)}
    ),
    "grade 11": _checked(
        observations=REVISION.check.observations
        | {"MARKET.02": replace(REVISION.check.observations["MARKET.02"], grade=11)}
    ),
    "a fault at no place": _checked(
        observations=REVISION.check.observations | {"MARKET.05": Faults((Fault(0),))}
    ),
    "an item id of other characters": _checked(
        observations=REVISION.check.observations | {"市场": Faults()}
    ),
    "a score above full marks": _changed(score=StatedScore("101", "100")),
    "a negative score": _changed(score=StatedScore("-1", "100")),
    "a score that is no fraction": _changed(score=StatedScore("87.5", "100")),
    "a score not in lowest terms": _changed(score=StatedScore("2/4", "100")),
    "a score over one": _changed(score=StatedScore("2/1", "100")),
    "a veto listed twice": _changed(score=StatedScore("0", "1", ("A", "A"))),
    "a text that is far too long": _checked(remarks="长" * 10_001),
    "a site code of other characters": _checked(site=replace(REVISION.check.site, code="../etc")),
    "a plan that names a site twice": _planned(sites=(SITE, SITE)),
    "a frame that holds a site twice": _planned(draw=replace(DRAW, frame=("a", "a"))),
    "a draw of a site twice": _planned(draw=replace(DRAW, drawn=("a", "a"))),
    "a position off the earth": _changed(
        photos=(replace(REVISION.photos[0], latitude=Decimal("90.000001")),)
    ),
}


@pytest.mark.parametrize("document", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_what_no_reader_would_accept_is_not_written(document):
    with pytest.raises(FormatError):
        codec.encode(document)


def test_a_plan_without_contradictions_is_written():
    assert codec.decode(codec.encode(PLAN)).document == PLAN


def test_a_score_made_of_many_rates_is_written():
    """A common denominator of twelve rates needs more than the 18 digits of a machine's number."""
    earned = sum((Fraction(1, places) for places in range(71, 97)), Fraction(0))
    assert earned.denominator > 1 << 63
    stated = _changed(score=StatedScore(str(earned), "100"))
    assert codec.decode(codec.encode(stated)).document == stated


def test_the_latest_time_of_a_document_is_one_everywhere():
    latest = datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC)
    document = codec.decode(codec.encode(_changed(signed_at=latest))).document
    assert document.signed_at.astimezone(CHINA_TIME).year == 9999


def _put(old: bytes, new: bytes) -> bytes:
    assert BODY.count(old) == 1
    return BODY.replace(old, new)


ATTACKS = {
    "duplicate key": _put(b'"counter":7', b'"counter":7,"counter":7'),
    "duplicate item": _put(b'"MARKET.05":', b'"MARKET.05":{"mark":"faults"},"MARKET.05":'),
    "NaN": _put(b'"counter":7', b'"counter":NaN'),
    "huge int": _put(b'"counter":7', b'"counter":' + b"9" * 400),
    "1e400": _put(b'"counter":7', b'"counter":1e400'),
    "exponent for an int": _put(b'"counter":7', b'"counter":7e0'),
    "float for an int": _put(b'"counter":7', b'"counter":7.0'),
    "bool for an int": _put(b'"counter":7', b'"counter":true'),
    "string for an int": _put(b'"counter":7', b'"counter":"7"'),
    "minus": _put(b'"counter":7', b'"counter":-7'),
    "null for a default": _put('"reason":"更正"'.encode(), b'"reason":null'),
    "default written out": _put(b'"MARKET.05":{', b'"MARKET.05":{"faults":[],'),
    "unknown field": _put(b'"counter":7', b'"counter":7,"extra":1'),
    "unknown mark": _put(b'"MARKET.05":{"mark":"faults"}', b'"MARKET.05":{"mark":"fault"}'),
    "missing field": _put(b'"counter":7,', b""),
    "whitespace": BODY + b" ",
    "space within": _put(b'"counter":7', b'"counter": 7'),
    "byte order mark": b"\xef\xbb\xbf" + BODY,
    "keys out of order": _put(b'"counter":7,"format":1', b'"format":1,"counter":7'),
    "escaped form": _put("晴".encode(), b"\\u6674"),
    "escaped slash": _put(b'"175/2"', b'"175\\/2"'),
    "invalid UTF-8": _put("晴".encode(), b"\xff\xfe"),
    "lone surrogate": _put("晴".encode(), b"\\ud800"),
    "overlong UTF-8": _put("晴".encode(), b"\xc0\xaf"),
    "NUL": _put("晴".encode(), b"\\u0000"),
    "control character": _put("晴".encode(), b"\\u001b"),
    "line end in a line": _put("晴".encode(), b"\\n"),
    "direction override": _put("晴".encode(), "\u202e晴".encode()),
    "not NFC": _put("晴".encode(), "e\u0301".encode()),
    "deep nesting": b'{"check":' + b"[" * 200_000,
    "deep nesting of an unknown field": b'{"a":' * 200_000,
    "an array": b"[]",
    "a number": b"1",
    "nothing": b"",
    "truncated": BODY[:-1],
    "two documents": BODY + BODY,
    "digest in capitals": _put(b"22" * 32, b"AA" * 32),
    "ancestors out of order": _put(
        b'["' + b"11" * 32 + b'","' + b"22" * 32 + b'"]',
        b'["' + b"22" * 32 + b'","' + b"11" * 32 + b'"]',
    ),
    "line end after an id": _put(b'"NSC-2021"', b'"NSC-2021\\n"'),
    "line end after an item id": _put(b'"MARKET.05"', b'"MARKET.05\\n"'),
    "extent with a trailing zero": _put(b'"extent":"2.5"', b'"extent":"2.50"'),
    "date before all dates": _put(b'"signed_at":1778549400000', b'"signed_at":-99999999999999'),
    "date after all dates": _put(b'"signed_at":1778549400000', b'"signed_at":253370764800000'),
}


@pytest.mark.parametrize("body", ATTACKS.values(), ids=ATTACKS)
def test_a_hostile_document_is_refused_with_a_sentence(body):
    with pytest.raises(FormatError, match=r"\.$"):
        codec.decode(body)


def test_an_oversized_document_is_refused_unread():
    with pytest.raises(FormatError, match="32 MB"):
        codec.decode(b" " * (codec.MAX_BODY + 1))


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace(b'"format":1', b'"format":2'),
        BODY.replace(b'"format":1', b'"format":2,"more":[1.5]'),
        BODY.replace(b'"kind":"revision"', b'"kind":"entry"'),
    ],
)
def test_a_newer_document_is_refused_as_newer_not_as_damaged(body):
    with pytest.raises(FormatError, match="Install a newer version"):
        codec.decode(body)


def test_reading_does_not_depend_on_how_deep_the_caller_is():
    def descend(depth):
        return codec.decode(BODY) if depth == 0 else descend(depth - 1)

    assert descend(sys.getrecursionlimit() // 2).digest == DIGEST


@pytest.mark.parametrize(
    ("visit", "said"),
    [
        (replace(REVISION.check.visit, weather="晴" * 301), "Weather: the text is longer than 300"),
        (
            replace(REVISION.check.visit, inspectors=("张" * 301,)),
            "Inspectors: the text is longer than 300",
        ),
    ],
)
def test_a_text_that_is_too_long_is_named(visit, said):
    with pytest.raises(FormatError, match=said):
        codec.encode(replace(REVISION, check=replace(REVISION.check, visit=visit)))
