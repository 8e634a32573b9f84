"""What a standard holds, as branches to browse: by chapter, by site type, by disorder."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessor.domain.references import Topic, TopicKind
from assessor.domain.standard import Standard
from assessor.i18n import _
from assessor.ui.topic_words import Catalogue, Link, told


class Order(StrEnum):
    """By what a standard is browsed."""

    SITE_TYPES = "site_types"
    CHAPTERS = "chapters"
    CATEGORIES = "categories"
    INDICATORS = "indicators"
    THRESHOLDS = "thresholds"
    PREREQUISITES = "prerequisites"
    PROFILES = "profiles"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic, or words over some topics, and what is below it."""

    link: Link | None
    title: str = ""
    inner: tuple["Branch", ...] = ()

    def __str__(self) -> str:
        return str(self.link) if self.link else self.title


def order_words(order: Order) -> str:
    """An order in words."""
    return {
        Order.SITE_TYPES: _("By site type"),
        Order.CHAPTERS: _("By chapter"),
        Order.CATEGORIES: _("By disorder"),
        Order.INDICATORS: _("Indicators"),
        Order.THRESHOLDS: _("Figures to judge by"),
        Order.PREREQUISITES: _("Conditions for applying"),
        Order.PROFILES: _("Scoring profiles"),
        Order.UNVERIFIED: _("All that is unverified"),
    }[order]


def branches(catalogue: Catalogue, standard: Standard, order: Order) -> tuple[Branch, ...]:
    """What there is to browse."""
    return tuple(_Grower(catalogue, standard).grown(order))


def grouped(
    catalogue: Catalogue, topics: Iterable[Topic], titles: dict[TopicKind, str]
) -> tuple[Branch, ...]:
    """Topics under a title for each kind, in the order of the titles."""
    found: dict[TopicKind, list[Branch]] = {kind: [] for kind in titles}
    for topic in topics:
        found[topic.kind].append(Branch(catalogue.link(topic)))
    return tuple(
        Branch(None, _("{title}: {count}").format(title=titles[kind], count=len(each)), tuple(each))
        for kind, each in found.items()
        if each
    )


def kind_titles() -> dict[TopicKind, str]:
    """Titles over topics of a kind."""
    return {
        TopicKind.SITE_TYPE: _("Site types"),
        TopicKind.ITEM: _("Check items"),
        TopicKind.CLAUSE: _("Clauses"),
        TopicKind.INDICATOR: _("Indicators"),
        TopicKind.THRESHOLD: _("Figures to judge by"),
        TopicKind.PREREQUISITE: _("Conditions for applying"),
        TopicKind.PROFILE: _("Scoring profiles"),
        TopicKind.CATEGORY: _("Disorders"),
    }


def topics_of(standard: Standard) -> Iterator[Topic]:
    """Everything of a standard that may be verified or not."""
    name = str(standard.ref)
    for form in standard.site_types:
        yield from (Topic(name, TopicKind.ITEM, each.id) for each in form.items)
    yield from (Topic(name, TopicKind.CLAUSE, each.id) for each in standard.clauses)
    yield from (Topic(name, TopicKind.INDICATOR, each.id) for each in standard.indicators)
    yield from (Topic(name, TopicKind.THRESHOLD, each.id) for each in standard.thresholds)
    yield from (Topic(name, TopicKind.PREREQUISITE, each.id) for each in standard.prerequisites)
    yield from (Topic(name, TopicKind.PROFILE, each.id) for each in standard.profiles)


class _Grower:
    """Makes the branches of one standard."""

    def __init__(self, catalogue: Catalogue, standard: Standard) -> None:
        self._catalogue = catalogue
        self._standard = standard

    def grown(self, order: Order) -> Iterable[Branch]:
        """The branches of an order."""
        standard = self._standard
        match order:
            case Order.SITE_TYPES:
                return self._site_types()
            case Order.CHAPTERS:
                return self._chapters()
            case Order.CATEGORIES:
                return self._categories()
            case Order.INDICATORS:
                return self._all(TopicKind.INDICATOR, (each.id for each in standard.indicators))
            case Order.THRESHOLDS:
                return self._all(TopicKind.THRESHOLD, (each.id for each in standard.thresholds))
            case Order.PREREQUISITES:
                conditions = (each.id for each in standard.prerequisites)
                return self._all(TopicKind.PREREQUISITE, conditions)
            case Order.PROFILES:
                return self._all(TopicKind.PROFILE, (each.id for each in standard.profiles))
            case Order.UNVERIFIED:
                links = map(self._catalogue.link, topics_of(standard))
                doubted = (link.topic for link in links if link.doubt)
                return grouped(self._catalogue, doubted, kind_titles())

    def _site_types(self) -> Iterator[Branch]:
        for form in self._standard.site_types:
            sections = tuple(
                Branch(
                    None,
                    told(section.title),
                    tuple(self._all(TopicKind.ITEM, (item.id for item in section.items))),
                )
                for section in form.sections
            )
            yield self._branch(TopicKind.SITE_TYPE, form.code, sections)

    def _chapters(self) -> Iterator[Branch]:
        for chapter in self._standard.chapters:
            clauses = (each.id for each in self._standard.clauses if each.chapter == chapter.id)
            inner = tuple(self._all(TopicKind.CLAUSE, clauses))
            yield self._branch(TopicKind.CHAPTER, chapter.id, inner)

    def _categories(self) -> Iterator[Branch]:
        items: dict[str, list[str]] = {}
        for form in self._standard.site_types:
            for item in form.items:
                for category in item.categories:
                    items.setdefault(category, []).append(item.id)
        for each in self._catalogue.vocabulary.categories:
            inner = tuple(self._all(TopicKind.ITEM, items.get(each.code, ())))
            yield self._branch(TopicKind.CATEGORY, each.code, inner)

    def _all(self, kind: TopicKind, identities: Iterable[str]) -> Iterator[Branch]:
        return (self._branch(kind, each) for each in identities)

    def _branch(self, kind: TopicKind, identity: str, inner: tuple[Branch, ...] = ()) -> Branch:
        topic = Topic(str(self._standard.ref), kind, identity)
        return Branch(self._catalogue.link(topic), inner=inner)
