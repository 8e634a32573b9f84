"""Words for faults that were said before: which to offer for an item, and which is meant."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessor.domain.forms import CheckItem
from assessor.domain.vocabulary import Phrase, Vocabulary
from assessor.pinyin import Query
from assessor.storage import UsedPhrase, Workspace

_ELSEWHERE = 4  # the tier of what was made for other items; only searching finds it


@dataclass(frozen=True, slots=True)
class Offer:
    """Words for a fault and their chaos category; `own` ones were kept by the inspector."""

    words: str
    category: str = ""
    own: bool = False


class Phrasebook:
    """The phrases of the library and those of the workspace, for one type of site."""

    def __init__(
        self, workspace: Workspace, vocabulary: Vocabulary, site_type: str, language: str
    ) -> None:
        self._kept = workspace.phrases
        self._library = {each.words.in_language(language): each for each in vocabulary.phrases}
        self._site_type = site_type
        self._used = {each.words: each for each in self._kept.all()}

    def offered(self, item: CheckItem) -> tuple[Offer, ...]:
        """What suits an item: its own words first, then those of its type, its category.

        Among equals the words used last come first.
        """
        ranked = [(tier, place, offer) for tier, place, offer in self._ranked(item)]
        suiting = [each for each in ranked if each[0] < _ELSEWHERE]
        return tuple(offer for _tier, _place, offer in sorted(suiting, key=lambda each: each[:2]))

    def found(self, wanted: str, item: CheckItem) -> tuple[Offer, ...]:
        """Phrases by words or pinyin, the most likely first."""
        query = Query(wanted)
        hits = [
            (rank, tier, place, offer)
            for tier, place, offer in self._ranked(item)
            if (rank := query.rank(offer.words)) is not None
        ]
        hits.sort(key=lambda hit: (hit[1] == _ELSEWHERE, hit[0], hit[1], hit[2]))
        return tuple(hit[-1] for hit in hits)

    def is_own(self, words: str) -> bool:
        """Whether the inspector kept these words."""
        used = self._used.get(words)
        return used is not None and used.own

    def use(self, words: str, category: str, item_id: str, *, own: bool = False) -> None:
        """Note that words were used; `own` keeps words that are not in the library.

        Words that are neither known nor kept are not noted. `WorkspaceError` as always.
        """
        own = own or self.is_own(words)
        if own or words in self._library:
            used = UsedPhrase(words, category, item_id, self._site_type, own)
            self._kept.use(used)
            self._used = {words: used} | {k: v for k, v in self._used.items() if k != words}

    def forget(self, words: str) -> None:
        """Keep words no longer."""
        self._kept.forget(words)
        self._used.pop(words, None)

    def _ranked(self, item: CheckItem) -> Iterator[tuple[int, int, Offer]]:
        """Every phrase with its tier and its place in it."""
        for place, used in enumerate(self._used.values()):
            phrase = self._library.get(used.words)
            category = phrase.category if phrase else used.category
            tiers = [self._tier_of_used(used, item)]
            tiers += [self._tier(phrase, item)] if phrase else []
            yield min(tiers), place, Offer(used.words, category, used.own)
        known = len(self._used)
        for place, (words, phrase) in enumerate(self._library.items()):
            if words not in self._used:
                yield self._tier(phrase, item), known + place, Offer(words, phrase.category)

    def _tier(self, phrase: Phrase, item: CheckItem) -> int:
        if item.id in phrase.items:
            return 0
        if phrase.items or (phrase.site_types and self._site_type not in phrase.site_types):
            return _ELSEWHERE
        if phrase.category and phrase.category in item.categories:
            return 1
        return 2 if phrase.site_types else 3

    def _tier_of_used(self, used: UsedPhrase, item: CheckItem) -> int:
        if used.item == item.id:
            return 0
        if used.own and used.site_type == self._site_type:
            return 1 if used.category in item.categories else 3
        return _ELSEWHERE
