"""The quick guide names the keys that the program has."""

import pytest

from assessor.domain.guide import quick_guide
from assessor.i18n import LANGUAGES, Translator
from assessor.ui.keys import check_keys, window_keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_part_of_it_is_empty(language):
    guide = quick_guide(Translator(language))
    assert len(guide.sections) == 4
    assert all(section.title and all(section.lines) for section in guide.sections)
    assert all(key and words for key, words in guide.keys)


def test_every_key_it_names_is_one_of_the_programs():
    known = {each for key in check_keys() + window_keys() for each in key.sequences}
    known |= {"…", "↑", "↓"}
    named = [each for keys, _words in quick_guide(Translator("en")).keys for each in keys.split()]
    assert [each for each in named if each not in known] == []
