"""The things of a standard, found by topic and told in a line."""

from collections.abc import Callable
from dataclasses import dataclass

from assessor.domain import wording
from assessor.domain.forms import CheckItem, SiteType
from assessor.domain.indicators import Indicator, Prerequisite
from assessor.domain.limits import Threshold
from assessor.domain.profiles import ScoringProfile
from assessor.domain.references import References, Topic, TopicKind
from assessor.domain.standard import Chapter, Clause, Standard
from assessor.domain.texts import Origin, Text
from assessor.domain.vocabulary import ChaosCategory, Vocabulary
from assessor.i18n import _, current, ngettext

Thing = (
    Standard
    | Chapter
    | Clause
    | SiteType
    | CheckItem
    | ChaosCategory
    | Indicator
    | Threshold
    | Prerequisite
    | ScoringProfile
)


@dataclass(frozen=True, slots=True)
class Link:
    """A topic in a line; `doubt` says in a word that nobody verified it."""

    topic: Topic
    number: str
    words: str
    doubt: str = ""

    def __str__(self) -> str:
        line = f"{self.number}  {self.words}" if self.number else self.words
        return current().noted(line, self.doubt)


def told(text: Text) -> str:
    """A text in the user's language."""
    return text.in_language(current().language)


def doubt_of(origin: Origin) -> str:
    """That a statement is unverified, in a word; nothing where it is not."""
    return wording.confidence(origin.confidence, current())


def unverified_words(count: int) -> str:
    """How much of a standard nobody verified."""
    if not count:
        return _("Everything verified")
    return ngettext("{count} item unverified", "{count} items unverified", count).format(
        count=count
    )


class Catalogue:
    """Everything of the standards at hand, by topic."""

    def __init__(self, references: References, vocabulary: Vocabulary) -> None:
        self.references = references
        self.vocabulary = vocabulary
        self._tables: dict[tuple[str, TopicKind], dict[str, Thing]] = {}

    def standard(self, topic: Topic) -> Standard:
        """The standard a topic belongs to; `KeyError` where it is not at hand."""
        found = self.references.standard(topic.standard)
        if found is None:
            raise KeyError(topic.standard)
        return found

    def thing(self, topic: Topic) -> Thing | None:
        """What a topic is about; None where it is not at hand."""
        if topic.kind is TopicKind.STANDARD:
            return self.references.standard(topic.standard)
        standard = self.references.standard(topic.standard)
        if standard is None:
            return None
        key = (topic.standard, topic.kind)
        if key not in self._tables:
            self._tables[key] = self._table(standard, topic.kind)
        return self._tables[key].get(topic.id)

    def link(self, topic: Topic) -> Link:
        """A topic in a line; `KeyError` where it is not at hand."""
        thing = self.thing(topic)
        if thing is None:
            raise KeyError(topic)
        return Link(topic, self._number(topic, thing), _words(thing), _doubt(thing))

    def link_from(self, topic: Topic, seen_from: str) -> Link:
        """A topic in a line, with its standard's name where that is another one."""
        link = self.link(topic)
        if topic.standard == seen_from:
            return link
        number = f"{topic.standard} {link.number}".strip()
        return Link(topic, number, link.words, link.doubt)

    def _number(self, topic: Topic, thing: Thing) -> str:
        match thing:
            case Threshold() | SiteType() | ScoringProfile():
                return ""
            case Standard():
                return str(thing.ref)
            case _:
                return topic.id

    def _table(self, standard: Standard, kind: TopicKind) -> dict[str, Thing]:
        parts: dict[TopicKind, Callable[[], tuple[Thing, ...]]] = {
            TopicKind.CHAPTER: lambda: standard.chapters,
            TopicKind.CLAUSE: lambda: standard.clauses,
            TopicKind.SITE_TYPE: lambda: standard.site_types,
            TopicKind.ITEM: lambda: tuple(
                item for form in standard.site_types for item in form.items
            ),
            TopicKind.CATEGORY: lambda: self.vocabulary.categories,
            TopicKind.INDICATOR: lambda: standard.indicators,
            TopicKind.THRESHOLD: lambda: standard.thresholds,
            TopicKind.PREREQUISITE: lambda: standard.prerequisites,
            TopicKind.PROFILE: lambda: standard.profiles,
        }
        return {_identity(each): each for each in parts[kind]()}


def _identity(thing: Thing) -> str:
    match thing:
        case SiteType() | ChaosCategory():
            return thing.code
        case Standard():
            return str(thing.ref)
        case _:
            return thing.id


def _words(thing: Thing) -> str:
    if isinstance(thing, Threshold):
        return wording.figure(thing, current())
    return told(searched(thing)[0])


def _doubt(thing: Thing) -> str:
    match thing:
        case Standard() | Chapter() | SiteType() | ChaosCategory():
            return ""
        case _:
            return doubt_of(thing.origin)


def searched(thing: Thing) -> tuple[Text, ...]:
    """The texts by which a thing is found, the one it is called by first."""
    match thing:
        case Standard() | Chapter() | ScoringProfile():
            return (thing.title,)
        case Clause() | Prerequisite():
            return (thing.text,)
        case CheckItem():
            return thing.text, thing.guidance
        case SiteType() | ChaosCategory() | Indicator():
            return (thing.name,)
        case Threshold():
            found = (thing.subject, thing.condition, thing.limit)
            return tuple(each for each in found if each)
