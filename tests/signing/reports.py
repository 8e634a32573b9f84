"""Small reports to sign: two pages, two empty signature fields, one attachment, a stamp."""

from io import BytesIO

import pikepdf
from reportlab.pdfgen import canvas

ATTACHMENT = b'{"format":1}'
FIELDS = ("Inspector", "Reviewer")


def report(*, attachment: bytes | None = ATTACHMENT, fields: tuple[str, ...] = FIELDS) -> bytes:
    drawn = BytesIO()
    page = canvas.Canvas(drawn, pagesize=(400, 300), invariant=1)
    for number in (1, 2):
        page.drawString(30, 250, f"Page {number}: 87.50 points")
        page.showPage()
    page.save()
    with pikepdf.open(BytesIO(drawn.getvalue())) as pdf:
        widgets = [_field(pdf, name, 30 + 120 * index) for index, name in enumerate(fields)]
        pdf.Root.AcroForm = pdf.make_indirect(
            pikepdf.Dictionary(Fields=pikepdf.Array(widgets), SigFlags=3)
        )
        if attachment is not None:
            pdf.attachments["revision.json"] = pikepdf.AttachedFileSpec(
                pdf, attachment, mime_type="application/json"
            )
        saved = BytesIO()
        pdf.save(saved, deterministic_id=True)
    return saved.getvalue()


def _field(pdf: pikepdf.Pdf, name: str, left: int) -> pikepdf.Object:
    page = pdf.pages[-1]
    widget = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T=pikepdf.String(name),
            Rect=pikepdf.Array([left, 30, left + 115, 90]),
            F=4,
            P=page.obj,
        )
    )
    if "/Annots" not in page:
        page.Annots = pdf.make_indirect(pikepdf.Array())
    page.Annots.append(widget)
    return widget


def stamp(text: str = "signed") -> bytes:
    drawn = BytesIO()
    page = canvas.Canvas(drawn, pagesize=(155, 60), invariant=1)
    page.rect(1, 1, 153, 58)
    page.drawString(8, 40, text)
    page.showPage()
    page.save()
    return drawn.getvalue()
