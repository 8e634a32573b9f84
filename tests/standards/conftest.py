from collections.abc import Iterator

import pytest

from assessor.i18n import current, use_language
from assessor.standards import digest
from tests.standards.standard_files import TAILORING, standard, written


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = current().language
    use_language("en")
    yield
    use_language(before)


@pytest.fixture
def tailoring(tmp_path):
    """The folder of a tailoring, its base beside it."""
    text = TAILORING.replace("DIGEST", digest(standard(tmp_path)))
    return written(tmp_path / "TOWN-SHOP" / "1", {"tailoring.toml": text})
