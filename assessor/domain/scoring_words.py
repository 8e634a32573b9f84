"""What the scoring words of an official table mean: 每处扣0.5分，扣完为止.

Only what the words say is understood. Whatever is left to guess is told as a doubt, and
the item is then graded by eye, which takes nothing for granted.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessor.domain.forms import BandLine, Mode

_DIGITS = "零一二三四五六七八九"
_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|[半零一二两三四五六七八九十]+)"
_POINTS = rf"({_NUMBER})\s*分?"
#: What is counted one by one; a percentage or a day over time is measured, not counted.
_PLACE = r"(?:个(?!百分点)|[处起项例次件辆人户家只摊点条块台间座张名种盏桶堆份类所店排段片])"
_EACH = re.compile(
    rf"(?:每[^,;。扣分%]{{0,6}}?(?:一|1)?{_PLACE}|(?:发现|有|出现|存在)?(?:一|1){_PLACE})"
    rf"(?!以上)[^,;。%]{{0,24}}?,?扣(?:除|减)?{_POINTS}"
)
_RANGE = re.compile(rf"扣(?:除|减)?({_NUMBER})分?[-至到]({_NUMBER})分")
_OFF = re.compile(rf"扣(?:除|减)?{_POINTS}")
_ALL = re.compile(
    r"不得分|不计分|不给分|得0分|得零分|记0分|计0分|扣完本项|扣全分|全扣|扣除全部|全部扣除"
)
#: Beyond so many places nothing is earned: 3处以上不得分.
_BEYOND = re.compile(
    rf"{_NUMBER}\s*{_PLACE}(?:及|或)?(?:以上|者)[^,;。]{{0,8}}(?:不得分|不计分|不给分|得0分|扣完|全扣|扣全)"
)
_MOST = re.compile(rf"(?:最多|至多|最高|累计|上限)(?:可|共)?扣(?:除|减)?{_POINTS}(?:为止)?")
_DISCRETION = re.compile(r"酌情|视情|视程度|根据情况|适当扣|档次|分档|好中差|优良中差")
_GRADES = re.compile(r"好.{0,6}9-10.*合格.{0,6}7-8|9-10.*7-8.*0-6")
_FEW = re.compile(
    r"(?:≤|<=|不超过|不多于|少于或等于)([0-9]+)(?:处|个|次|起)|([0-9]+)(?:处|个|次|起)(?:及)?以[内下]"
)
_SHARE = re.compile(
    r"按(?:比例|合格率|达标率|率|实际比例)[^,;。]{0,8}(?:得分|赋分|计分|扣分|折算|给分)|(?:率|比例)[×x*]"
)
_VETO = re.compile(r"一票否决|否决项|实行否决|否决")
_BETWEEN = str.maketrans(
    {"～": "-", "~": "-", "—": "-", "–": "-", "－": "-", "，": ",", "、": ",", "；": ";"}
)


class Doubt(StrEnum):
    """What could not be taken from the words."""

    EMPTY = "empty"  # there are no words
    UNKNOWN = "unknown"  # they say something that is not known here
    DISCRETION = "discretion"  # the inspector is to judge; a grade takes its place
    SEVERAL = "several"  # several deductions, of which none is for each place alone
    VETO = "veto"  # a veto besides another rule
    OVER = "over"  # more comes off for one place than the item has


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """How an item is marked as far as the words say; a doubt is for the author to settle."""

    mode: Mode
    deduct: Decimal | None = None
    band_lines: tuple[BandLine, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether nothing was left to guess."""
        return not self.doubts


def understood(words: str, points: Decimal) -> ScoringRule:
    """The rule that scoring words tell for an item of so many points."""
    told = _without_cap(_told(words), points)
    if not told:
        return ScoringRule(Mode.BAND, doubts=(Doubt.EMPTY,))
    places = [number for match in _EACH.finditer(told) if (number := amount(match[1]))]
    vetoes = (Doubt.VETO,) if _VETO.search(told) else ()
    if places:
        return _by_place(told, places, points, vetoes)
    if vetoes:
        rest = _OFF.search(told)
        return ScoringRule(Mode.VETO) if not rest else ScoringRule(Mode.BAND, doubts=vetoes)
    if _GRADES.search(told) or _FEW.search(told):
        return ScoringRule(Mode.BAND, band_lines=_lines(told))
    if _DISCRETION.search(told) or _RANGE.search(told):
        return ScoringRule(Mode.BAND, doubts=(Doubt.DISCRETION,))
    if _SHARE.search(told):
        return ScoringRule(Mode.RATE)
    return _all_or_nothing(told, points)


def amount(text: str) -> Decimal | None:
    """A number as tables write it: `0.5`, `５`, (20分), 五, 十二, 半; None where it is none."""
    text = unicodedata.normalize("NFKC", text).strip().removesuffix("分").strip()
    if bracketed := re.fullmatch(r"\(([0-9.]+)\s*分?\)", text):
        text = bracketed[1]
    if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,4})?", text):
        return Decimal(text)
    if text == "半":
        return Decimal("0.5")
    text = text.replace("两", "二")
    if re.fullmatch(rf"[{_DIGITS}]", text):
        return Decimal(_DIGITS.index(text))
    tens, ten, ones = text.partition("十")
    if ten and all(re.fullmatch(rf"[{_DIGITS}]?", part) for part in (tens, ones)):
        high = _DIGITS.index(tens) if tens else 1
        return Decimal(high * 10 + (_DIGITS.index(ones) if ones else 0))
    return None


def _told(words: str) -> str:
    spelt = unicodedata.normalize("NFKC", words).translate(_BETWEEN)
    return re.sub(r"\s+", "", spelt)


def _without_cap(told: str, points: Decimal) -> str:
    """The words without “20 off at most” where the item has no more to lose anyway."""
    return _MOST.sub(lambda match: "" if amount(match[1]) == points else match[0], told)


def _by_place(
    told: str, places: list[Decimal], points: Decimal, doubts: tuple[Doubt, ...]
) -> ScoringRule:
    deduct = places[0]
    others = len(_OFF.findall(told)) - len(places)
    if len(set(places)) > 1 or others > 0 or _RANGE.search(told) or _BEYOND.search(told):
        doubts += (Doubt.SEVERAL,)
    if deduct > points:
        doubts += (Doubt.OVER,)
    return ScoringRule(Mode.FAULTS, min(deduct, points), doubts=doubts)


def _all_or_nothing(told: str, points: Decimal) -> ScoringRule:
    off = [number for each in _OFF.findall(told) if (number := amount(each)) is not None]
    if _ALL.search(told):
        return ScoringRule(Mode.YES_NO, doubts=(Doubt.SEVERAL,) if off else ())
    if len(off) == 1 and off[0] == points:
        return ScoringRule(Mode.YES_NO)
    return ScoringRule(Mode.BAND, doubts=(Doubt.SEVERAL if off else Doubt.UNKNOWN,))


def _lines(told: str) -> tuple[BandLine, ...]:
    """Grades by faults where the words say how many still pass; else the usual ones.

    Passing is grade 7 at least, as everywhere; how the others fall is our practice.
    """
    found = _FEW.search(told)
    most = int(found[1] or found[2]) if found else 2
    if most == 2:  # these are the usual lines
        return ()
    lines = [BandLine(0, 10)] if most else []
    if most > 1:
        lines.append(BandLine(most - 1, 8))
    lines.append(BandLine(most, 7 if most else 10))
    return (*lines, *(BandLine(most + more, 7 - more) for more in range(1, 7)))
