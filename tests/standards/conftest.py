from collections.abc import Iterator

import pytest

from assessor.i18n import current, use_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = current().language
    use_language("en")
    yield
    use_language(before)
