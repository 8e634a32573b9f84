"""What clerks report of areas: yearly values, prerequisites, their evidence, and pass lines."""

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select

from assessor.domain.figures import (
    Answer,
    Area,
    PrerequisiteAnswer,
    Proof,
    YearlyValue,
)
from assessor.i18n import _
from assessor.storage.database import Database, insert_missing, upsert
from assessor.storage.failures import WorkspaceError
from assessor.storage.figure_tables import (
    PassLineRow,
    PrerequisiteAnswerRow,
    ProofRow,
    YearlyValueRow,
)
from assessor.storage.folders import KeptFiles

_VALUE = [field.name for field in fields(YearlyValue)]
_ANSWER = [field.name for field in fields(PrerequisiteAnswer)]
_PROOF = [field.name for field in fields(Proof)]


class Figures:
    """The reported figures of a workspace. Saving replaces what stood in the same place."""

    def __init__(self, database: Database, kept: KeptFiles) -> None:
        self._database = database
        self._kept = kept

    def save(
        self,
        area: Area,
        values: Iterable[YearlyValue] = (),
        answers: Iterable[PrerequisiteAnswer] = (),
    ) -> None:
        """Store values and answers, all of them or none."""
        value_rows = [_row(area, each, _VALUE) for each in values]
        answer_rows = [_row(area, each, _ANSWER) for each in answers]
        with self._database.writing() as connection:
            upsert(connection, YearlyValueRow, value_rows)
            upsert(connection, PrerequisiteAnswerRow, answer_rows)

    def values(self, area: Area) -> tuple[YearlyValue, ...]:
        """The values of an area, by indicator and year."""
        query = (
            select(*(getattr(YearlyValueRow, name) for name in _VALUE))
            .where(YearlyValueRow.unit == area.unit, YearlyValueRow.standard == area.standard)
            .order_by(YearlyValueRow.indicator, YearlyValueRow.year)
        )
        with self._database.reading() as connection:
            return tuple(YearlyValue(*row) for row in connection.execute(query))

    def answers(self, area: Area) -> tuple[PrerequisiteAnswer, ...]:
        """The answers of an area, by prerequisite."""
        query = (
            select(*(getattr(PrerequisiteAnswerRow, name) for name in _ANSWER))
            .where(
                PrerequisiteAnswerRow.unit == area.unit,
                PrerequisiteAnswerRow.standard == area.standard,
            )
            .order_by(PrerequisiteAnswerRow.prerequisite)
        )
        with self._database.reading() as connection:
            return tuple(PrerequisiteAnswer(*row) for row in connection.execute(query))

    def answered_no(self, standard: str) -> dict[str, tuple[str, ...]]:
        """The prerequisites answered with no, by unit."""
        query = (
            select(PrerequisiteAnswerRow.unit, PrerequisiteAnswerRow.prerequisite)
            .where(
                PrerequisiteAnswerRow.standard == standard,
                PrerequisiteAnswerRow.answer == Answer.NO,
            )
            .order_by(PrerequisiteAnswerRow.unit, PrerequisiteAnswerRow.prerequisite)
        )
        found: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            for unit, prerequisite in connection.execute(query):
                found.setdefault(unit, []).append(prerequisite)
        return {unit: tuple(each) for unit, each in found.items()}

    def add_proof(self, area: Area, proof: Proof, content: bytes) -> None:
        """Keep a file as evidence; the same file in the same place is kept once."""
        # Before the row: after a crash in between, a file too many does no harm.
        self._kept.proof(proof.digest, proof.kind.value).keep(content)
        with self._database.writing() as connection:
            connection.execute(insert_missing(connection, ProofRow), _row(area, proof, _PROOF))

    def drop_proof(self, area: Area, proof: Proof) -> None:
        """Let a file be evidence no more; the file itself stays."""
        statement = delete(ProofRow).where(
            ProofRow.unit == area.unit,
            ProofRow.standard == area.standard,
            ProofRow.subject == proof.subject,
            ProofRow.id == proof.id,
            ProofRow.year == proof.year,
            ProofRow.digest == proof.digest,
        )
        with self._database.writing() as connection:
            connection.execute(statement)

    def proofs(self, area: Area) -> tuple[Proof, ...]:
        """The evidence of an area."""
        query = (
            select(*(getattr(ProofRow, name) for name in _PROOF))
            .where(ProofRow.unit == area.unit, ProofRow.standard == area.standard)
            .order_by(ProofRow.subject, ProofRow.id, ProofRow.year, ProofRow.name)
        )
        with self._database.reading() as connection:
            return tuple(Proof(*row) for row in connection.execute(query))

    def proof_file(self, proof: Proof) -> Path:
        """The file of a piece of evidence, whole and unchanged."""
        file = self._kept.proof(proof.digest, proof.kind.value)
        if file.exists() and hashlib.sha256(file.read()).hexdigest() == proof.digest:
            return file.local()
        raise WorkspaceError(
            _(
                "{folder}: the evidence {name} is missing or was changed. "
                "Add the file again, or restore a backup."
            ).format(folder=self._kept, name=proof.name)
        )

    def set_pass_line(self, campaign: str, line: Decimal | None) -> None:
        """Set a campaign's pass line, or none."""
        with self._database.writing() as connection:
            if line is None:
                connection.execute(delete(PassLineRow).where(PassLineRow.campaign == campaign))
            else:
                upsert(connection, PassLineRow, [{"campaign": campaign, "line": line}])

    def pass_line(self, campaign: str) -> Decimal | None:
        """A campaign's pass line; None while nobody has set one."""
        query = select(PassLineRow.line).where(PassLineRow.campaign == campaign)
        with self._database.reading() as connection:
            return connection.scalar(query)


def _row(
    area: Area, value: YearlyValue | PrerequisiteAnswer | Proof, names: list[str]
) -> dict[str, Any]:
    return {"unit": area.unit, "standard": area.standard} | {
        name: getattr(value, name) for name in names
    }
