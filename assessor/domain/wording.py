"""Codes in words: how an item was marked, what a fault is, what is missing, who won.

Used by windows, reports and the command line alike, each in its own language.
"""

from typing import assert_never

from assessor.domain.completeness import Lack
from assessor.domain.forms import CheckItem, Mode
from assessor.domain.inspection import (
    Band,
    CountUnit,
    Fault,
    Faults,
    NotApplicable,
    Observation,
    Rate,
    Severity,
    UnitKind,
    YesNo,
    fault_count,
)
from assessor.domain.limits import Threshold
from assessor.domain.merging import CheckState
from assessor.domain.scoring import shown, suggested_grade
from assessor.domain.texts import Confidence
from assessor.domain.vocabulary import Vocabulary
from assessor.i18n import Translator

_MOST_FAULTS = 20  # after which no grade is told any more


def marked(
    item: CheckItem, seen: Observation | None, vocabulary: Vocabulary, translator: Translator
) -> str:
    """How an item was marked, in a few words."""
    text = translator.text
    match seen:
        case None:
            return text("not observed")
        case Faults():
            return places(fault_count(seen), translator) if seen.faults else text("no fault")
        case Band(grade=grade):
            suggested = suggested_grade(item, fault_count(seen))
            words = text("grade {grade} of 10").format(grade=grade)
            if grade == suggested:
                return words
            return text("{grade}, suggested {suggested}: {reason}").format(
                grade=words, suggested=suggested, reason=seen.reason or text("no reason given")
            )
        case YesNo(present=present):
            return text("Yes") if present else text("No")
        case Rate(sound=sound, looked_at=looked_at):
            return text("{sound} of {looked_at} sound").format(sound=sound, looked_at=looked_at)
        case NotApplicable():
            return text("does not apply: {reason}").format(
                reason=absence(seen, vocabulary, translator)
            )
        case _:
            assert_never(seen)


def places(count: int, translator: Translator) -> str:
    """A number of places at fault."""
    return translator.plural("{count} place", "{count} places", count).format(count=count)


def absence(seen: NotApplicable, vocabulary: Vocabulary, translator: Translator) -> str:
    """Why an item does not apply, with the inspector's note."""
    reason = vocabulary.reason(seen.reason)
    words = reason.text.in_language(translator.language) if reason else seen.reason
    return translator.noted(words, seen.note)


def category(code: str, vocabulary: Vocabulary, translator: Translator) -> str:
    """The name of a chaos category; nothing for none."""
    found = vocabulary.category(code)
    return found.name.in_language(translator.language) if found else code


def described(fault: Fault, vocabulary: Vocabulary, translator: Translator) -> str:
    """A fault in one line: its words or its category, where, and how many."""
    kind = category(fault.category, vocabulary, translator)
    words = fault.words or kind or translator.text("fault without words")
    if fault.spot:
        words = translator.text("{words} at {spot}").format(words=words, spot=fault.spot)
    if fault.widespread:
        words = translator.text("{words}, widespread").format(words=words)
    return f"{words} ×{fault.count}" if fault.count != 1 else words


def severity(value: Severity, translator: Translator) -> str:
    """A severity in words."""
    text = translator.text
    return {
        Severity.MINOR: text("minor"),
        Severity.MODERATE: text("moderate"),
        Severity.SEVERE: text("severe"),
    }[value]


def count_unit(value: CountUnit, translator: Translator) -> str:
    """What is counted, in words."""
    text = translator.text
    return {
        CountUnit.PLACE: text("places"),
        CountUnit.VEHICLE: text("vehicles"),
        CountUnit.PERSON: text("persons"),
        CountUnit.METRE: text("metres"),
        CountUnit.SQUARE_METRE: text("square metres"),
        CountUnit.PIECE: text("pieces"),
    }[value]


