from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.forms import Section, SiteType
from assessor.domain.limits import Threshold
from assessor.domain.profiles import Module, ScoringProfile
from assessor.domain.standard import Chapter, Clause, Standard, StandardRef
from assessor.domain.texts import Confidence, Origin, Source, Text
from assessor.errors import AssessorError
from assessor.standards import Library, StandardError, load_standard, writing
from assessor.standards.writing import folder_files, write_standard
from tests.domain.marks import items
from tests.domain.standards import OURS, words

REF = StandardRef("TEST-1", 1, "")
SEEN = Origin(Confidence.SOURCED, ("S01",))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1, max_size=9)
TEXTS = st.builds(Text, *[WORDS.map(str.strip).filter(bool)] * 2)


@st.composite
def standards(draw):
    """Standards with one form, whose items may be of any kind that the format allows."""
    found = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        each = draw(items(number))
        veto = None if each.mode == "V" else each.veto_below
        note = draw(st.none() | TEXTS)
        found.append(
            replace(
                each,
                id=f"SHOP.{number:02}",
                text=draw(TEXTS),
                guidance=draw(TEXTS),
                points=Decimal(draw(st.integers(1, 200))) + Decimal("0.25"),
                deduct=each.deduct and Decimal("0.5"),
                band_lines=(),
                veto_below=veto,
                clauses=("TEST-1:1", "OTHER-2:3.4"),
                evidence=draw(st.sampled_from([(), ("photo",), ("photo", "document")])),
                origin=Origin(Confidence.UNCERTAIN, ("S01",), note),
            )
        )
    form = SiteType(
        "SHOP", draw(TEXTS), words(), words(), (Section("SHOP.A", draw(TEXTS), tuple(found)),)
    )
    module = Module("1", draw(TEXTS), form.points, ("SHOP",))
    return Standard(
        ref=REF,
        title=draw(TEXTS),
        issuer=words(),
        document_number=draw(st.just("") | WORDS.map(str.strip)),
        issued="2030",
        valid_from=None,
        replaces=("OLD-1",),
        levels=("county", "town"),
        clauses=(Clause("1", "1", draw(TEXTS), SEEN, ("site",)),),
        indicators=(),
        site_types=(form,),
        profiles=(ScoringProfile("forms", words(), False, (module,), Decimal("0.8"), OURS),),
        chapters=(Chapter("1", words()),),
        sources=(Source("S01", words(), "2030"),),
    )


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path)


@settings(deadline=None, max_examples=30)
@given(standards())
def test_what_is_written_is_read_back_as_it_was(tmp_path_factory, standard):
    root = tmp_path_factory.mktemp("standards")
    folder = write_standard(standard, root, Library(root))
    read = load_standard(folder)
    assert replace(read, ref=REF) == standard
    assert [each.name for each in root.iterdir()] == ["TEST-1"]


def broken(standard):
    return replace(standard, levels=("moon",))


@pytest.fixture
def standard():
    form = SiteType("SHOP", words(), words(), words(), (Section("SHOP.A", words(), ()),))
    return Standard(
        REF, words(), words(), "", "2030", None, (), ("county",), (), (), (form,), ()
    )  # fmt: skip


def test_what_would_not_be_read_back_is_not_written(tmp_path, library, standard):
    with pytest.raises(StandardError) as caught:
        write_standard(broken(standard), tmp_path, library)
    assert {problem.field for problem in caught.value.problems} >= {"levels"}
    assert list(tmp_path.iterdir()) == []


def test_what_would_be_too_large_to_be_read_is_not_written(
    tmp_path, library, standard, monkeypatch
):
    monkeypatch.setattr(writing, "LARGEST", 10)
    with pytest.raises(StandardError, match="larger"):
        write_standard(standard, tmp_path, library)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_already_stays(tmp_path, library, standard):
    (tmp_path / "TEST-1" / "1").mkdir(parents=True)
    with pytest.raises(AssessorError, match="already"):
        write_standard(standard, tmp_path, library)


def test_figures_are_no_part_of_a_table(standard):
    figure = Threshold("a.b", words(), None, None, None, None, OURS)
    with pytest.raises(ValueError, match="TEST-1/1"):
        folder_files(replace(standard, thresholds=(figure,)))
