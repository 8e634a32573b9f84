"""Two editions of a standard held against each other, item by item and clause by clause.

A difference is what it means for answers: what is the same, or merely set otherwise,
keeps them; everything else is for people to look at.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from assessor.domain.forms import CheckItem, SiteType
from assessor.domain.matching import Pairing, match
from assessor.domain.standard import Clause, Correspondence, Kinship, Standard, StandardRef
from assessor.domain.texts import Text
from assessor.domain.typography import numbers, plain


class Difference(StrEnum):
    """What became of an item or a clause."""

    SAME = "same"
    TYPOGRAPHIC = "typographic"  # spaces, width, punctuation
    WORDING = "wording"
    CHANGED = "changed"  # a number in the text, or how it is marked and counted
    SPLIT = "split"
    JOINED = "joined"
    NEW = "new"
    GONE = "gone"

    @property
    def mirrored(self) -> "Difference":
        """The difference seen from the other edition."""
        return _MIRRORED.get(self, self)

    @property
    def keeps_answers(self) -> bool:
        """Whether what was answered to the older one answers the newer one too."""
        return self in (Difference.SAME, Difference.TYPOGRAPHIC)


_MIRRORED = {
    Difference.SPLIT: Difference.JOINED,
    Difference.JOINED: Difference.SPLIT,
    Difference.NEW: Difference.GONE,
    Difference.GONE: Difference.NEW,
}

#: What can differ between two items, apart from their texts.
RULE_FIELDS = (
    "mode",
    "points",
    "deduct",
    "band_lines",
    "veto_below",
    "veto_on_severe",
    "may_not_apply",
    "thresholds",
)


class _Told(Protocol):
    """What has an id and a text."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> Text: ...


_Part = TypeVar("_Part")
_ToldPart = TypeVar("_ToldPart", bound=_Told)


@dataclass(frozen=True, slots=True)
class Match(Generic[_Part]):
    """Parts of the older edition and what they became.

    `fields` names what differs between one and one: `text`, `guidance`, `numbers` and
    those of `RULE_FIELDS`; empty for several.
    """

    older: tuple[_Part, ...]
    newer: tuple[_Part, ...]
    difference: Difference
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormDifference:
    """The items of one site type; a form that only one edition has stands on one side."""

    code: str
    older: SiteType | None
    newer: SiteType | None
    items: tuple[Match[CheckItem], ...]


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """Two editions held against each other: their forms by site type, and their clauses."""

    older: StandardRef
    newer: StandardRef
    forms: tuple[FormDifference, ...]
    clauses: tuple[Match[Clause], ...]

    @property
    def items(self) -> tuple[Match[CheckItem], ...]:
        """The matches of all forms."""
        return tuple(each for form in self.forms for each in form.items)

    @property
    def item_counts(self) -> dict[Difference, int]:
        """How many matches of items there are of each kind, all kinds in their order."""
        return _counts(self.items)

    @property
    def clause_counts(self) -> dict[Difference, int]:
        """How many matches of clauses there are of each kind, all kinds in their order."""
        return _counts(self.clauses)


def compare_editions(older: Standard, newer: Standard) -> EditionDifference:
    """Hold two editions, or two revisions of one, against each other."""
    old_forms = {form.code: form for form in older.site_types}
    new_forms = {form.code: form for form in newer.site_types}
    codes = dict.fromkeys((*new_forms, *old_forms))
    return EditionDifference(
        older.ref,
        newer.ref,
        tuple(
            compare_forms(older, newer, old_forms.get(code), new_forms.get(code)) for code in codes
        ),
        _clauses(older, newer),
    )


def compare_forms(
    older: Standard, newer: Standard, old_form: SiteType | None, new_form: SiteType | None
) -> FormDifference:
    """Hold two forms of one site type against each other; None where an edition has none."""
    old = {item.id: item for item in old_form.items} if old_form else {}
    new = {item.id: item for item in new_form.items} if new_form else {}
    heirs = _heirs(older, newer)
    asked = {each.id: _followed(each.clauses, heirs) for each in old.values()}
    answering = {each.id: frozenset(each.clauses) for each in new.values()}
    pairings = match(_plain(old), _plain(new), lambda one, two: bool(asked[one] & answering[two]))
    limits = _limits(older), _limits(newer)
    found = tuple(
        _match(each, old, new, lambda o, n: _item_fields(o, n, limits)) for each in pairings
    )
    form = new_form or old_form
    return FormDifference(form.code if form else "", old_form, new_form, found)


