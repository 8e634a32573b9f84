"""The signed files that are mutated, and how each is judged."""

import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from assessor.domain.signatures import INSPECTOR_FIELD, OFFICE_FIELD, REVIEWER_FIELD
from assessor.exchange import codec
from assessor.exchange.container import Member, open_container, pack
from assessor.exchange.errors import FormatError
from assessor.signing import authority, cades, keys
from assessor.signing.attachments import attached_to, pages_of, read_pdf
from assessor.signing.cms import SignatureError, check_manifest
from assessor.signing.judging import verify_pdf
from assessor.signing.pdf import sign_pdf, timestamp_pdf
from assessor.signing.trust import Trust, read_bundle
from tests.fuzz import mutations
from tests.signing.reports import report, stamp

RELEASED = Path(__file__).parents[1] / "data" / "results" / "format-1.asice"
AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)

Mutation = Callable[[bytes, Random, bytes], bytes]


@dataclass(frozen=True)
class Target:
    """A signed file, another one to splice from, and what believing it would mean.

    `meaning` is None for a file that is refused; `place` says where an accepted mutation
    lies.
    """

    name: str
    original: bytes
    other: bytes
    mutations: tuple[Mutation, ...]
    meaning: Callable[[bytes], Any]
    place: Callable[[bytes], str]
    bundle: bytes = b""  # the trust that the file is judged with


def pdf() -> Target:
    """A report that was certified, reviewed, approved and stamped with the time."""
    inspector, other, clerk, trust = _people()
    original, foreign = (_signed_report(each, clerk) for each in (inspector, other))
    usual, meaning = (*mutations.GENERAL, *mutations.PDF), partial(pdf_meaning, trust)
    return Target("pdf", original, foreign, usual, meaning, _unexplained, trust.bundle())


def pdf_meaning(trust: Trust, content: bytes) -> Any:
    verdict = verify_pdf(content, trust)
    if not verdict.good:
        return None
    reader = read_pdf(content)
    return verdict, attached_to(reader), pages_of(reader)


def asice() -> Target:
    """A result file with documents and photos."""
    inspector, other, _clerk, trust = _people()
    released = open_container(RELEASED)
    members = [
        Member(name, "image/jpeg" if name.endswith(".jpg") else "application/json", content)
        for name, content in released.members.items()
    ]
    sign = [partial(each.sign_manifest, at=AT) for each in (inspector, other)]
    original, foreign = pack(members, sign[0]), pack(members[1:], sign[1])
    usual, place = (*mutations.GENERAL, *mutations.ASICE), partial(_place_in_zip, original)
    meaning = partial(asice_meaning, trust)
    return Target("asice", original, foreign, usual, meaning, place, trust.bundle())


def asice_meaning(trust: Trust, content: bytes) -> Any:
    try:
        container = open_container(content)
        signer = check_manifest(container.manifest, container.signature, trust)
        for name, body in container.members.items():
            if name.startswith("documents/"):
                codec.decode(body)
    except (FormatError, SignatureError):
        return None
    return signer, container.manifest, container.signature, dict(container.members)


def der() -> Target:
    """The bare signature of a manifest."""
    inspector, other, _clerk, _trust = _people()
    manifest = b"<ASiCManifest/>"
    original = inspector.sign_manifest(manifest, AT)
    foreign = other.sign_manifest(b"<ASiCManifest />", AT)

    def meaning(content: bytes) -> Any:
        try:
            return cades.check(lambda algorithm: algorithm.digest(manifest), content)
        except ValueError:
            return None

    return Target("der", original, foreign, mutations.GENERAL, meaning, _unexplained)


TARGETS = {"pdf": pdf, "asice": asice, "der": der}
#: What believing a file would mean, where that depends on who is trusted.
MEANINGS = {"pdf": pdf_meaning, "asice": asice_meaning}


def _signed_report(inspector: Any, clerk: Any) -> bytes:
    fields = (INSPECTOR_FIELD, REVIEWER_FIELD, OFFICE_FIELD)
    content = report(fields=fields)
    content = sign_pdf(content, inspector, INSPECTOR_FIELD, stamp("1"), AT, certify=True)
    content = sign_pdf(content, clerk, REVIEWER_FIELD, stamp("2"), AT, certify=False)
    content = sign_pdf(content, clerk, OFFICE_FIELD, stamp("3"), AT, certify=False)
    return timestamp_pdf(content, clerk, AT + timedelta(hours=1))


def _people() -> tuple[Any, Any, Any, Trust]:
    """Two inspectors, a clerk, and trust in their office; nothing stays on disk."""
    with tempfile.TemporaryDirectory() as folder:
        start = AT - timedelta(days=9)
        office = authority.make_office(Path(folder), "某县", "1", rounds=2, at=start)
        people = []
        for name in ("张三", "李四", "爱卫办"):
            made = keys.new_key(Path(folder), name, "", "1", rounds=2)
            asked = made.path.with_suffix(".csr").read_bytes()
            issued = office.issue(asked, is_office=name == "爱卫办", at=start)
            keys.adopt(Path(folder), made.path.stem, issued, "1", rounds=2)
            people.append(keys.open_key(made.path, "1"))
        trust = read_bundle(office.bundle())
        return people[0], people[1], people[2], trust


def _unexplained(_content: bytes) -> str:
    return "unexplained: everything in it is signed"


def _place_in_zip(original: bytes, content: bytes) -> str:
    """Where a mutant first differs whose members, manifest and signature are the same.

    No signature covers how a ZIP is framed, nor how its members are packed.
    """
    if len(content) != len(original):
        return "framing: written anew, longer or shorter"
    first = next(i for i, (a, b) in enumerate(zip(original, content, strict=True)) if a != b)
    end = original.rindex(b"PK\x05\x06")
    directory = struct.unpack_from("<I", original, end + 16)[0]
    if first >= end:
        return "framing: end record"
    if first >= directory:
        return "framing: central directory"
    start = original.rindex(b"PK\x03\x04", 0, first + 4) if first >= 4 else 0
    name, extra = struct.unpack_from("<HH", original, start + 26)
    is_header = first < start + 30 + name + extra
    return "framing: local header" if is_header else "packing: another stream of the same bytes"
