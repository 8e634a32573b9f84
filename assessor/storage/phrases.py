"""The words for faults that were used on this computer, and those an inspector keeps."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select

from assessor.storage.database import Database, upsert
from assessor.storage.fieldwork_tables import PhraseRow

_NEXT_TURN = select(func.coalesce(func.max(PhraseRow.turn), 0) + 1).scalar_subquery()


@dataclass(frozen=True, slots=True)
class UsedPhrase:
    """Words as they were used last: on which item of which type of site.

    `own` ones were kept by the inspector; the others come from the library of phrases.
    """

    words: str
    category: str = ""
    item: str = ""
    site_type: str = ""
    own: bool = False


class Phrases:
    """What was used here, the last first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[UsedPhrase, ...]:
        """Every phrase that was used or kept, the one used last first."""
        row = PhraseRow
        query = select(row.words, row.category, row.item, row.site_type, row.own)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(row.turn.desc()))
            return tuple(UsedPhrase(*each) for each in rows)

    def use(self, phrase: UsedPhrase) -> None:
        """Note that a phrase was used; one that is the inspector's own stays so."""
        with self._database.writing() as connection:
            known = select(PhraseRow.own).where(PhraseRow.words == phrase.words)
            own = phrase.own or bool(connection.scalar(known))
            upsert(
                connection,
                PhraseRow,
                [
                    {
                        "words": phrase.words,
                        "category": phrase.category,
                        "item": phrase.item,
                        "site_type": phrase.site_type,
                        "own": own,
                        "turn": connection.scalar(select(_NEXT_TURN)),
                    }
                ],
            )

    def forget(self, words: str) -> None:
        """Let a phrase no longer be the inspector's own, nor used."""
        with self._database.writing() as connection:
            connection.execute(delete(PhraseRow).where(PhraseRow.words == words))
