"""Reading what a standard demands: its chapters with their clauses, and its indicators."""

from assessor.domain.indicators import Indicator, Rule
from assessor.domain.standard import Chapter, Clause
from assessor.domain.texts import Confidence
from assessor.i18n import _
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


def indicators(table: Table, levels: tuple[str, ...], sources: Register) -> tuple[Indicator, ...]:
    """The rows of `indicators.toml`, in printed order; `levels` are those of the standard."""
    known = Register()
    found = []
    for entry in table.tables("indicator"):
        indicator = Indicator(
            entry.name("id", names.INDICATOR),
            entry.words("name"),
            entry.choice("rule", Rule) or Rule.THRESHOLD,
            entry.choices("scopes", levels, required=True),
            entry.optional_words("target"),
            origin(entry, sources),
        )
        known.add(entry, "id", indicator.id)
        if indicator.target and indicator.origin.confidence is Confidence.UNCERTAIN:
            message = _("an uncertain target decides nothing. Put it into the note of the origin.")
            entry.refuse("target", message)
        entry.close()
        found.append(indicator)
    return tuple(found)
