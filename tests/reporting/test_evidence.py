"""Photos are printed with their marks, and stamped with site, unit and time."""

from dataclasses import replace

from assessor.domain.inspection import Annotation, Fault, Faults, Shape
from assessor.domain.scoring import score
from assessor.i18n import Translator
from assessor.reporting.evidence import findings, photo_figures
from tests.builders import form, item, photo

MARKS = (Annotation(Shape.RING, 1, 2, 300, 400), Annotation(Shape.WORDS, 5, 6, words="no lid"))
STAMP = "East Market 530325001001-MARKET-0001 · East Street · Market authority"


def figures(*photos):
    faults = tuple(Fault(words="open bin", photos=(each.digest,)) for each in photos)
    card = score(form(item(1)), {"MARKET.01": Faults(faults)})
    return photo_figures(
        findings(card), photos, lambda digest: digest.encode(), STAMP, Translator("en")
    )


def test_every_photo_is_stamped_with_site_unit_and_time():
    (figure,) = figures(photo(b"one"))
    title, stamp, time, digest = figure.caption.splitlines()
    assert title == "Photo 1 · item 01, fault 1"
    assert stamp == STAMP
    assert "2026-05-12" in time
    assert digest.startswith("SHA-256 ")


def test_a_photo_without_a_time_says_so():
    (figure,) = figures(replace(photo(b"one"), taken_at=None))
    assert "neither time nor place" in figure.caption


def test_marks_come_with_the_photo_and_their_words_are_read_aloud():
    marked, plain = figures(replace(photo(b"one"), annotations=MARKS), photo(b"two"))
    assert (marked.annotations, plain.annotations) == (MARKS, ())
    assert marked.alternative.endswith("open bin; no lid")
    assert plain.alternative.endswith("open bin")
