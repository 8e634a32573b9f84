"""Finding things of a standard by words or pinyin, a few milliseconds at a time."""

from collections.abc import Iterator
from itertools import islice
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from assessor.domain.references import Topic, TopicKind
from assessor.domain.standard import Standard
from assessor.domain.texts import Text
from assessor.i18n import current
from assessor.pinyin import Query
from assessor.progress import ProgressFn
from assessor.ui.branches import topics_of
from assessor.ui.topic_words import Catalogue, searched

_SLICE = 0.008  # s that the window may stand still
_MOST = 300  # that are shown

Entry = tuple[Topic, tuple[str, ...]]


def entries(catalogue: Catalogue, standard: Standard) -> tuple[Entry, ...]:
    """What is looked through: each topic with its number and its text in both languages."""
    return tuple(_entries(catalogue, standard))


def warm(found: tuple[Entry, ...], report: ProgressFn) -> None:
    """Read the pinyin of all texts, so that looking is quick from the first time on."""
    query = Query("a")
    for number, (_topic, texts) in enumerate(found):
        report(number, len(found))
        query.rank(*texts)


class TopicSearch(QObject):
    """Looks through the entries while the window goes on."""

    found = Signal(object)  # the topics that fit, best first; a tuple

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._looking: Iterator[tuple[int, int, Topic] | None] = iter(())
        self._fitting: list[tuple[int, int, Topic]] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_time)

    def look_in(self, found: tuple[Entry, ...]) -> None:
        """Look through these from now on."""
        self.stop()
        self._entries = found

    def look_for(self, wanted: str) -> None:
        """Begin anew; `found` tells the outcome unless something else is looked for before."""
        self._fitting = []
        self._looking = _fitting(self._entries, Query(wanted))
        self._timer.start()

    def stop(self) -> None:
        """Look for nothing."""
        self._timer.stop()

    def _on_time(self) -> None:
        until = monotonic() + _SLICE
        while monotonic() < until:
            part = list(islice(self._looking, 20))
            self._fitting += filter(None, part)
            if len(part) < 20:
                self._timer.stop()
                best = sorted(self._fitting, key=lambda each: each[:2])[:_MOST]
                self.found.emit(tuple(topic for _rank, _place, topic in best))
                return


def _fitting(found: tuple[Entry, ...], query: Query) -> Iterator[tuple[int, int, Topic] | None]:
    for place, (topic, texts) in enumerate(found):
        rank = query.rank(*texts)
        yield None if rank is None else (rank, place, topic)


def _entries(catalogue: Catalogue, standard: Standard) -> Iterator[Entry]:
    name = str(standard.ref)
    for form in standard.site_types:
        yield _entry(Topic(name, TopicKind.SITE_TYPE, form.code), form.name)
    for topic in topics_of(standard):
        thing = catalogue.thing(topic)
        if thing is not None:
            yield _entry(topic, *searched(thing))
    for category in catalogue.vocabulary.categories:
        aliases = " ".join(category.aliases)
        texts = (category.name, category.covers, Text(aliases, aliases))
        yield _entry(Topic(name, TopicKind.CATEGORY, category.code), *texts)


def _entry(topic: Topic, *texts: Text) -> Entry:
    is_chinese = current().language.startswith("zh")
    told = ((text.zh, text.en) if is_chinese else (text.en, text.zh) for text in texts)
    return topic, (topic.id, *(words for both in told for words in both))
