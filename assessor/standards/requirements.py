"""Reading what a standard demands: its chapters with their clauses."""

from assessor.domain.standard import Chapter, Clause
from assessor.standards import names
from assessor.standards.fields import Table
from assessor.standards.names import Register
from assessor.standards.origins import origin

_METHODS = ("site", "documents", "figures", "interview")


def chapter(table: Table, chapters: Register) -> Chapter:
    """The chapter that a file of `clauses/` is about."""
    found = Chapter(table.name("id", names.CHAPTER), table.words("title"))
    chapters.add(table, "id", found.id)
    return found


def clauses(
    table: Table, chapter_id: str, known: Register, sources: Register
) -> tuple[Clause, ...]:
    """The clauses of a chapter's file, in printed order."""
    found = []
    for entry in table.tables("clause", required=True):
        clause = Clause(
            entry.name("id", names.CLAUSE),
            chapter_id,
            entry.words("text"),
            origin(entry, sources),
            entry.choices("methods", _METHODS, required=True),
        )
        known.add(entry, "id", clause.id)
        entry.close()
        found.append(clause)
    return tuple(found)
