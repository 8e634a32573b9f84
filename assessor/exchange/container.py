"""Result files (`*.asice`): documents and photos in an ASiC-E container with a signature.

ETSI EN 319 162-1: a ZIP with `mimetype` first, a manifest of SHA-256 digests, and a
CAdES signature of the manifest, so that any ASiC tool and `openssl cms` can check it.
Reading checks everything but the signature, and depends on nothing but the bytes.
"""

import hashlib
import re
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from assessor import files
from assessor.exchange.archive import Limits, read_archive
from assessor.exchange.errors import FormatError
from assessor.exchange.manifest import SIGNATURE_NAME, Member, read_manifest, write_manifest
from assessor.i18n import _

__all__ = [
    "Container",
    "Limits",
    "Member",
    "document_member",
    "open_container",
    "pack",
    "part_members",
    "photo_member",
]

MEDIA_TYPE = b"application/vnd.etsi.asic-e+zip"
MANIFEST_NAME = "META-INF/ASiCManifest.xml"

USUAL_LIMITS = Limits()

_OWN_NAMES = ("mimetype", MANIFEST_NAME, SIGNATURE_NAME)
_MEMBER_NAME = re.compile(
    r"(?:documents/([0-9a-f]{64})\.json|photos/([0-9a-f]{64})\.jpg"
    r"|parts/([0-9a-f]{64})\.(?:json|xml|p7s))\Z"
)
_END = struct.Struct("<4s4H2LH")  # the end record, without a comment
_END_MARK = b"PK\x05\x06"
_DAWN_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_FAST = 1


@dataclass(frozen=True, slots=True)
class Container:
    """An opened result file, whose every member is what the manifest says.

    `identity` is the SHA-256, hex, of the manifest: packing the same again changes nothing.
    """

    identity: str
    manifest: bytes
    signature: bytes
    members: Mapping[str, bytes]  # documents and photos, by name


def document_member(digest: str) -> str:
    """The name of a document, by the SHA-256 of its bytes."""
    return f"documents/{digest}.json"


def photo_member(digest: str) -> str:
    """The name of a photo, by the SHA-256 of its bytes."""
    return f"photos/{digest}.jpg"


def part_members(part: str, manifest: str, signature: str) -> tuple[str, str, str]:
    """The names of a colleague's part, its manifest and his signature, by their SHA-256."""
    return f"parts/{part}.json", f"parts/{manifest}.xml", f"parts/{signature}.p7s"


def pack(members: Sequence[Member], sign: Callable[[bytes], bytes]) -> bytes:
    """A result file of these members; `sign` gives the signature of the manifest.

    Packing the same members again differs in nothing but the signature. Photos are
    stored as they are, for they do not deflate.
    """
    ordered = sorted(members, key=lambda each: each.name)
    manifest = write_manifest(ordered)
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        _put(archive, "mimetype", MEDIA_TYPE, ZIP_STORED)
        for member in ordered:
            is_photo = member.media_type.startswith("image/")
            _put(archive, member.name, member.content, ZIP_STORED if is_photo else ZIP_DEFLATED)
        _put(archive, MANIFEST_NAME, manifest, ZIP_DEFLATED)
        _put(archive, SIGNATURE_NAME, sign(manifest), ZIP_STORED)
    return packed.getvalue()


def open_container(content: bytes | Path, limits: Limits = USUAL_LIMITS) -> Container:
    """Open a result file, checking limits, names and digests, but not the signature.

    `FormatError` says what is wrong and names the member that was changed.
    """
    if isinstance(content, Path):
        content = files.read(content, limits.total)
    if content[30:38] != b"mimetype" or not _is_one_archive(content):
        raise FormatError(_("This is not a result file, or it was not copied completely."))
    members = read_archive(content, limits)
    if members.get("mimetype") != MEDIA_TYPE:
        raise FormatError(_("This is a file of another kind, not a result file."))
    for name in (MANIFEST_NAME, SIGNATURE_NAME):
        if name not in members:
            raise FormatError(_("{member} is missing.").format(member=name))
    signed = {name: member for name, member in members.items() if name not in _OWN_NAMES}
    _check_members(signed, read_manifest(members[MANIFEST_NAME]))
    return Container(
        identity=hashlib.sha256(members[MANIFEST_NAME]).hexdigest(),
        manifest=members[MANIFEST_NAME],
        signature=members[SIGNATURE_NAME],
        members=signed,
    )


def _is_one_archive(content: bytes) -> bool:
    """Whether nothing lies before or behind the ZIP, where another one could hide."""
    if not content.startswith(b"PK\x03\x04") or content[-_END.size : -_END.size + 4] != _END_MARK:
        return False
    *_numbers, size, start, _comment = _END.unpack(content[-_END.size :])
    return bool(start + size == len(content) - _END.size)


def _check_members(members: Mapping[str, bytes], digests: Mapping[str, bytes]) -> None:
    if unsigned := members.keys() - digests.keys():
        raise FormatError(
            _("{member} was added after the file was signed.").format(member=min(unsigned))
        )
    if missing := digests.keys() - members.keys():
        raise FormatError(
            _("{member} was taken out after the file was signed.").format(member=min(missing))
        )
    for name, content in members.items():
        found = _MEMBER_NAME.match(name)
        if not found:
            raise FormatError(_("{member} is not the name of a member.").format(member=name))
        digest = hashlib.sha256(content).digest()
        if digest != digests[name] or digest.hex() != (found[1] or found[2] or found[3]):
            raise FormatError(
                _("{member} was changed after the file was signed.").format(member=name)
            )
    if not any(name.startswith("documents/") for name in members):
        raise FormatError(_("The file holds no document."))


def _put(archive: ZipFile, name: str, content: bytes, method: int) -> None:
    info = ZipInfo(name, _DAWN_OF_ZIP)
    info.create_system = _UNIX  # otherwise the bytes would depend on the system
    info.external_attr = 0o644 << 16
    archive.writestr(info, content, method, _FAST)