def _clauses(older: Standard, newer: Standard) -> tuple[Match[Clause], ...]:
    """The clauses, by what the crosswalks say first; the rest by id and by text."""
    old = {clause.id: clause for clause in older.clauses}
    new = {clause.id: clause for clause in newer.clauses}
    found = []
    told = tuple(_correspondences(older, newer))
    for each in told:  # a clause may have come from several, or gone to several
        olders = tuple(old[clause] for clause in each.older if clause in old)
        newers = tuple(new[clause] for clause in each.newer if clause in new)
        if olders or newers:
            found.append(Match(olders, newers, _told(each.kinship, olders, newers)))
    for each in told:
        for clause in each.older:
            old.pop(clause, None)
        for clause in each.newer:
            new.pop(clause, None)
    if older.ref.id != newer.ref.id:  # numbers of clauses begin anew in each edition
        new = {f"{newer.ref.id}:{each}": clause for each, clause in new.items()}
    pairings = match(_plain(old), _plain(new), lambda _one, _two: False)
    found += [_match(each, old, new, _text_fields) for each in pairings]
    place = {clause.id: at for at, clause in enumerate(newer.clauses)}
    last = len(place)
    return tuple(sorted(found, key=lambda each: place[each.newer[0].id] if each.newer else last))


def _correspondences(older: Standard, newer: Standard) -> Iterator[Correspondence]:
    """What the crosswalk of either edition says, told from the older one."""
    for crosswalk in newer.crosswalks:
        if crosswalk.older == older.ref.id:
            yield from crosswalk.correspondences
    for crosswalk in older.crosswalks:
        if crosswalk.older == newer.ref.id:
            for each in crosswalk.correspondences:
                kinship = Kinship(Difference(each.kinship).mirrored)
                yield Correspondence(each.newer, each.older, kinship, each.origin)


def _told(kinship: Kinship, olders: tuple[Clause, ...], newers: tuple[Clause, ...]) -> Difference:
    """The kinship, unless clauses that it names are missing here."""
    if not olders:
        return Difference.NEW
    return Difference(kinship) if newers else Difference.GONE


def _heirs(older: Standard, newer: Standard) -> Mapping[str, frozenset[str]]:
    """The references to newer clauses that took the place of an older one."""
    heirs: dict[str, frozenset[str]] = {}
    for each in _correspondences(older, newer):
        found = frozenset(f"{newer.ref.id}:{clause}" for clause in each.newer)
        for clause in each.older:
            reference = f"{older.ref.id}:{clause}"
            heirs[reference] = heirs.get(reference, frozenset()) | found
    return heirs


def _followed(clauses: Iterable[str], heirs: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found = frozenset(clauses)
    return found.union(*(heirs.get(clause, frozenset()) for clause in found))


def _plain(parts: Mapping[str, _Told]) -> dict[str, str]:
    return {each: plain(part.text.zh) for each, part in parts.items()}


def _match(
    pairing: Pairing,
    older: Mapping[str, _ToldPart],
    newer: Mapping[str, _ToldPart],
    fields_of: Callable[[_ToldPart, _ToldPart], tuple[Difference, tuple[str, ...]]],
) -> Match[_ToldPart]:
    olders = tuple(older[each] for each in pairing.older)
    newers = tuple(newer[each] for each in pairing.newer)
    if not olders:
        return Match(olders, newers, Difference.NEW)
    if not newers:
        return Match(olders, newers, Difference.GONE)
    if len(newers) > 1:
        return Match(olders, newers, Difference.SPLIT)
    if len(olders) > 1:
        return Match(olders, newers, Difference.JOINED)
    return Match(olders, newers, *fields_of(olders[0], newers[0]))


def _item_fields(
    older: CheckItem, newer: CheckItem, limits: tuple[Mapping[str, object], Mapping[str, object]]
) -> tuple[Difference, tuple[str, ...]]:
    """How two items differ; the figures they are judged by count by what they say."""
    difference, fields = _text_fields(older, newer)
    told, said = _difference_of(older.guidance, newer.guidance)
    if told is not Difference.SAME:
        fields = tuple(dict.fromkeys((*fields, "guidance", *said[1:])))
    rules = tuple(
        field for field in RULE_FIELDS[:-1] if getattr(older, field) != getattr(newer, field)
    )
    figures = [
        [by_id.get(each) for each in item.thresholds]
        for item, by_id in zip((older, newer), limits, strict=True)
    ]
    if figures[0] != figures[1]:
        rules += ("thresholds",)
    worst = max(difference, told, key=list(Difference).index)
    return (Difference.CHANGED if rules else worst), fields + rules


def _text_fields(older: _Told, newer: _Told) -> tuple[Difference, tuple[str, ...]]:
    return _difference_of(older.text, newer.text)


def _difference_of(older: Text, newer: Text) -> tuple[Difference, tuple[str, ...]]:
    if older == newer:
        return Difference.SAME, ()
    if plain(older.zh) == plain(newer.zh) and plain(older.en) == plain(newer.en):
        return Difference.TYPOGRAPHIC, ("text",)
    if numbers(older.zh) != numbers(newer.zh) or numbers(older.en) != numbers(newer.en):
        return Difference.CHANGED, ("text", "numbers")
    return Difference.WORDING, ("text",)


def _limits(standard: Standard) -> dict[str, object]:
    """What each figure says, without where it comes from."""
    return {each.id: (each.bound, each.limit, each.condition) for each in standard.thresholds}


def _counts(matches: Iterable[Match[_Part]]) -> dict[Difference, int]:
    counted = Counter(each.difference for each in matches)
    return {difference: counted[difference] for difference in Difference}
