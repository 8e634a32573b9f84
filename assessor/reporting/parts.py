"""What all documents are put together from: headings, facts, signature boxes, furniture."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessor.domain.handwriting import Stroke
from assessor.i18n import Translator
from assessor.reporting import style
from assessor.reporting.flow import Box, Flow, Ink, Rule, SignatureField, put
from assessor.reporting.phrases import numbered, verification_code
from assessor.reporting.style import MM, Style
from assessor.reporting.tables import Cell, Row, Table, set_table
from assessor.reporting.tagging import Node
from assessor.reporting.typesetting import break_lines

#: The size of every signature box in points; a stamp of this size fills it.
SIGNATURE_BOX = (155.0, 60.0)

_FACTS = (26 * MM, 59 * MM, 26 * MM, 59 * MM)
_AFTER_HEADING = 84.0  # what must fit below a heading: signature boxes, or rows of a table
_HEADER = style.PAGE_HEIGHT - 12 * MM
_FOOTER = 15.5 * MM
_LARGEST_INK = 0.2  # points for a unit of handwriting's paper
_LEFT_SHARE, _RIGHT_SHARE = 0.55, 0.43  # of the width; what is longer is cut


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; a wide one has a row for itself.

    `least` is a height in points that leaves room to write by hand.
    """

    label: str
    value: str
    wide: bool = False
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """A box to sign in: a prepared field by that name, or a place for ink.

    `strokes` are what somebody wrote by hand, as in `domain.handwriting`, and
    `alternative` says so to who cannot see it; `words` then stand below.
    """

    label: str
    field: str = ""
    words: str = ""  # printed in the box
    strokes: tuple[Stroke, ...] = ()
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands above and below on every page."""

    title: str
    number: str
    code: str
    warning: str = ""


class Composition:
    """A document being put together: where it stands, and the language it speaks."""

    def __init__(self, language: str) -> None:
        self.flow = Flow()
        self.translator = Translator(language)
        self._sections = 0

    def heading(self, title: str, following: float = _AFTER_HEADING) -> None:
        """A numbered section heading, never without this height of what follows below it."""
        self._sections += 1
        look = style.HEADING
        self.flow.need(look.before + look.leading + look.after + following)
        self.flow.text(numbered(self._sections, title, self.translator), look, "H2")

    def new_part(self) -> None:
        """Go on at the top of a page; sections are counted from the first again."""
        self.flow.new_page()
        self._sections = 0

    def paragraph(self, text: str, look: Style = style.BODY) -> None:
        """A paragraph."""
        self.flow.text(text, look)

    def table(self, table: Table) -> None:
        """A table."""
        set_table(self.flow, table)

    def facts(self, facts: Sequence[Fact]) -> None:
        """Labels and values in two columns; facts without a value show a dash."""
        rows: list[Row] = []
        waiting: Fact | None = None
        for fact in facts:
            if waiting and not fact.wide:
                rows.append(Row((*_cells(waiting), *_cells(fact)), least=fact.least))
                waiting = None
                continue
            if waiting:
                rows.append(Row(_cells(waiting, span=3), least=waiting.least))
            waiting = None if fact.wide else fact
            if fact.wide:
                rows.append(Row(_cells(fact, span=3), least=fact.least))
        if waiting:
            rows.append(Row(_cells(waiting, span=3), least=waiting.least))
        set_table(self.flow, Table(_FACTS, rows))

    def signatures(self, boxes: Sequence[SignatureBox]) -> None:
        """Boxes beside each other, each below its label, all on one page."""
        flow, (width, height) = self.flow, SIGNATURE_BOX
        look = style.LABEL
        flow.need(look.leading + height + 8)
        gap = (style.WIDTH - 3 * width) / 2
        for column, box in enumerate(boxes):
            x, bottom = style.LEFT + column * (width + gap), flow.y - look.leading - height
            label = flow.root.add(Node("P"))
            for line in break_lines(box.label, look, width)[:1]:
                flow.put(line, look, x, flow.y, label)
            flow.page.decoration.append(Box(x, bottom, width, height, None, style.LINE))
            if box.field:
                form = flow.root.add(Node("Form", alternative=box.label))
                page = len(flow.pages) - 1
                flow.fields.append(SignatureField(box.field, page, x, bottom, *SIGNATURE_BOX, form))
            top = bottom + height - 4
            if box.strokes:
                top = bottom + style.CAPTION.leading + 3
                self._ink(box, x + 6, top, width - 12, bottom + height - 5 - top)
            self._words_in_box(box.words, x + 6, top, width - 12)
        flow.y -= look.leading + height + 8

    def _ink(self, box: SignatureBox, x: float, y: float, width: float, height: float) -> None:
        """Handwriting as large as fits the place, its proportions kept."""
        across = [place[0] for stroke in box.strokes for place in stroke]
        down = [place[1] for stroke in box.strokes for place in stroke]
        left, bottom = min(across), max(down)
        wide, high = max(across) - left, bottom - min(down)
        scale = min(width / max(wide, 1), height / max(high, 1), _LARGEST_INK)
        x += (width - wide * scale) / 2
        y += (height - high * scale) / 2
        strokes = tuple(
            tuple(
                (x + (place[0] - left) * scale, y + (bottom - place[1]) * scale) for place in each
            )
            for each in box.strokes
        )
        node = self.flow.root.add(
            Node(
                "Figure",
                alternative=box.alternative,
                box=(x, y, x + wide * scale, y + high * scale),
            )
        )
        self.flow.page.content.append(Ink(strokes, node))

    def _words_in_box(self, words: str, x: float, top: float, width: float) -> None:
        if not words:
            return
        node = self.flow.root.add(Node("P"))
        for line in break_lines(words, style.CAPTION, width)[:4]:
            self.flow.put(line, style.CAPTION, x, top, node)
            top -= style.CAPTION.leading

    def proof(self, name: str, digest: str) -> None:
        """What the verification code is made of, and how anyone can check it."""
        text = self.translator.text(
            "Verification code {code}: the first 16 digits of the SHA-256 of the attached file "
            "{name}. “assessor verify” judges the signatures and every change since."
        )
        words = text.format(code=verification_code(digest), name=name)
        self.paragraph(words, style.NOTE)

    def furnish(self, furniture: Furniture) -> None:
        """Header and footer on every page, as decoration; call it when all else stands."""
        pages, text = self.flow.pages, self.translator.text
        code = text("Verification code {code}").format(code=furniture.code)
        for number, page in enumerate(pages, start=1):
            count = text("Page {number} of {count}").format(number=number, count=len(pages))
            for words, look, share, top in (
                (furniture.title, style.FURNITURE, _LEFT_SHARE, _HEADER),
                (furniture.number, style.FURNITURE_RIGHT, _RIGHT_SHARE, _HEADER),
                (code, style.FURNITURE, _LEFT_SHARE, _FOOTER),
                (count, style.FURNITURE_RIGHT, _RIGHT_SHARE, _FOOTER),
            ):
                for line in break_lines(words, look, style.WIDTH * share)[:1]:
                    put(page, line, look, style.LEFT, top, None)
            under_header = _HEADER - style.FURNITURE.leading - 2
            above_footer = _FOOTER + 2
            for y in (under_header, above_footer):
                page.decoration.append(Rule(style.LEFT, y, style.RIGHT, y))


def _cells(fact: Fact, span: int = 1) -> tuple[Cell, Cell]:
    label = Cell(fact.label, style.LABEL, header=True)
    return label, Cell(fact.value or "—", style.CELL, span=span)
