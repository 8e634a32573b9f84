"""The manifest of a result file: the XML that names every member with its digest.

`ASiCManifest` of ETSI EN 319 162-1, of which exactly what we write is read.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from assessor.exchange.errors import FormatError
from assessor.i18n import _

SIGNATURE_NAME = "META-INF/signature.p7s"

#: Five thousand members take a third of this.
_MOST_BYTES = 6 << 20

_ASIC = "http://uri.etsi.org/02918/v1.2.1#"
_DSIG = "http://www.w3.org/2000/09/xmldsig#"
_SHA_256 = "http://www.w3.org/2001/04/xmlenc#sha256"


@dataclass(frozen=True, slots=True)
class Member:
    """One signed file of a container."""

    name: str
    media_type: str
    content: bytes


def write_manifest(members: Iterable[Member]) -> bytes:
    """The manifest of these members, sorted by name."""
    root = ElementTree.Element("asic:ASiCManifest", {"xmlns:asic": _ASIC, "xmlns:ds": _DSIG})
    signature = {"URI": SIGNATURE_NAME, "MimeType": "application/pkcs7-signature"}
    ElementTree.SubElement(root, "asic:SigReference", signature)
    for member in sorted(members, key=lambda each: each.name):
        attributes = {"URI": member.name, "MimeType": member.media_type}
        reference = ElementTree.SubElement(root, "asic:DataObjectReference", attributes)
        ElementTree.SubElement(reference, "ds:DigestMethod", {"Algorithm": _SHA_256})
        value = ElementTree.SubElement(reference, "ds:DigestValue")
        value.text = base64.b64encode(hashlib.sha256(member.content).digest()).decode()
    manifest: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return manifest


def read_manifest(manifest: bytes) -> Mapping[str, bytes]:
    """The SHA-256 of each member by name; `FormatError` for any other XML than ours."""
    if not _is_plain(manifest):
        raise FormatError(_("The manifest is not one that this program writes."))
    try:
        root = ElementTree.fromstring(manifest)
        references = root.findall(f"{{{_ASIC}}}DataObjectReference")
        digests = dict(map(_digest, references))
    except (ElementTree.ParseError, KeyError, TypeError, ValueError) as error:
        raise FormatError(_("The manifest is damaged.")) from error
    if len(digests) != len(references):
        raise FormatError(_("The manifest names a member twice."))
    return digests


def _is_plain(manifest: bytes) -> bool:
    """No encoding that hides anything, no document type and so no entities."""
    declared = manifest.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    return declared and len(manifest) <= _MOST_BYTES and b"<!" not in manifest


def _digest(reference: ElementTree.Element) -> tuple[str, bytes]:
    method, value = reference
    if method.attrib["Algorithm"] != _SHA_256:
        raise ValueError(method)
    return reference.attrib["URI"], base64.b64decode(value.text or "", validate=True)
