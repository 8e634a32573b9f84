import hashlib
import random
import struct
import warnings
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor import files
from assessor.exchange.archive import Limits
from assessor.exchange.container import (
    MANIFEST_NAME,
    MEDIA_TYPE,
    Member,
    document_member,
    open_container,
    pack,
    photo_member,
)
from assessor.exchange.errors import FormatError
from assessor.exchange.manifest import SIGNATURE_NAME, write_manifest
from tests.exchange.examples import BODY, DOCUMENT, PHOTO

SIGNATURE = b"the signature"
MANIFEST = write_manifest([DOCUMENT, PHOTO])
OWN = [("mimetype", MEDIA_TYPE), (MANIFEST_NAME, MANIFEST), (SIGNATURE_NAME, SIGNATURE)]
SIGNED = [(DOCUMENT.name, DOCUMENT.content), (PHOTO.name, PHOTO.content)]


def _sign(manifest):
    return SIGNATURE


def _zipped(members, method=zipfile.ZIP_DEFLATED):
    packed = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", method) as archive:
        warnings.simplefilter("ignore")  # the duplicate names are meant
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def _named(body: bytes) -> Member:
    digest = hashlib.sha256(body).hexdigest()
    return Member(document_member(digest), "application/json", body)


def _pictured(picture: bytes) -> Member:
    return Member(photo_member(hashlib.sha256(picture).hexdigest()), "image/jpeg", picture)


contents = st.binary(max_size=200)


@given(st.lists(contents, min_size=1, max_size=4, unique=True), st.lists(contents, unique=True))
@settings(max_examples=30, deadline=None)
def test_opening_gives_back_what_was_packed(bodies, pictures):
    members = [*map(_named, bodies), *map(_pictured, pictures)]
    container = open_container(pack(members, _sign))
    assert dict(container.members) == {member.name: member.content for member in members}
    assert container.signature == SIGNATURE
    assert container.identity == hashlib.sha256(container.manifest).hexdigest()


def test_packing_again_gives_the_same_bytes_in_whatever_order_the_members_come():
    assert pack([DOCUMENT, PHOTO], _sign) == pack([PHOTO, DOCUMENT], _sign)


def test_another_signature_leaves_the_identity():
    one = open_container(pack([DOCUMENT], _sign))
    other = open_container(pack([DOCUMENT], lambda manifest: b"another"))
    assert one.identity == other.identity
    assert one.signature != other.signature


def test_a_container_looks_as_the_standard_wants():
    content = pack([DOCUMENT, PHOTO], _sign)
    assert content[30:38] == b"mimetype"
    assert content[38:].startswith(b"application/vnd.etsi.asic-e+zip")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        assert archive.getinfo(PHOTO.name).compress_type == zipfile.ZIP_STORED
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_a_container_is_opened_from_a_file(tmp_path):
    path = tmp_path / "结果.asice"
    path.write_bytes(pack([DOCUMENT], _sign))
    assert open_container(path).members[DOCUMENT.name] == BODY
    with pytest.raises(files.FileError):
        open_container(tmp_path / "missing.asice")


def test_a_container_packed_by_another_program_is_read():
    assert open_container(_zipped([*OWN, *SIGNED])).members == dict(SIGNED)


BOMB = b"\0" * (40 << 20)


def _lying_size():
    """The directory says that a member is as short as its document; it inflates to 40 MB."""
    content = bytearray(_zipped([*OWN, (PHOTO.name, PHOTO.content), (DOCUMENT.name, BOMB)]))
    struct.pack_into("<I", content, content.rfind(b"PK\x01\x02") + 24, len(BODY))
    return bytes(content)


def _overlapping():
    """The directory says that a member is as long as the file, so that it covers the others."""
    content = bytearray(_zipped([*OWN, *SIGNED]))
    struct.pack_into("<I", content, content.rfind(b"PK\x01\x02") + 20, len(content))
    return bytes(content)


def _encrypted():
    content = bytearray(_zipped([*OWN, *SIGNED]))
    entry = content.rfind(b"PK\x01\x02")
    content[entry + 8] |= 1
    return bytes(content)


