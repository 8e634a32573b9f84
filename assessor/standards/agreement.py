"""Whether a sound standard agrees with what else is at hand: shared words, other standards.

Asked by authors alone. A published standard stays sound whatever comes after it.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from assessor.domain.forms import SiteType
from assessor.domain.standard import Standard
from assessor.domain.vocabulary import Vocabulary
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.standards.library import Library
from assessor.standards.problems import Problem
from assessor.standards.values import named_place


def disagreements(standard: Standard, library: Library) -> tuple[Problem, ...]:
    """Groups, disorders and clauses of other standards that nobody knows."""
    references = _References(standard, library)
    words = library.vocabulary()
    found: list[Problem] = []
    own_forms = standard.site_types if standard.forms is None else ()
    for form in own_forms:
        found += _in_form(form, words, references)
    for indicator in standard.indicators:
        found += references.problems("indicators.toml", indicator.id, indicator.clauses)
    for condition in standard.prerequisites:
        found += references.problems("prerequisites.toml", condition.id, condition.clauses)
    for profile in standard.profiles:
        for module in profile.modules:
            found += references.problems(f"profiles/{profile.id}.toml", module.id, module.clauses)
    for crosswalk in standard.crosswalks:
        for each in crosswalk.correspondences:
            older = tuple(f"{crosswalk.older}:{clause}" for clause in each.older)
            place = ", ".join(each.older)
            found += references.problems(f"crosswalk/{crosswalk.older}.toml", place, older)
    return tuple(found)


def stray_phrases(words: Vocabulary, library: Library) -> tuple[Problem, ...]:
    """Phrases for site types and items that no standard at hand has."""
    forms = [form for standard in library.standards() for form in standard.site_types]
    codes = {form.code for form in forms}
    items = {item.id for form in forms for item in form.items}
    found: list[Problem] = []
    for number, phrase in enumerate(words.phrases, 1):
        place = named_place("phrase", number, phrase.words.zh)
        found += _unknown("phrases.toml", place, "site_types", phrase.site_types, codes)
        found += _unknown("phrases.toml", place, "items", phrase.items, items)
    return tuple(found)


def _in_form(form: SiteType, words: Vocabulary, references: "_References") -> Iterator[Problem]:
    file = f"site_types/{form.code}.toml"
    groups = {each.code for each in words.groups}
    categories = {each.code for each in words.categories}
    yield from _unknown(file, "", "groups", form.groups, groups)
    for number, item in enumerate(form.items, 1):
        place = named_place("item", number, item.id)
        yield from _unknown(file, place, "categories", item.categories, categories)
        yield from references.problems(file, place, item.clauses)


class _References:
    """The clauses of the other standards, each looked up once."""

    def __init__(self, standard: Standard, library: Library) -> None:
        self._library = library
        self._known: dict[str, set[str] | None] = {standard.ref.id: None}  # read with the folder

    def problems(self, file: str, place: str, references: Iterable[str]) -> Iterator[Problem]:
        """References to clauses that their standard, where it is at hand, does not have."""
        for reference in references:
            standard_id = reference.partition(":")[0]
            known = self._clauses(standard_id)
            if known is not None:
                yield from _unknown(file, place, "clauses", [reference], known)

    def _clauses(self, standard_id: str) -> set[str] | None:
        if standard_id not in self._known:
            try:
                clauses = self._library.standard(standard_id).clauses
            except AssessorError:  # not here, or broken itself: nothing can be said
                self._known[standard_id] = None
            else:
                self._known[standard_id] = {f"{standard_id}:{clause.id}" for clause in clauses}
        return self._known[standard_id]


def _unknown(
    file: str, place: str, field: str, wanted: Iterable[str], known: set[str]
) -> Iterator[Problem]:
    for each in wanted:
        if each in known:
            continue
        near = get_close_matches(each, known, n=1)
        if near:
            message = _("{id} is not known here; did you mean {known}?")
            yield Problem(file, place, field, message.format(id=each, known=near[0]))
        else:
            yield Problem(file, place, field, _("{id} is not known here.").format(id=each))
