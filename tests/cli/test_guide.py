import pytest

from tests.reporting.samples import pages_of


def test_the_guide_is_printed_in_the_language_of_the_program(assessor, tmp_path):
    out = tmp_path / "guide.pdf"
    said = assessor("--profile", tmp_path / "p", "guide", out)
    assert (said.code, said.out.strip()) == (0, str(out))
    (page,) = pages_of(out.read_bytes())
    assert "quickguide" in page


@pytest.mark.parametrize("name", ["guide.txt", "guide"])
def test_it_is_a_pdf_and_says_so(assessor, tmp_path, name):
    said = assessor("guide", tmp_path / name)
    assert said.code == 2
    assert ".pdf" in said.err