def _method(number):
    content = bytearray(_zipped([*OWN, *SIGNED]))
    struct.pack_into("<H", content, content.rfind(b"PK\x01\x02") + 10, number)
    return bytes(content)


def _with_manifest(manifest, *members):
    own = [OWN[0], (MANIFEST_NAME, manifest), OWN[2]]
    return _zipped([*own, *(members or SIGNED)])


def _renamed(name):
    """The document signed, but called otherwise, in manifest and archive."""
    member = Member(name, DOCUMENT.media_type, DOCUMENT.content)
    return _with_manifest(write_manifest([member, PHOTO]), (name, BODY), SIGNED[1])


ENTITY = MANIFEST.replace(
    b"<asic:ASiCManifest ", b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]><asic:ASiCManifest ', 1
)
OTHER = BODY.replace(b'"counter":7', b'"counter":8')

ATTACKS = {
    "nothing": b"",
    "random bytes": random.Random(1).randbytes(5_000),
    "truncated": pack([DOCUMENT], _sign)[:-30],
    "first half": pack([DOCUMENT], _sign)[:700],
    "something before the archive": b"#!/bin/sh\n" + pack([DOCUMENT], _sign),
    "mimetype not first": _zipped([OWN[1], OWN[0], OWN[2], *SIGNED]),
    "no mimetype": _zipped([*OWN[1:], *SIGNED]),
    "another kind of file": _zipped([("mimetype", b"application/epub+zip"), *OWN[1:], *SIGNED]),
    "no manifest": _zipped([OWN[0], OWN[2], *SIGNED]),
    "no signature": _zipped([*OWN[:2], *SIGNED]),
    "no document": pack([PHOTO], _sign),
    "duplicate member": _zipped([*OWN, *SIGNED, (DOCUMENT.name, OTHER)]),
    "duplicate manifest": _zipped([*OWN, *SIGNED, (MANIFEST_NAME, MANIFEST)]),
    "swapped document": _zipped([*OWN, (DOCUMENT.name, OTHER), SIGNED[1]]),
    "swapped photo": _zipped([*OWN, SIGNED[0], (PHOTO.name, b"another picture")]),
    "swapped contents": _zipped([*OWN, (DOCUMENT.name, PHOTO.content), (PHOTO.name, BODY)]),
    "extra member": _zipped([*OWN, *SIGNED, ("documents/" + "0" * 64 + ".json", OTHER)]),
    "extra signature": _zipped([*OWN, *SIGNED, ("META-INF/signature2.p7s", b"")]),
    "extra folder": _zipped([*OWN, *SIGNED, ("photos/", b"")]),
    "missing document": _zipped([*OWN, SIGNED[1]]),
    "missing photo": _zipped([*OWN, SIGNED[0]]),
    "name that is not the digest": _renamed(f"documents/{'0' * 64}.json"),
    "zip slip": _renamed("../../documents/a.json"),
    "absolute name": _renamed("/etc/passwd"),
    "backslashes": _renamed("documents\\a.json"),
    "drive letter": _renamed("C:/documents/a.json"),
    "name in capitals": _renamed(DOCUMENT.name.upper()),
    "name with a line end": _renamed(DOCUMENT.name + "\n"),
    "name in Chinese": _renamed("documents/文件.json"),
    "document called a photo": _renamed(photo_member("0" * 64)),
    "bomb": _zipped([*OWN, SIGNED[1], (DOCUMENT.name, BOMB)]),
    "bomb of a lying size": _lying_size(),
    "overlapping members": _overlapping(),
    "encrypted": _encrypted(),
    "bzip2": _zipped([*OWN, *SIGNED], zipfile.ZIP_BZIP2),
    "unknown method": _method(99),
    "manifest that is no XML": _with_manifest(b"{}"),
    "manifest that is cut off": _with_manifest(MANIFEST[:-10]),
    "manifest with entities": _with_manifest(ENTITY),
    "manifest in UTF-16": _with_manifest(MANIFEST.decode().encode("utf-16")),
    "manifest naming a member twice": _with_manifest(write_manifest([DOCUMENT, DOCUMENT, PHOTO])),
    "manifest with another digest": _with_manifest(
        MANIFEST.replace(b"xmlenc#sha256", b"xmlenc#sha512")
    ),
    "manifest with an incomplete reference": _with_manifest(
        MANIFEST.replace(
            b'<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256" />', b""
        )
    ),
    "manifest without names": _with_manifest(MANIFEST.replace(b"URI=", b"URL=")),
    "manifest with a digest that is no base64": _with_manifest(
        MANIFEST.replace(b"<ds:DigestValue>", b"<ds:DigestValue>*")
    ),
    "endless manifest": _with_manifest(
        MANIFEST + random.Random(2).randbytes(4 << 20).hex().encode()
    ),
}


