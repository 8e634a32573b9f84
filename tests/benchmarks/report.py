"""A report of some 25 pages with 40 photos, tagged PDF/A-3a, against raw canvas drawing; then signing it.

The floor draws the same words, rules and photos with ReportLab's bare canvas: no layout,
no tags, no archive format.
"""

import io
import pickle
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from assessor.domain.inspection import Fault, Faults, Photo
from assessor.domain.scoring import score
from assessor.domain.texts import Text
from assessor.paths import shipped
from assessor.photos.drawing import draw_scene
from assessor.reporting import (
    INSPECTOR_FIELD,
    SIGNATURE_BOX,
    Attachment,
    CheckReport,
    check_record,
    check_report,
    stamp,
    style,
)
from assessor.reporting.flow import Page, Picture, Rule
from assessor.signing.judging import verify_pdf
from assessor.signing.pdf import sign_pdf
from assessor.standards import Library
from tests.actors import NOON, Person, authority
from tests.benchmarks.measuring import Amount, Measure, in_turns
from tests.builders import REF, check, form, item, revision, sealed
from tests.builders import photo as photo_of

PHOTOS, ITEMS = 40, 100
#: Run by a process of its own; prints kilobytes. What `getrusage` tells would be its parent's.
_MAKING = """
import pathlib, pickle, sys
content = pickle.load(sys.stdin.buffer)
from assessor.reporting import check_report
check_report(content, "zh_CN")
(line,) = [each for each in pathlib.Path("/proc/self/status").open() if "VmHWM" in each]
print(line.split()[1])
"""
SIGNED_AT = NOON + timedelta(hours=1)


def measures() -> Iterator[Measure | Amount]:
    chance = random.Random(5)
    content, pictures = _content(chance)
    record = check_record._Record(content, "zh_CN")
    record.compose()
    pages = record.composition.flow.pages
    with tempfile.TemporaryDirectory() as folder:
        paths = _files(Path(folder), pictures)
        ours, floor = in_turns(
            lambda: check_report(content, "zh_CN"), lambda: _drawn(pages, paths), rounds=7
        )
        pdf = check_report(content, "zh_CN")
        photos = sum(map(len, pictures.values()))
        note = f"{len(pages)} pages, {len(pdf) / 1e6:.2f} MB with {photos / 1e6:.2f} MB of photos"
        yield Measure("report with 40 photos, unsigned", "raw canvas", ours, floor, 2.5, note)
        yield Amount("its file", len(pdf) / 1e6, 1.05 * photos / 1e6 + 0.6)
        yield Amount("most memory of a process that makes it", _memory(content), 200)
        yield from _signing(Path(folder), pdf, floor)


def _memory(content: CheckReport) -> float:
    """The megabytes that a fresh process holds at most, the photos included."""
    made = subprocess.run(
        [sys.executable, "-c", _MAKING],
        input=pickle.dumps(content),
        stdout=subprocess.PIPE,
        check=True,
    )
    return int(made.stdout) / 1e3


def _signing(folder: Path, pdf: bytes, floor: float) -> Iterator[Measure]:
    zhang = Person("zhang", folder / "zhang", authority(folder / "authority"))
    mark = stamp(["检查员：张三"], *SIGNATURE_BOX)

    def signed() -> bytes:
        return sign_pdf(pdf, zhang.key, INSPECTOR_FIELD, mark, SIGNED_AT, certify=True)

    done = signed()
    assert verify_pdf(done, zhang.trust).good
    yield Measure("signing it (aim ≤ 0.3 s)", "raw canvas", _best(signed), floor)
    yield Measure(
        "verifying it with change analysis (aim ≤ 0.7 s)",
        "raw canvas",
        _best(lambda: verify_pdf(done, zhang.trust)),
        floor,
    )
    zhang.close()


def _best(work: Callable[[], object]) -> float:
    times = []
    for _round in range(5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _content(chance: random.Random) -> tuple[CheckReport, dict[str, bytes]]:
    pictures: dict[str, bytes] = {}
    photos: list[Photo] = []

    def photographed(number: int) -> tuple[str, ...]:
        if len(photos) == PHOTOS or number % 2:
            return ()
        picture = _picture(len(photos))
        photo = replace(photo_of(picture), width=1600, height=1200)
        pictures[photo.digest] = picture
        photos.append(photo)
        return (photo.digest,)

    items = [
        replace(
            item(number, points="2", deduct="0.5"),
            text=Text(_words(chance, chance.choice([15, 24, 40])), "item"),
        )
        for number in range(1, ITEMS + 1)
    ]
    site_type = form(*items, parts=8)
    observations = {
        each.id: Faults(
            tuple(
                Fault(
                    words=_words(chance, 14), category="CH01", photos=photographed(number + place)
                )
                for place in range(number % 3)
            )
        )
        for number, each in enumerate(items)
    }
    library = Library(shipped("standards"))
    document = sealed(
        revision(
            check(observations, remarks=_words(chance, 900)),
            site_type=site_type,
            photos=tuple(photos),
        )
    )
    content = CheckReport(
        standard=replace(library.standard("NSC-2021"), ref=REF),
        site_type=site_type,
        sealed=document,
        card=score(site_type, observations),
        vocabulary=library.vocabulary(),
        picture=pictures.__getitem__,
        attachments=(Attachment("a.json", "application/json", document.body, "data"),),
    )
    return content, pictures


def _words(chance: random.Random, count: int) -> str:
    text = "".join(chr(0x4E00 + chance.randrange(900)) for _each in range(count))
    return "，".join(text[start : start + 13] for start in range(0, count, 13))


def _picture(number: int) -> bytes:
    """A drawn photo with the noise of a real one."""
    noise = Image.effect_noise((1600, 1200), 18).convert("L")
    drawn = Image.open(io.BytesIO(draw_scene("街道", number))).resize((1600, 1200))
    blended = Image.blend(drawn, Image.merge("RGB", (noise,) * 3), 0.12)
    file = io.BytesIO()
    blended.save(file, "JPEG", quality=72)
    return file.getvalue()


def _files(folder: Path, pictures: dict[str, bytes]) -> dict[bytes, str]:
    paths = {}
    for digest, picture in pictures.items():
        path = folder / f"{digest}.jpg"
        path.write_bytes(picture)
        paths[picture] = str(path)
    return paths


def _drawn(pages: list[Page], paths: dict[bytes, str]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT), pageCompression=1)
    for page in pages:
        for drawn in page.decoration:
            if isinstance(drawn, Rule):
                canvas.line(drawn.x1, drawn.y1, drawn.x2, drawn.y2)
            else:
                if drawn.fill:
                    canvas.setFillColorRGB(*drawn.fill)
                canvas.rect(
                    drawn.x, drawn.y, drawn.width, drawn.height, bool(drawn.edge), bool(drawn.fill)
                )
        for drawn in page.content:
            if isinstance(drawn, Picture):
                canvas.drawImage(paths[drawn.content], drawn.x, drawn.y, drawn.width, drawn.height)
            else:
                canvas.setFont(drawn.style.font, drawn.style.size)
                canvas.setFillColorRGB(*drawn.style.colour)
                canvas.drawString(drawn.x, drawn.y, drawn.text, charSpace=drawn.spacing or None)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
