"""Why a score is what it is: a tree from the total down to the single fault.

The points of a node's children add up to its own, so a reader can follow every number;
only the checks below a site type show rates, whose mean it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from assessor.domain.apportioning import deducted, narrowed
from assessor.domain.areas import AreaScore, ModuleScore, TypeScore
from assessor.domain.forms import Section, SiteType
from assessor.domain.inspection import Fault, Observation
from assessor.domain.profiles import Method, ScoringProfile
from assessor.domain.scoring import (
    ItemScore,
    Scorecard,
    fault_points,
    has_severe_veto,
    score,
    shown,
    total,
)
from assessor.domain.standard import Standard
from assessor.domain.vocabulary import Vocabulary
from assessor.domain.wording import described, marked
from assessor.i18n import Translator

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One line of the tree. `earned` is None where nothing applied.

    A fault has no `possible`: its `earned` is what it cost, as a negative number.
    """

    words: str
    earned: Fraction | None
    possible: Fraction | None
    note: str = ""
    children: tuple["Explanation", ...] = ()


def explain(card: Scorecard, vocabulary: Vocabulary, translator: Translator) -> Explanation:
    """The tree of one check: total, sections, items, faults."""
    by_item = {scored.item.id: scored for scored in card.items}

    def of_section(section: Section) -> Explanation:
        scored = [by_item[item.id] for item in section.items]
        return Explanation(
            section.title.in_language(translator.language),
            sum((each.earned or _ZERO for each in scored), _ZERO),
            sum((each.possible for each in scored), _ZERO),
            children=tuple(_item(each, vocabulary, translator) for each in scored),
        )

    return Explanation(
        card.site_type.name.in_language(translator.language),
        card.earned,
        card.possible,
        _vetoed(len(card.vetoes), translator),
        tuple(of_section(section) for section in card.site_type.sections),
    )


def _item(scored: ItemScore, vocabulary: Vocabulary, translator: Translator) -> Explanation:
    item = scored.item
    words = f"{item.id.partition('.')[2]} {item.text.in_language(translator.language)}"
    note = marked(item, scored.seen, vocabulary, translator)
    if scored.vetoes and has_severe_veto(item, scored.seen):
        note += translator.text("; a severe fault vetoes the result")
    elif scored.vetoes:
        note += translator.text("; vetoes the result")

    def of_fault(fault: Fault, cost: Fraction) -> Explanation:
        return Explanation(described(fault, vocabulary, translator), -cost, None)

    faults = tuple(of_fault(fault, cost) for fault, cost in fault_points(scored))
    return Explanation(words, scored.earned, scored.possible, note, faults)


def explain_area(
    area: AreaScore,
    standard: Standard,
    translator: Translator,
    check_words: Callable[[str], str],
) -> Explanation:
    """The tree of an area: total, modules, site types, checks.

    `check_words` names a check by its id. A check's line shows its rate on 100.
    """
    language = translator.language
    titles = {module.id: module.title.in_language(language) for module in area.profile.modules}
    names = {each.code: each.name.in_language(language) for each in standard.site_types}

    def of_type(kind: TypeScore, full: Fraction) -> Explanation:
        checks = tuple(
            Explanation(check_words(each.check), (each.rate or _ZERO) * 100, Fraction(100))
            for each in kind.averaged
        )
        name = names.get(kind.site_type, kind.site_type)
        return Explanation(name, kind.rate * full, full, _worst_of(kind, translator), checks)

    def of_module(module: ModuleScore) -> Explanation:
        note = "" if module.types else translator.text("no site was checked; left out")
        kinds = tuple(
            of_type(kind, module.points * kind.weight / module.weight) for kind in module.types
        )
        return Explanation(titles[module.id], module.earned, module.points, note, kinds)

    note = _vetoed(len(area.vetoes), translator)
    if area.standardised:
        scaled = translator.text("scaled to full marks: {total}").format(total=shown(area.total))
        note = translator.text("; ").join(filter(None, (note, scaled)))
    return Explanation(
        area.profile.title.in_language(language),
        area.earned,
        area.possible,
        note,
        tuple(of_module(module) for module in area.modules),
    )


def explain_under(
    profile: ScoringProfile,
    form: SiteType,
    observations: Mapping[str, Observation],
    vocabulary: Vocabulary,
    translator: Translator,
) -> Explanation:
    """The tree of one check as a profile counts it: a branch for each module it is part of.

    The points are those of the form's items; a module that counts none of them is left out.
    """
    branches = []
    for module in profile.modules:
        if form.code not in module.site_types:
            continue
        card = score(narrowed(form, module.clauses), observations)
        if profile.method is Method.DEDUCTIONS:
            card = deducted(card)
        if card.possible:
            branch = explain(card, vocabulary, translator)
            title = module.title.in_language(translator.language)
            branches.append(replace(branch, words=translator.headed(title, branch.words)))
    return Explanation(
        profile.title.in_language(translator.language),
        total(each.earned or _ZERO for each in branches),
        total(each.possible or _ZERO for each in branches),
        "" if branches else translator.text("no module counts this form"),
        tuple(branches),
    )


def _worst_of(kind: TypeScore, translator: Translator) -> str:
    if len(kind.averaged) == len(kind.results):
        return ""
    return translator.text("the {count} worst of {all} sites").format(
        count=len(kind.averaged), all=len(kind.results)
    )


def _vetoed(count: int, translator: Translator) -> str:
    if not count:
        return ""
    return translator.plural("{count} veto", "{count} vetoes", count).format(count=count)
