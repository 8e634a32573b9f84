from dataclasses import replace

import pytest

from assessor.domain.standard import StandardRef
from assessor.services.comparison import rank_units
from assessor.ui.ranking_basis import RankingBasis
from tests.actors import site


@pytest.fixture
def result(people):
    office = people("office", is_office=True)
    office.checks(site())
    return rank_units(office.workspace, office.library, "town")


@pytest.fixture
def basis(qtbot):
    basis = RankingBasis()
    qtbot.addWidget(basis)
    return basis


def test_nothing_is_chosen_until_a_ranking_is_shown(basis, result, library):
    assert basis.chosen == (None, None)
    basis.show_result(result, library)
    assert basis.chosen == (result.standard, result.profile.id)
    basis.forget()
    assert basis.chosen == (None, None)


def test_what_a_ranking_was_worked_out_by_is_offered_though_it_is_no_longer_listed(
    basis, result, library
):
    gone = replace(result.standard, ref=StandardRef("NSC-2021", 2, "ab" * 32))
    basis.show_result(replace(result, standard=gone), library)
    assert basis.chosen == (gone, result.profile.id)


def test_only_standards_with_the_same_forms_are_offered(basis, result, library):
    basis.show_result(result, library)
    offered = {basis._profile.itemText(n).partition(" ")[0] for n in range(basis._profile.count())}
    assert "NSC-2021/2" in offered
    assert "NSC-2021/1" not in offered
