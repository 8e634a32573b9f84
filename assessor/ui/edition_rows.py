"""What two editions make of an item or a clause, as rows: both texts beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessor.domain.editions import Difference, EditionDifference, Match
from assessor.domain.forms import CheckItem
from assessor.domain.references import Topic, TopicKind
from assessor.domain.standard import Clause, Standard
from assessor.i18n import _, current
from assessor.services import edition_words
from assessor.ui.topic_words import Link, told


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One match: how it is listed, and pairs of texts under their names."""

    link: Link
    difference: Difference
    pairs: tuple[tuple[str, str, str], ...]  # name, older, newer


def difference_words(difference: Difference, kind: TopicKind) -> str:
    """What became of something; a clause has no marking that could change."""
    if kind is TopicKind.CLAUSE and difference is Difference.CHANGED:
        return _("changed")
    return edition_words.difference(difference, current())


def item_rows(found: EditionDifference, older: Standard, newer: Standard) -> tuple[EditionRow, ...]:
    """The check items, in the order of the forms."""
    rows = []
    for match in found.items:
        olders = [edition_words.item_words(each, older, current()) for each in match.older]
        newers = [edition_words.item_words(each, newer, current()) for each in match.newer]
        names = dict.fromkeys(name for words in (*olders, *newers) for name in words)
        pairs = tuple((name, _joined(olders, name), _joined(newers, name)) for name in names)
        rows.append(_row(match, found, TopicKind.ITEM, pairs))
    return tuple(rows)


def clause_rows(found: EditionDifference) -> tuple[EditionRow, ...]:
    """The clauses, in the order of the newer edition."""
    return tuple(
        _row(
            match,
            found,
            TopicKind.CLAUSE,
            ((_("Text"), _clause_words(match.older), _clause_words(match.newer)),),
        )
        for match in found.clauses
    )


def _row(
    match: Match[CheckItem] | Match[Clause],
    found: EditionDifference,
    kind: TopicKind,
    pairs: tuple[tuple[str, str, str], ...],
) -> EditionRow:
    ref, part = (found.newer, match.newer[0]) if match.newer else (found.older, match.older[0])
    olders = " + ".join(each.id for each in match.older)
    newers = " + ".join(each.id for each in match.newer)
    ids = newers if olders == newers else f"{olders or '—'} → {newers or '—'}"
    number = f"{difference_words(match.difference, kind)}  {ids}"
    link = Link(Topic(str(ref), kind, part.id), number, told(part.text))
    shown = tuple(each for each in pairs if each[1] or each[2])
    return EditionRow(link, match.difference, shown)


def _clause_words(clauses: Iterable[Clause]) -> str:
    found = tuple(clauses)
    if len(found) == 1:
        return told(found[0].text)
    return "\n".join(f"{each.id}  {told(each.text)}" for each in found)


def _joined(items: Iterable[dict[str, str]], name: str) -> str:
    return "\n".join(filter(None, (words.get(name, "") for words in items)))
