from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from assessor.ui.keys import check_keys, window_keys

KEYS = check_keys() + window_keys()


def test_no_key_gives_two_commands():
    """Qt would carry out neither."""
    counted = Counter(
        QKeySequence(each).toString() for key in KEYS for each in key.sequences if each != "…"
    )
    assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.command)
def test_every_key_is_one_and_is_told_in_words(key):
    assert key.words
    assert all(each == "…" or QKeySequence(each).count() == 1 for each in key.sequences)
