"""Which texts of an older list became which of a newer one.

Works on ids and plain texts alone, and is the same seen from either side: with the lists
swapped the same pairs come out, turned round.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

#: More pairs of texts than these are not held against each other; they count as unlike.
MOST_PAIRS = 40_000

_ALIKE = 0.6  # the share of two texts that is the same, from which on they are related
_RELATED = 0.35  # the same for texts that a clause already relates
_PART_INSIDE = 0.8  # the share of a part that is found in the whole
_WHOLE_COVERED = 0.7  # the share of the whole that its parts make up
_SHORTEST_PART = 4  # characters
_PIECE = 2  # characters in a row that count as found

_Ids = tuple[str, ...]
Texts = Mapping[str, str]
Related = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Ids of the older list and those they became; one side is empty where nothing did."""

    older: tuple[str, ...]
    newer: tuple[str, ...]


def match(older: Texts, newer: Texts, related: Related) -> tuple[Pairing, ...]:
    """Pair two lists of plain texts by id; every id is in one pairing.

    Tried in turn: the same id and text, the same text, parts of a text, the same id,
    texts that `related` (older id, newer id) joins and that are somewhat alike, texts
    that are alike. In the order of the newer list, then what is gone.
    """
    matcher = _Matcher(older, newer, related)
    matcher.same_texts()
    matcher.parts()
    matcher.same_ids()
    matcher.alike(_RELATED, related)
    matcher.alike(_ALIKE, lambda _older, _newer: True)
    return matcher.pairings()


class _Matcher:
    def __init__(self, older: Texts, newer: Texts, related: Related) -> None:
        self._older, self._newer, self._related = older, newer, related
        self._free_older = dict.fromkeys(older)
        self._free_newer = dict.fromkeys(newer)
        self._found: list[Pairing] = []

    def same_texts(self) -> None:
        for each in [each for each in self._older if self._older[each] == self._newer.get(each)]:
            self._pair((each,), (each,))
        by_text: dict[str, list[str]] = {}
        for each in self._free_newer:
            by_text.setdefault(self._newer[each], []).append(each)
        for text, olders in self._older_by_text().items():
            newers = by_text.get(text, [])
            for old, new in zip(olders, newers, strict=False):
                self._pair((old,), (new,))

    def parts(self) -> None:
        """Texts that became several, and several that became one."""
        if self._too_many():
            return
        splits: list[tuple[_Ids, _Ids]] = [
            ((whole,), parts)
            for whole in self._free_older
            if (parts := _parts(self._older[whole], self._free(self._newer, self._free_newer)))
        ]
        joins: list[tuple[_Ids, _Ids]] = [
            (parts, (whole,))
            for whole in self._free_newer
            if (parts := _parts(self._newer[whole], self._free(self._older, self._free_older)))
        ]
        for old, new in sorted(splits + joins, key=lambda pair: sorted((*pair[0], *pair[1]))):
            if self._free_older.keys() >= set(old) and self._free_newer.keys() >= set(new):
                self._pair(old, new)

    def same_ids(self) -> None:
        for each in [each for each in self._free_older if each in self._free_newer]:
            self._pair((each,), (each,))

    def alike(self, least: float, related: Related) -> None:
        """The most alike first; of those alike to the same degree, the first ids."""
        if self._too_many():
            return
        candidates = [
            (-degree, *sorted((old, new)), old, new)
            for old in self._free_older
            for new in self._free_newer
            if related(old, new)
            and (degree := likeness(self._older[old], self._newer[new], least)) >= least
        ]
        for *_order, old, new in sorted(candidates):
            if old in self._free_older and new in self._free_newer:
                self._pair((old,), (new,))

    def pairings(self) -> tuple[Pairing, ...]:
        found = self._found + [Pairing((), (new,)) for new in self._free_newer]
        found += [Pairing((old,), ()) for old in self._free_older]
        place = {each: at for at, each in enumerate(self._newer)}
        old_place = {each: at for at, each in enumerate(self._older)}
        last = len(place)

        def order(pairing: Pairing) -> tuple[int, int]:
            new = place[pairing.newer[0]] if pairing.newer else last
            return new, old_place[pairing.older[0]] if pairing.older else last

        return tuple(sorted(found, key=order))

    def _pair(self, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        for each in old:
            del self._free_older[each]
        for each in new:
            del self._free_newer[each]
        self._found.append(Pairing(old, new))

    def _older_by_text(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for each in self._free_older:
            found.setdefault(self._older[each], []).append(each)
        return found

    def _free(self, texts: Texts, free: Mapping[str, None]) -> dict[str, str]:
        return {each: texts[each] for each in free}

    def _too_many(self) -> bool:
        return len(self._free_older) * len(self._free_newer) > MOST_PAIRS


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """The share of two texts that is the same, 0 to 1, whichever comes first.

    Below `least` it need not be worked out to the end, and 0 may come instead.
    """
    first, second = sorted((one, other))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return float(matcher.ratio())


def _parts(whole: str, candidates: Texts) -> tuple[str, ...]:
    """The candidates that make up a text, in their order; none where they do not.

    A candidate as long as the text is no part of it but another wording.
    """
    known = frozenset(whole)
    found = [
        each
        for each, text in candidates.items()
        if _SHORTEST_PART <= len(text) < len(whole) * _WHOLE_COVERED
        and sum(char in known for char in text) >= len(text) * _PART_INSIDE  # quick to see
        and sum(size for _at, size in _pieces(text, whole)) >= len(text) * _PART_INSIDE
    ]
    covered: set[int] = set()
    parts = []
    for each in found:
        places = {at + n for at, size in _pieces(candidates[each], whole) for n in range(size)}
        if len(places & covered) * 2 < len(places):  # not what another part already tells
            covered |= places
            parts.append(each)
    is_whole = len(covered) >= len(whole) * _WHOLE_COVERED
    return tuple(parts) if len(parts) > 1 and is_whole else ()


def _pieces(part: str, whole: str) -> Iterator[tuple[int, int]]:
    """Where pieces of a part stand in a whole, and how long they are."""
    for block in SequenceMatcher(None, part, whole, autojunk=False).get_matching_blocks():
        if block.size >= _PIECE:
            yield block.b, block.size