@pytest.mark.parametrize("content", ATTACKS.values(), ids=ATTACKS)
def test_a_hostile_container_is_refused_with_a_sentence(content):
    with pytest.raises(FormatError, match=r"\.$"):
        open_container(content)


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (ATTACKS["swapped document"], DOCUMENT.name, "was changed"),
        (ATTACKS["swapped photo"], PHOTO.name, "was changed"),
        (ATTACKS["missing photo"], PHOTO.name, "was taken out"),
        (ATTACKS["extra signature"], "META-INF/signature2.p7s", "was added"),
        (ATTACKS["no signature"], SIGNATURE_NAME, "is missing"),
        (ATTACKS["bzip2"], "mimetype", "is encrypted or packed in an unusual way"),
        (ATTACKS["zip slip"], "../../documents/a.json", "is not the name of a member"),
    ],
)
def test_the_sentence_names_the_member(content, name, what):
    with pytest.raises(FormatError, match=f"^{name} {what}"):
        open_container(content)


@pytest.mark.parametrize(
    ("attack", "sentence"),
    [
        ("overlapping members", "on top of each other"),
        ("duplicate member", "two members of the same name"),
        ("no document", "holds no document"),
        ("manifest with entities", "not one that this program writes"),
        ("endless manifest", "not one that this program writes"),
        ("manifest naming a member twice", "names a member twice"),
        ("another kind of file", "a file of another kind"),
        ("truncated", "not copied completely"),
    ],
)
def test_attacks_are_told_apart(attack, sentence):
    with pytest.raises(FormatError, match=sentence):
        open_container(ATTACKS[attack])


def test_a_bomb_is_refused_before_it_is_inflated():
    content = ATTACKS["bomb"]
    with pytest.raises(FormatError, match="suspiciously large"):
        open_container(content)
    with pytest.raises(FormatError, match="larger than 1 MB"):
        open_container(content, Limits(total=1 << 20))


def test_too_many_members_are_refused():
    content = pack([_named(str(number).encode()) for number in range(20)], _sign)
    assert len(open_container(content, Limits(members=23)).members) == 20
    with pytest.raises(FormatError, match="more than 22 members"):
        open_container(content, Limits(members=22))


def test_no_flipped_bit_changes_what_is_read():
    content = pack([DOCUMENT, PHOTO], _sign)
    members, manifest = open_container(content).members, open_container(content).manifest
    dice = random.Random(7)
    refused = 0
    for _ in range(3_000):
        flipped = bytearray(content)
        flipped[dice.randrange(len(flipped))] ^= 1 << dice.randrange(8)
        try:
            container = open_container(bytes(flipped))
        except FormatError:
            refused += 1
        else:
            assert container.members == members
            assert container.manifest == manifest
    assert refused > 2_000


@pytest.mark.parametrize("before", [True, False])
def test_nothing_hides_before_or_behind_the_archive(before):
    content = pack([DOCUMENT], _sign)
    other = pack([DOCUMENT, PHOTO], _sign)
    for hidden in (b"\0", other, other[:100]):
        with pytest.raises(FormatError, match="not a result file"):
            open_container(hidden + content if before else content + hidden[:-1] + b"\0")
