"""Blank forms of standards at hand."""

import pytest

from assessor.errors import AssessorError
from assessor.services.blank_forms import blank_forms
from tests.actors import NOON
from tests.reporting.samples import bare, pages_of


def test_one_form_or_all_are_printed(library):
    standard = library.standard("NSC-2021")
    one = pages_of(blank_forms(standard, "MARKET", "zh_CN", NOON))
    assert bare(standard.site_type("MARKET").items[0].text.zh) in one[0]
    every = pages_of(blank_forms(standard, "", "zh_CN", NOON))
    assert len(every) > len(standard.site_types)


def test_a_form_that_is_not_there_is_refused_and_the_known_ones_named(library):
    with pytest.raises(AssessorError, match=r"no form PIER.*MARKET"):
        blank_forms(library.standard("NSC-2021"), "PIER", "en", NOON)
