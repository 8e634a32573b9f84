"""From a painted PDF to one that lasts: PDF/A-3a and PDF/UA-1, deterministic to the byte.

Adds what ReportLab does not write: colour profile, metadata, structure, attachments, empty
signature fields and the photos, and repairs what it writes wrongly.
"""

import hashlib
import re
from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from assessor.paths import resource
from assessor.reporting.content import Attachment
from assessor.reporting.flow import Flow, SignatureField
from assessor.reporting.jpeg import jpeg_shape
from assessor.reporting.metadata import CREATOR, PRODUCER, Imprint
from assessor.reporting.painting import Painted
from assessor.reporting.structure import write_structure

_COLOUR_SPACES = {1: Name.DeviceGray, 3: Name.DeviceRGB}
_LONG_CODE = re.compile(rb"<([0-9A-F]{5,6})>")


def archive(
    painted: Painted, flow: Flow, imprint: Imprint, attachments: Sequence[Attachment] = ()
) -> bytes:
    """The finished file; nothing of it depends on the clock or the machine."""
    with Pdf.open(BytesIO(painted.pdf)) as pdf:
        repair(pdf)
        _add_pictures(pdf, painted)
        widgets = {field.node: _add_field(pdf, field) for field in flow.fields}
        if widgets:
            pdf.Root.AcroForm = pdf.make_indirect(
                Dictionary(Fields=Array(list(widgets.values())), SigFlags=1)
            )
        write_structure(pdf, flow.root, widgets)
        _attach(pdf, attachments, imprint.date)
        _describe(pdf, imprint)
        return saved(pdf)


def repair(pdf: Pdf) -> None:
    """Take out what PDF/A forbids, and make text copy as what it looks like."""
    for page in pdf.pages:
        for key in ("/Trans", "/Rotate"):
            if key in page.obj:
                del page.obj[key]
        if "/ProcSet" in page.obj.Resources:
            del page.obj.Resources["/ProcSet"]
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            _repair_copying(thing.ToUnicode)


def saved(pdf: Pdf) -> bytes:
    """The bytes of the file; without object streams, which make checking signatures slow."""
    buffer = BytesIO()
    pdf.save(
        buffer,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
        deterministic_id=True,
    )
    return buffer.getvalue()


def _repair_copying(stream: Object) -> None:
    """ReportLab maps unused codes to zero, and characters above U+FFFF to five digits."""
    table = stream.read_bytes()
    mended = _LONG_CODE.sub(
        lambda code: b"<%s>" % chr(int(code[1], 16)).encode("utf-16-be").hex().upper().encode(),
        table.replace(b"<0000>", b"<0020>"),
    )
    if mended != table:
        stream.write(mended)


def _add_pictures(pdf: Pdf, painted: Painted) -> None:
    streams = {}
    for content, name in painted.pictures.items():
        shape = jpeg_shape(content)
        stream = pdf.make_stream(content)
        stream.Type, stream.Subtype, stream.Filter = Name.XObject, Name.Image, Name.DCTDecode
        stream.Width, stream.Height, stream.BitsPerComponent = shape.width, shape.height, 8
        stream.ColorSpace = _COLOUR_SPACES[shape.colours]
        streams[content] = (f"/{name}", stream)
    for number, contents in painted.by_page.items():
        shown = dict(sorted(streams[content] for content in contents))
        pdf.pages[number].obj.Resources.XObject = Dictionary(shown)


def _add_field(pdf: Pdf, field: SignatureField) -> Object:
    page = pdf.pages[field.page].obj
    look = pdf.make_stream(b"")
    look.Type, look.Subtype = Name.XObject, Name.Form
    look.BBox, look.Resources = Array([0, 0, field.width, field.height]), Dictionary()
    corners = (field.x, field.y, field.x + field.width, field.y + field.height)
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(field.name),
            TU=String(field.node.alternative),
            Rect=Array([round(corner, 2) for corner in corners]),
            F=4,
            P=page,
            AP=Dictionary(N=look),
        )
    )
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(widget)
    return widget


def _attach(pdf: Pdf, attachments: Sequence[Attachment], date: str) -> None:
    if not attachments:
        return
    names, associated = Array(), Array()
    for each in sorted(attachments, key=lambda attachment: attachment.name):
        stream = pdf.make_stream(each.content)
        stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/" + each.media_type)
        checksum = hashlib.md5(each.content, usedforsecurity=False).digest()
        stream.Params = Dictionary(
            Size=len(each.content), ModDate=String(date), CheckSum=String(checksum)
        )
        file = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(each.name.encode("ascii", "replace").decode()),
                UF=String(each.name),
                AFRelationship=Name.Data,
                Desc=String(each.description),
                EF=Dictionary(F=stream, UF=stream),
            )
        )
        names.extend([String(each.name), file])
        associated.append(file)
    pdf.Root.AF = associated
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))


def _describe(pdf: Pdf, imprint: Imprint) -> None:
    root = pdf.Root
    root.Lang = String(imprint.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = pdf.make_stream(resource("icc/sRGB.icc").read_bytes())
    profile.N = 3
    condition = String("sRGB IEC61966-2.1")
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=condition,
        Info=condition,
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=profile,
    )
    root.OutputIntents = Array([pdf.make_indirect(intent)])
    packet = pdf.make_stream(imprint.packet)
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    root.Metadata = packet
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(imprint.title),
            Author=String(imprint.author),
            Subject=String(imprint.subject),
            Creator=String(CREATOR),
            Producer=String(PRODUCER),
            CreationDate=String(imprint.date),
            ModDate=String(imprint.date),
        )
    )