def rule(item: CheckItem, translator: Translator) -> str:
    """How an item is marked and what it costs, in one sentence."""
    text = translator.text
    full = shown(item.points).removesuffix(".00")
    match item.mode:
        case Mode.FAULTS:
            words = text("{points} points, {deduct} off for each place").format(
                points=full, deduct=shown(item.deduct).removesuffix("0").removesuffix(".0")
            )
        case Mode.BAND:
            words = text("{points} points by a grade of 0 to 10").format(points=full)
        case Mode.RATE:
            words = text("{points} points by the share of sound places").format(points=full)
        case Mode.YES_NO | Mode.VETO:
            words = text("{points} points, all or nothing").format(points=full)
        case _:
            assert_never(item.mode)
    if item.mode is Mode.VETO:
        words += text("; vetoes the result if missed")
    elif item.veto_below is not None:
        words += text("; vetoes the result below {share} percent of them").format(
            share=shown(item.veto_below * 100).removesuffix(".00")
        )
    if item.veto_on_severe:
        words += text("; one severe fault vetoes the result")
    return words


def unit_kind(value: UnitKind, translator: Translator) -> str:
    """What a unit is, in words."""
    text = translator.text
    return {
        UnitKind.PROVINCE: text("Province"),
        UnitKind.CITY: text("City"),
        UnitKind.COUNTY: text("County"),
        UnitKind.TOWN: text("Town or street"),
        UnitKind.COMMUNITY: text("Community"),
        UnitKind.GRID: text("Grid"),
        UnitKind.ORGANISATION: text("Organisation"),
    }[value]


def grades(item: CheckItem, translator: Translator) -> str:
    """The grade that each number of faults suggests; nothing for items without grades."""
    if item.mode is not Mode.BAND:
        return ""
    lines, before = [], None
    for faults in range(_MOST_FAULTS):
        grade = suggested_grade(item, faults)
        if grade != before:
            words = translator.plural("{count} fault: {grade}", "{count} faults: {grade}", faults)
            lines.append(words.format(count=faults, grade=grade))
        before = grade
        if not grade:
            break
    return translator.text("; ").join(lines)


def may_be_left_out(item: CheckItem, translator: Translator) -> str:
    """Whether an item need not apply."""
    if item.may_not_apply:
        return translator.text("Yes, with a reason; it then leaves the sum.")
    return translator.text("No, it applies everywhere.")


def figure(threshold: Threshold, translator: Translator) -> str:
    """A figure to judge by in a line: what, when, how much."""
    text, language = translator.text, translator.language
    about = threshold.subject.in_language(language)
    if threshold.condition:
        about = text("{subject} ({condition})").format(
            subject=about, condition=threshold.condition.in_language(language)
        )
    limit = threshold.limit.in_language(language) if threshold.limit else text("no verified figure")
    return text("{about}: {limit}").format(about=about, limit=limit)


def lack(value: Lack, translator: Translator) -> str:
    """What is missing, as a sentence without its subject."""
    text = translator.text
    return {
        Lack.NOT_OBSERVED: text("not marked yet"),
        Lack.NO_REASON: text("a reason must be given"),
        Lack.NO_EVIDENCE: text("a fault has neither words nor a photo"),
        Lack.NO_FAULT: text("points were lost and no fault says where"),
        Lack.UNSUITABLE: text("marked in a way this item does not allow"),
        Lack.NO_INSPECTOR: text("no inspector is named"),
        Lack.MANY_NOT_APPLICABLE: text("more than 30 percent of the items do not apply"),
        Lack.NO_SIGNATURE: text("nobody signed for the site, and it is not said why"),
        Lack.NO_SIGNER: text("it is not said whose handwriting it is"),
        Lack.PHOTO_USED_TWICE: text("a photo is used already, or nearly the same one"),
        Lack.UNPRINTABLE: text("some characters cannot be printed"),
    }[value]


def state(value: CheckState, translator: Translator) -> str:
    """Where a check stands, in words."""
    text = translator.text
    return {
        CheckState.CURRENT: text("current"),
        CheckState.CONFLICT: text("in conflict"),
        CheckState.VOID: text("signed with a revoked key"),
    }[value]


def confidence(value: Confidence, translator: Translator) -> str:
    """How sure we are, in words; nothing where there is no doubt to show."""
    text = translator.text
    return {
        Confidence.SOURCED: "",
        Confidence.OURS: "",
        Confidence.REMEMBERED: text("to be checked"),
        Confidence.UNCERTAIN: text("unverified"),
    }[value]
