"""What colleagues signed for a draft: who, and the very bytes as evidence."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from assessor.domain.inspection import Contribution, Observation
from assessor.i18n import _
from assessor.storage.database import Database, insert_missing
from assessor.storage.failures import WorkspaceError
from assessor.storage.observations import replace_observation
from assessor.storage.tables import DraftContributionRow, DraftRow, EvidenceRow
from assessor.storage.trail import Act, answers_of, note


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a colleague signed, and how: the part's body, its manifest, the signature."""

    part: bytes
    manifest: bytes
    signature: bytes

    @property
    def digests(self) -> tuple[str, str, str]:
        """The SHA-256 of each, hex."""
        part, manifest, signature = map(_sha, (self.part, self.manifest, self.signature))
        return part, manifest, signature


class Contributions:
    """The parts that colleagues signed for the drafts of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def join(
        self,
        check_id: str,
        contribution: Contribution,
        evidence: Evidence,
        marks: Mapping[str, Observation],
        at: datetime,
    ) -> None:
        """Put a colleague's marks into a draft, and keep what he signed; all or nothing."""
        with self._database.writing() as connection:
            keep_evidence(connection, [evidence])
            known = contributions_of(connection, check_id)
            if contribution.part not in {each.part for each in known}:
                insert_contributions(connection, check_id, [contribution], first=len(known))
            for item, seen in marks.items():
                replace_observation(connection, check_id, item, seen, at)
            said = {"part": contribution.part, "answers": answers_of(marks)}
            note(connection, Act.JOINED, check_id, said, at)
            turn = select(func.max(DraftRow.turn) + 1).scalar_subquery()
            connection.execute(
                update(DraftRow).where(DraftRow.id == check_id).values(changed_at=at, turn=turn)
            )

    def keep(self, evidence: Iterable[Evidence]) -> None:
        """Keep what came with a signed check that is opened again."""
        with self._database.writing() as connection:
            keep_evidence(connection, evidence)

    def evidence(self, contribution: Contribution) -> Evidence:
        """What a colleague signed, unchanged."""
        return Evidence(
            *map(self._content, (contribution.part, contribution.manifest, contribution.signature))
        )

    def _content(self, digest: str) -> bytes:
        with self._database.reading() as connection:
            content = connection.scalar(
                select(EvidenceRow.content).where(EvidenceRow.digest == digest)
            )
        if content is None or _sha(content) != digest:
            raise WorkspaceError(
                _(
                    "What a colleague signed is missing or was changed ({digest}). "
                    "Take his part in again."
                ).format(digest=digest[:12])
            )
        return content


def keep_evidence(connection: Connection, evidence: Iterable[Evidence]) -> None:
    """Store these bytes by their digests."""
    rows = [
        {"digest": digest, "content": content}
        for each in evidence
        for digest, content in zip(
            each.digests, (each.part, each.manifest, each.signature), strict=True
        )
    ]
    if rows:
        connection.execute(insert_missing(connection, EvidenceRow), rows)


def insert_contributions(
    connection: Connection, check_id: str, contributions: Iterable[Contribution], first: int = 0
) -> None:
    """Name who contributed to a draft; which items, sign-off finds out."""
    rows = [
        {
            "draft": check_id,
            "position": position,
            "inspector": each.inspector,
            "key": each.key,
            "part": each.part,
            "manifest": each.manifest,
            "signature": each.signature,
        }
        for position, each in enumerate(contributions, start=first)
    ]
    if rows:
        connection.execute(insert(DraftContributionRow), rows)


def contributions_of(connection: Connection, check_id: str) -> tuple[Contribution, ...]:
    """Who contributed to a draft, in order of joining."""
    rows = connection.execute(
        select(
            DraftContributionRow.inspector,
            DraftContributionRow.key,
            DraftContributionRow.part,
            DraftContributionRow.manifest,
            DraftContributionRow.signature,
        )
        .where(DraftContributionRow.draft == check_id)
        .order_by(DraftContributionRow.position)
    )
    return tuple(
        Contribution(inspector, key, (), part, manifest, signature)
        for inspector, key, part, manifest, signature in rows
    )


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
