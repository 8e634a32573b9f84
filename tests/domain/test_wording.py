from decimal import Decimal

import pytest
from hypothesis import given, settings

from assessor.domain import wording
from assessor.domain.completeness import Lack
from assessor.domain.forms import Mode
from assessor.domain.inspection import (
    Band,
    CountUnit,
    Fault,
    Faults,
    NotApplicable,
    Rate,
    Severity,
    YesNo,
)
from assessor.domain.merging import CheckState
from assessor.domain.texts import Confidence
from assessor.i18n import LANGUAGES, Translator
from tests.builders import item
from tests.domain.marks import anything, items
from tests.domain.standards import VOCABULARY

ENGLISH = Translator("en")
languages = pytest.mark.parametrize("language", LANGUAGES)


def marked(of_item, seen, translator=ENGLISH):
    return wording.marked(of_item, seen, VOCABULARY, translator)


def described(fault, translator=ENGLISH):
    return wording.described(fault, VOCABULARY, translator)


@languages
@pytest.mark.parametrize(
    ("in_words", "codes"),
    [
        (wording.severity, Severity),
        (wording.count_unit, CountUnit),
        (wording.lack, Lack),
        (wording.state, CheckState),
    ],
)
def test_every_code_has_words_of_its_own(in_words, codes, language):
    texts = [in_words(code, Translator(language)) for code in codes]
    assert all(texts)
    assert len(set(texts)) == len(texts)


@languages
def test_only_doubt_is_put_into_words(language):
    shown = {code for code in Confidence if wording.confidence(code, Translator(language))}
    assert shown == {Confidence.REMEMBERED, Confidence.UNCERTAIN}


@pytest.mark.parametrize(
    ("mode", "seen", "expected"),
    [
        (Mode.FAULTS, None, "not observed"),
        (Mode.FAULTS, Faults(), "no fault"),
        (Mode.FAULTS, Faults((Fault(),)), "1 place"),
        (Mode.FAULTS, Faults((Fault(), Fault(count=2))), "3 places"),
        (Mode.BAND, Band(10), "grade 10 of 10"),
        (Mode.BAND, Band(7, "mended"), "grade 7 of 10, suggested 10: mended"),
        (Mode.BAND, Band(7), "grade 7 of 10, suggested 10: no reason given"),
        (Mode.BAND, Band(8, faults=(Fault(),)), "grade 8 of 10"),
        (Mode.YES_NO, YesNo(True), "Yes"),
        (Mode.VETO, YesNo(False), "No"),
        (Mode.RATE, Rate(3, 4), "3 of 4 sound"),
        (Mode.RATE, NotApplicable("not_exist"), "does not apply: there is none"),
        (Mode.RATE, NotApplicable("not_exist", "razed"), "does not apply: there is none (razed)"),
        (Mode.RATE, NotApplicable("strange"), "does not apply: strange"),
    ],
)
def test_a_mark_says_how_it_was_made(mode, seen, expected):
    assert marked(item(mode=mode), seen) == expected


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(), "fault without words"),
        (Fault(category="CH01"), "illegal building"),
        (Fault(category="CH99"), "CH99"),
        (Fault(words="shed", category="CH01"), "shed"),
        (Fault(words="shed", spot="gate"), "shed at gate"),
        (Fault(words="litter", count=3), "litter ×3"),
        (Fault(words="litter", spot="gate", widespread=True), "litter at gate, widespread"),
    ],
)
def test_a_fault_is_told_in_one_line(fault, expected):
    assert described(fault) == expected


@pytest.mark.parametrize(
    ("of_item", "expected"),
    [
        (item(points="10", deduct="2"), "10 points, 2 off for each place"),
        (item(points="10", deduct="10"), "10 points, 10 off for each place"),
        (item(points="2.5", deduct="0.5"), "2.50 points, 0.5 off for each place"),
        (item(mode=Mode.BAND, points="8"), "8 points by a grade of 0 to 10"),
        (item(mode=Mode.RATE), "10 points by the share of sound places"),
        (item(mode=Mode.YES_NO), "10 points, all or nothing"),
        (item(mode=Mode.VETO), "10 points, all or nothing; vetoes the result if missed"),
        (
            item(mode=Mode.BAND, points="20", veto_below=Decimal("0.70")),
            "20 points by a grade of 0 to 10; vetoes the result below 70 percent of them",
        ),
    ],
)
def test_the_rule_of_an_item_is_one_sentence(of_item, expected):
    assert wording.rule(of_item, ENGLISH) == expected


@languages
@given(items(), anything)
@settings(max_examples=25, deadline=None)
def test_anything_can_be_put_into_words_in_both_languages(language, of_item, seen):
    translator = Translator(language)
    assert marked(of_item, seen, translator)
    assert wording.rule(of_item, translator)
    assert described(Fault(widespread=True, spot="gate", count=2), translator)
