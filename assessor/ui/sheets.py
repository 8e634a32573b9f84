"""One thing of a standard told whole: what its page says, before anything is drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from assessor.domain import judging_words, profile_words, wording
from assessor.domain.forms import CheckItem, SiteType
from assessor.domain.indicators import Indicator, Prerequisite
from assessor.domain.limits import Threshold
from assessor.domain.profiles import ScoringProfile
from assessor.domain.references import Topic, TopicKind
from assessor.domain.standard import Alteration, Chapter, Clause, Standard
from assessor.domain.texts import Confidence, Origin
from assessor.domain.vocabulary import ChaosCategory
from assessor.i18n import _, current
from assessor.ui.sheet_words import (
    alteration_words,
    confidence_words,
    contents_words,
    days_words,
    evidence_words,
    kind_words,
    kinship_words,
    levels_words,
    method_words,
    points_words,
    source_words,
    unknown_doubt,
)
from assessor.ui.topic_words import (
    Catalogue,
    Link,
    doubt_of,
    told,
    unverified_words,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A statement: what it is about, what it says, and a word where nobody verified it."""

    name: str
    words: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Topics to go on to; `words` says something about them, or why there are none."""

    title: str
    links: tuple[Link, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What there is to say about one topic."""

    topic: Topic
    kind: str
    number: str
    words: str
    doubt: str
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]


def sheet(topic: Topic, catalogue: Catalogue) -> Sheet:
    """One thing whole; `KeyError` where it is not at hand."""
    link = catalogue.link(topic)
    writer = _Writer(topic, catalogue)
    lines, groups = writer.written()
    return Sheet(
        topic,
        kind_words(topic.kind),
        link.number,
        link.words,
        link.doubt,
        tuple(line for line in lines if line.words),
        tuple(groups),
    )


