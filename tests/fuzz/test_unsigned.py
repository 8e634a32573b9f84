"""Some hundred mutated photos, spreadsheets and standards: refused in words, or read whole."""

import pytest

from tests.fuzz.campaign import run
from tests.fuzz.unsigned import TARGETS


@pytest.mark.filterwarnings("ignore::UserWarning")  # of Pillow and openpyxl
@pytest.mark.parametrize(("name", "count"), [("photo", 60), ("sheet", 150), ("standard", 150)])
def test_what_nobody_signed_is_refused_in_words_or_read_whole(name, count):
    outcome = run(TARGETS[name](), count, 60, seed=3)
    assert outcome.findings == []
    assert outcome.refused > 0
    assert outcome.slowest < 20
