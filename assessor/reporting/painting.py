"""Painting what was set: ReportLab writes text and lines; photos are only named here.

Content that is read stands between marks that tie it to the structure; everything else is
an artifact. The photos' bytes join when the file is archived, untouched.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from assessor.reporting import fonts, style
from assessor.reporting.flow import Block, Box, Ink, Page, Picture, Rule, Words
from assessor.reporting.tagging import Mark


@dataclass(slots=True)
class Painted:
    """A plain PDF, and the photos that its pages name but do not hold yet."""

    pdf: bytes
    pictures: dict[bytes, str] = field(default_factory=dict)  # JPEG to name
    by_page: dict[int, set[bytes]] = field(default_factory=dict)


def paint(
    pages: Sequence[Page], width: float = style.PAGE_WIDTH, height: float = style.PAGE_HEIGHT
) -> Painted:
    """Paint pages of this size in points; their nodes learn their marks."""
    fonts.register()
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), pageCompression=1, invariant=True)
    painted = Painted(b"")
    for number, page in enumerate(pages):
        _Painter(canvas, painted, number).paint(page)
        canvas.showPage()
    canvas.save()
    painted.pdf = buffer.getvalue()
    return painted


class _Painter:
    """Paints one page."""

    def __init__(self, canvas: Canvas, painted: Painted, number: int) -> None:
        self._canvas = canvas
        self._painted = painted
        self._number = number
        self._marks = 0
        self._colour: style.Colour | None = None  # of the text painted last

    def paint(self, page: Page) -> None:
        if page.decoration:
            self._canvas.addLiteral("/Artifact BMC")
            self._decorate(page.decoration)
            self._canvas.addLiteral("EMC")
        for node, group in groupby(page.content, key=lambda each: each.node):
            if node is None:
                self._canvas.addLiteral("/Artifact BMC")
            else:
                self._canvas.addLiteral(f"/{node.tag} <</MCID {self._marks}>> BDC")
                node.kids.append(Mark(self._number, self._marks))
                self._marks += 1
            self._write(group)
            self._canvas.addLiteral("EMC")

    def _decorate(self, decoration: Iterable[Rule | Box]) -> None:
        canvas = self._canvas
        rules: dict[style.Colour, list[tuple[float, float, float, float]]] = {}
        for each in decoration:
            if isinstance(each, Rule):
                rules.setdefault(each.colour, []).append((each.x1, each.y1, each.x2, each.y2))
                continue
            if each.fill:
                canvas.setFillColorRGB(*each.fill)
            if each.edge:
                canvas.setStrokeColorRGB(*each.edge)
                canvas.setLineWidth(each.edge_width)
            canvas.rect(
                each.x,
                each.y,
                each.width,
                each.height,
                stroke=bool(each.edge),
                fill=bool(each.fill),
            )
        canvas.setLineWidth(style.HAIRLINE)
        for colour, lines in rules.items():
            canvas.setStrokeColorRGB(*colour)
            canvas.lines(lines)

    def _write(self, group: Iterable[Words | Picture | Ink | Block]) -> None:
        text: PDFTextObject | None = None
        look: style.Style | None = None
        spacing = 0.0
        for each in group:
            if isinstance(each, Picture):
                self._show(each)
                continue
            if isinstance(each, Ink):
                self._draw(each)
                continue
            if isinstance(each, Block):
                self._fill(each)
                continue
            text = text or self._canvas.beginText()
            if each.style is not look:
                look = each.style
                text.setFont(look.font, look.size, look.leading)
                if look.colour != self._colour:
                    self._colour = look.colour
                    text.setFillColorRGB(*look.colour)
            if each.spacing != spacing:
                spacing = each.spacing
                text.setCharSpace(spacing)
            text.setTextOrigin(each.x, each.y)
            text.textOut(each.text)
        if text is not None:
            if spacing:
                text.setCharSpace(0)  # or it would last into the next text
            self._canvas.drawText(text)

    def _draw(self, ink: Ink) -> None:
        canvas = self._canvas
        canvas.setStrokeColorRGB(*ink.colour)
        canvas.setLineWidth(ink.width)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for (x, y), *others in ink.strokes:
            path = canvas.beginPath()
            path.moveTo(x, y)
            for place in others or [(x, y)]:  # a dot is a line that goes nowhere
                path.lineTo(*place)
            canvas.drawPath(path)

    def _fill(self, block: Block) -> None:
        # Literally, for the canvas would remember the colour and text painted later would not.
        red, green, blue = block.fill
        self._canvas.addLiteral(
            f"q {red:.3f} {green:.3f} {blue:.3f} rg {block.x:.2f} {block.y:.2f}"
            f" {block.width:.2f} {block.height:.2f} re f Q"
        )

    def _show(self, picture: Picture) -> None:
        names = self._painted.pictures
        name = names.setdefault(picture.content, f"Photo{len(names) + 1}")
        self._painted.by_page.setdefault(self._number, set()).add(picture.content)
        self._canvas.addLiteral(
            f"q {picture.width:.2f} 0 0 {picture.height:.2f} {picture.x:.2f} {picture.y:.2f} cm"
            f" /{name} Do Q"
        )
