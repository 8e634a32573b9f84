"""Reading ZIP archives that may be hostile: everything bounded before it is inflated."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from assessor.exchange.errors import FormatError
from assessor.i18n import _

_ENCRYPTED = 0x1
_DOCUMENT_TYPES = tuple(
    "<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large an archive may be: members, bytes in all when inflated, inflation ratio.

    The shortest documents deflate to a fifth, the longest lists of sites to a thirtieth.
    """

    members: int = 5_000
    total: int = 2 << 30
    ratio: int = 200


def read_archive(content: bytes, limits: Limits) -> dict[str, bytes]:
    """The members by name, in the archive's order; `FormatError` for whatever is odd.

    Nothing is written to disk, so names are only names; what they may be is the caller's
    business.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            _refuse_odd(archive.infolist(), content, limits)
            return {info.filename: archive.read(info) for info in archive.infolist()}
    except FormatError:
        raise
    except Exception as error:  # damaged archives make zipfile raise seven kinds of errors
        raise FormatError(
            _("The file is damaged or was not copied completely. Ask for it again.")
        ) from error


def refuse_entities(members: Mapping[str, bytes]) -> None:
    """Refuse XML that declares a document type: entities in it may grow beyond all bounds.

    No program writes such spreadsheets; `FormatError`.
    """
    for name, content in members.items():
        if name.lower().endswith((".xml", ".rels", ".vml")) and any(
            mark in content for mark in _DOCUMENT_TYPES
        ):
            raise FormatError(
                _("{member} declares a document type, which is not safe to read.").format(
                    member=name
                )
            )


def _refuse_odd(infos: list[ZipInfo], content: bytes, limits: Limits) -> None:
    if len(infos) > limits.members:
        raise FormatError(
            _("The file holds more than {limit} members.").format(limit=limits.members)
        )
    if sum(info.file_size for info in infos) > limits.total:
        raise FormatError(
            _("The file is larger than {limit} MB when unpacked.").format(limit=limits.total >> 20)
        )
    packed = sum(info.compress_size for info in infos)
    if packed > len(content):
        raise FormatError(_("The members of the file lie on top of each other."))
    if len({info.filename for info in infos}) != len(infos):
        raise FormatError(_("The file holds two members of the same name."))
    for info in infos:
        if info.flag_bits & _ENCRYPTED or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise FormatError(
                _("{member} is encrypted or packed in an unusual way.").format(member=info.filename)
            )
        if info.file_size > limits.ratio * max(info.compress_size, 1):
            raise FormatError(
                _("{member} is suspiciously large when unpacked.").format(member=info.filename)
            )
