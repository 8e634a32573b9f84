from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import StatementError

from assessor.domain.figures import (
    Answer,
    Area,
    PrerequisiteAnswer,
    Proof,
    ProofKind,
    Subject,
    YearlyValue,
)

AREA = Area("530325", "NSC-2021")
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
VALUE = YearlyValue("36", 2025, "95.50", "", "台账", "王", AT)
ANSWER = PrerequisiteAnswer("P01", Answer.NO, "旱厕", "王", AT)


def test_values_and_answers_are_kept_as_they_are_written(workspace):
    figures = workspace.figures
    figures.save(AREA, [VALUE, YearlyValue("36", 2024, "x")], [ANSWER])
    assert figures.values(AREA) == (YearlyValue("36", 2024, "x"), VALUE)
    assert figures.answers(AREA) == (ANSWER,)
    assert figures.values(Area("530326", "NSC-2021")) == ()
    assert figures.values(Area("530325", "NSC-2014")) == ()


def test_saving_replaces_what_stood_in_the_same_place(workspace):
    figures = workspace.figures
    figures.save(AREA, [VALUE], [ANSWER])
    figures.save(AREA, [YearlyValue("36", 2025, "96")], [PrerequisiteAnswer("P01", Answer.YES)])
    assert [each.value for each in figures.values(AREA)] == ["96"]
    assert figures.answered_no("NSC-2021") == {}


def test_a_write_that_fails_half_way_keeps_nothing(workspace):
    broken = PrerequisiteAnswer("P02", None)
    with pytest.raises(StatementError):
        workspace.figures.save(AREA, [VALUE], [ANSWER, broken])
    assert workspace.figures.values(AREA) == workspace.figures.answers(AREA) == ()


def test_one_file_may_show_several_values(workspace):
    digest = "ab" * 32
    proofs = [
        Proof(Subject.INDICATOR, "36", 2024, digest, "a.pdf", ProofKind.PDF, 3),
        Proof(Subject.INDICATOR, "36", 2025, digest, "a.pdf", ProofKind.PDF, 3),
        Proof(Subject.PREREQUISITE, "P01", 0, digest, "a.pdf", ProofKind.PDF, 3),
    ]
    for proof in proofs:
        workspace.figures.add_proof(AREA, proof, b"pdf")
    assert workspace.figures.proofs(AREA) == tuple(proofs)
    workspace.figures.drop_proof(AREA, proofs[1])
    assert workspace.figures.proofs(AREA) == (proofs[0], proofs[2])