class _Writer:
    """Writes the sheet of one topic."""

    def __init__(self, topic: Topic, catalogue: Catalogue) -> None:
        self._topic = topic
        self._catalogue = catalogue
        self._standard = catalogue.standard(topic)

    def written(self) -> tuple[list[Line], list[Group]]:
        """The statements, and where to go on."""
        thing = self._catalogue.thing(self._topic)
        match thing:
            case Standard():
                return self._of_standard(thing)
            case Chapter():
                return [], [self._group(_("Clauses"), TopicKind.CLAUSE, self._clauses_of(thing))]
            case Clause():
                return self._of_clause(thing)
            case SiteType():
                return self._of_site_type(thing)
            case CheckItem():
                return self._of_item(thing)
            case ChaosCategory():
                return self._of_category(thing)
            case Indicator():
                return self._of_indicator(thing)
            case Threshold():
                return self._of_threshold(thing)
            case Prerequisite():
                return self._of_prerequisite(thing)
            case ScoringProfile():
                return self._of_profile(thing)
            case None:
                raise KeyError(self._topic)
            case _:
                assert_never(thing)

    def _of_standard(self, standard: Standard) -> tuple[list[Line], list[Group]]:
        lines = [
            self._unverified_line(standard),
            Line(_("Issued by"), told(standard.issuer)),
            Line(_("Document"), standard.document_number or _("not known")),
            Line(_("Issued"), standard.issued),
            Line(_("In force from"), str(standard.valid_from or _("not known"))),
            Line(_("Proposed by this program"), days_words(standard)),
            Line(_("For"), levels_words(standard.levels)),
            Line(_("Replaces"), _(", ").join(standard.replaces)),
            Line(_("Contents"), contents_words(standard)),
        ]
        if standard.overlay:
            areas = _(", ").join(standard.areas)
            words = _("Scored beside another standard, from the same answers.")
            where = _("Only where the area's code begins with {areas}.").format(areas=areas)
            lines.append(Line(_("Overlay"), current().followed(words, where) if areas else words))
        if standard.forms:
            lines.append(Line(_("Forms"), _("those of {ref}").format(ref=standard.forms)))
        lines[1:1] = self._tailoring_lines(standard)
        lines.extend(_source_lines(standard, (source.id for source in standard.sources)))
        return lines, self._tailored_items(standard)

    def _unverified_line(self, standard: Standard) -> Line:
        doubt = wording.confidence(Confidence.UNCERTAIN, current()) if standard.unverified else ""
        return Line(_("Checked"), unverified_words(standard.unverified), doubt)

    def _tailoring_lines(self, standard: Standard) -> Iterator[Line]:
        if (tailoring := standard.tailoring) is not None:
            yield Line(_("Adapted from"), str(tailoring.base))
            yield Line(_("Adapted by"), _(", ").join((tailoring.author, str(tailoring.made))))
            yield Line(_("Why"), tailoring.reason)
            for each in tailoring.items:
                yield Line(each.item, alteration_words(each))

    def _tailored_items(self, standard: Standard) -> list[Group]:
        if standard.tailoring is None:
            return []
        items = [
            each.item for each in standard.tailoring.items if each.alteration is not Alteration.OFF
        ]
        return [self._group(_("Adapted items"), TopicKind.ITEM, items)]

    def _of_clause(self, clause: Clause) -> tuple[list[Line], list[Group]]:
        chapters = (each for each in self._standard.chapters if each.id == clause.chapter)
        chapter = next((f"{each.id} {told(each.title)}" for each in chapters), clause.chapter)
        methods = _(", ").join(map(method_words, clause.methods))
        lines = [Line(_("Chapter"), chapter), Line(_("Assessed by"), methods)]
        lines.extend(self._origin_lines(clause.origin))
        resting = self._catalogue.references.resting_on(self._topic)
        kinds = (
            (_("Check items that rest on it"), TopicKind.ITEM),
            (_("Indicators that rest on it"), TopicKind.INDICATOR),
            (_("Conditions that rest on it"), TopicKind.PREREQUISITE),
        )
        groups = []
        for title, kind in kinds:
            links = self._links(topic for topic in resting if topic.kind is kind)
            if links or kind is not TopicKind.PREREQUISITE:
                groups.append(Group(title, links, "" if links else _("None.")))
        return lines, [*groups, *self._kin_groups()]

    def _kin_groups(self) -> Iterator[Group]:
        for kin in self._catalogue.references.kin(self._topic):
            title = (
                _("In {standard} after it: {kinship}")
                if kin.is_newer
                else _("In {standard} before it: {kinship}")
            ).format(standard=kin.standard, kinship=kinship_words(kin.kinship))
            note = told(kin.origin.note) if kin.origin.note else ""
            unknown = [] if kin.topics else list(kin.clauses)
            parts = (note, _(", ").join(unknown), doubt_of(kin.origin))
            yield Group(title, self._links(kin.topics), "  ".join(filter(None, parts)))

    def _of_site_type(self, form: SiteType) -> tuple[list[Line], list[Group]]:
        found = (self._catalogue.vocabulary.group(each) for each in form.groups)
        lines = [
            Line(_("Full marks"), points_words(form.points)),
            Line(_("Usually answers for it"), told(form.responsible)),
            Line(_("Basis and extent"), told(form.basis)),
            Line(_("Counted among"), _(", ").join(told(each.name) for each in found if each)),
        ]
        return lines, [
            self._group(told(section.title), TopicKind.ITEM, (item.id for item in section.items))
            for section in form.sections
        ]

    def _of_item(self, item: CheckItem) -> tuple[list[Line], list[Group]]:
        form = next(each for each in self._standard.site_types if item in each.items)
        section = next(each for each in form.sections if item in each.items)
        translator = current()
        lines = [
            Line(_("How to look"), told(item.guidance)),
            Line(_("Marked by"), wording.rule(item, translator)),
            Line(_("Grades"), wording.grades(item, current())),
            Line(_("Evidence"), _(", ").join(map(evidence_words, item.evidence)) or _("none")),
            Line(_("May not apply"), wording.may_be_left_out(item, current())),
            Line(_("Section"), told(section.title)),
            *self._alteration_lines(item),
            *self._origin_lines(item.origin),
        ]
        clauses, unknown = self._clauses_behind(item.clauses)
        groups = [
            self._group(_("Figures to judge by"), TopicKind.THRESHOLD, item.thresholds),
            Group(_("Clauses behind it"), clauses, unknown),
            self._group(_("Disorders"), TopicKind.CATEGORY, item.categories),
            self._group(_("On the form"), TopicKind.SITE_TYPE, [form.code]),
        ]
        return lines, [group for group in groups if group.links or group.words]

    def _alteration_lines(self, item: CheckItem) -> Iterator[Line]:
        for each in self._standard.tailoring.items if self._standard.tailoring else ():
            if each.item == item.id:
                yield Line(_("Adapted"), alteration_words(each))

    def _of_category(self, category: ChaosCategory) -> tuple[list[Line], list[Group]]:
        presets = [
            told(preset.title)
            for preset in self._catalogue.vocabulary.presets
            if category.code in preset.categories
        ]
        lines = [
            Line(_("Covers"), told(category.covers)),
            Line(_("Also called"), _(", ").join(category.aliases)),
            Line(_("Counted in"), _("; ").join(presets)),
        ]
        items = [
            item.id
            for form in self._standard.site_types
            for item in form.items
            if category.code in item.categories
        ]
        return lines, [self._group(_("Check items"), TopicKind.ITEM, items)]

    def _of_indicator(self, indicator: Indicator) -> tuple[list[Line], list[Group]]:
        lines = [
            Line(
                _("Target"),
                judging_words.rule_words(indicator, current()),
                "" if indicator.target else unknown_doubt(indicator.origin),
            ),
            Line(_("Unit"), told(indicator.unit) if indicator.unit else ""),
            Line(_("For"), levels_words(indicator.scopes)),
            *self._origin_lines(indicator.origin),
        ]
        conditions = [
            each.id for each in self._standard.prerequisites if indicator.id in each.indicators
        ]
        clauses, unknown = self._clauses_behind(indicator.clauses)
        groups = [
            Group(_("Clauses behind it"), clauses, unknown or ("" if clauses else _("None."))),
            self._items_beside(indicator.clauses),
            self._group(_("Conditions that rest on it"), TopicKind.PREREQUISITE, conditions),
        ]
        return lines, [group for group in groups if group.links or group.words]

    def _items_beside(self, clauses: tuple[str, ...]) -> Group:
        """Items that rest on the same clauses."""
        references = self._catalogue.references
        found: list[Topic] = []
        for reference in clauses:
            topic = references.clause(reference, self._standard)
            found += references.resting_on(topic) if topic else ()
        items = dict.fromkeys(each for each in found if each.kind is TopicKind.ITEM)
        return Group(_("Check items on the same clauses"), self._links(items))

    def _of_threshold(self, threshold: Threshold) -> tuple[list[Line], list[Group]]:
        limit = told(threshold.limit) if threshold.limit else _("unknown: decides nothing")
        lines = [
            Line(_("Of"), told(threshold.subject)),
            Line(_("Holds for"), told(threshold.condition) if threshold.condition else ""),
            Line(
                _("Limit"),
                limit,
                "" if threshold.limit else unknown_doubt(threshold.origin),
            ),
            Line(_("Unit"), told(threshold.unit) if threshold.unit else ""),
            *self._origin_lines(threshold.origin),
        ]
        items = [
            item.id
            for form in self._standard.site_types
            for item in form.items
            if threshold.id in item.thresholds
        ]
        return lines, [self._group(_("Check items judged by it"), TopicKind.ITEM, items)]

    def _of_prerequisite(self, condition: Prerequisite) -> tuple[list[Line], list[Group]]:
        evidence = told(condition.evidence) if condition.evidence else ""
        lines = [Line(_("What to show"), evidence), *self._origin_lines(condition.origin)]
        clauses, unknown = self._clauses_behind(condition.clauses)
        groups = [
            Group(_("Clauses behind it"), clauses, unknown),
            self._group(_("Rests on the indicators"), TopicKind.INDICATOR, condition.indicators),
        ]
        return lines, [group for group in groups if group.links or group.words]

    def _of_profile(self, profile: ScoringProfile) -> tuple[list[Line], list[Group]]:
        official = (
            _("Published by its issuer")
            if profile.official
            else _("A practice of this program, not official")
        )
        line = (
            _("{share} percent of full marks").format(share=points_words(profile.pass_line * 100))
            if profile.pass_line is not None
            else _("not set: no official figure is known")
        )
        usual = (f"{points_words(each * 100)} %" for each in profile.pass_lines)
        lines = [
            Line(_("Standing"), official),
            Line(_("Full marks"), points_words(profile.points)),
            Line(_("Counted"), " ".join(profile_words.method_words(profile, current()))),
            Line(_("Pass line"), line),
            Line(_("Lines that people set"), _(", ").join(usual)),
            *self._origin_lines(profile.origin),
        ]
        groups = []
        for module in profile.modules:
            title = _("{number}. {title}: {points} points").format(
                number=module.id, title=told(module.title), points=points_words(module.points)
            )
            none = "" if module.site_types else _("No site type: nothing on site is counted here.")
            group = self._group(title, TopicKind.SITE_TYPE, module.site_types)
            groups.append(Group(title, group.links, none))
        return lines, groups

    def _clauses_of(self, chapter: Chapter) -> list[str]:
        return [each.id for each in self._standard.clauses if each.chapter == chapter.id]

    def _clauses_behind(self, references: tuple[str, ...]) -> tuple[tuple[Link, ...], str]:
        """The clauses that references lead to, and a sentence about those that are not here."""
        topics, unknown = [], []
        for reference in references:
            topic = self._catalogue.references.clause(reference, self._standard)
            if topic is None:
                unknown.append(reference.replace(":", " "))
            else:
                topics.append(topic)
        words = _("Not at hand here: {clauses}.").format(clauses=_(", ").join(unknown))
        return self._links(topics), words if unknown else ""

    def _group(self, title: str, kind: TopicKind, identities: Iterable[str]) -> Group:
        topics = (Topic(self._topic.standard, kind, each) for each in identities)
        return Group(title, self._links(topics))

    def _links(self, topics: Iterable[Topic]) -> tuple[Link, ...]:
        return tuple(
            self._catalogue.link_from(each, self._topic.standard)
            for each in topics
            if self._catalogue.thing(each) is not None
        )

    def _origin_lines(self, origin: Origin) -> Iterator[Line]:
        yield Line(_("Origin"), confidence_words(origin.confidence))
        yield Line(_("Note"), told(origin.note) if origin.note else "")
        yield from _source_lines(self._standard, origin.sources)


def _source_lines(standard: Standard, identities: Iterable[str]) -> Iterator[Line]:
    """The documents behind something, by title and date; there are no links."""
    known = {source.id: source for source in standard.sources}
    for each in identities:
        if each in known:
            yield Line(_("Source {id}").format(id=each), source_words(known[each]))
