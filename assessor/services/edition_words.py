"""Differences of editions and what was decided about answers, in words."""

from assessor.domain import wording
from assessor.domain.carrying import Choice
from assessor.domain.editions import Difference
from assessor.domain.forms import CheckItem
from assessor.domain.standard import Standard
from assessor.i18n import Translator


def difference(value: Difference, translator: Translator) -> str:
    """What became of an item or a clause."""
    text = translator.text
    return {
        Difference.SAME: text("the same"),
        Difference.TYPOGRAPHIC: text("set otherwise"),
        Difference.WORDING: text("other words"),
        Difference.CHANGED: text("numbers or marking changed"),
        Difference.SPLIT: text("split"),
        Difference.JOINED: text("joined"),
        Difference.NEW: text("new"),
        Difference.GONE: text("gone"),
    }[value]


def field(name: str, translator: Translator) -> str:
    """What differs between two items."""
    text = translator.text
    return {
        "text": text("text"),
        "guidance": text("how to look"),
        "numbers": text("numbers in the text"),
        "mode": text("how it is marked"),
        "points": text("points"),
        "deduct": text("points off for each place"),
        "band_lines": text("lines of the grades"),
        "veto_below": text("veto"),
        "veto_on_severe": text("veto by a severe fault"),
        "may_not_apply": text("whether it may not apply"),
        "thresholds": text("figures to judge by"),
    }[name]


def item_words(item: CheckItem, standard: Standard, translator: Translator) -> dict[str, str]:
    """What may differ between two items, by its name."""
    text, language = translator.text, translator.language
    figures = (standard.threshold(each) for each in item.thresholds)
    return {
        text("Text"): item.text.in_language(language),
        text("How to look"): item.guidance.in_language(language),
        text("Marked by"): wording.rule(item, translator),
        text("Grades"): wording.grades(item, translator),
        text("May not apply"): wording.may_be_left_out(item, translator),
        text("Figures to judge by"): "\n".join(
            wording.figure(each, translator) for each in figures if each
        ),
    }


def choice(value: Choice, translator: Translator) -> str:
    """What became of an answer."""
    text = translator.text
    return {
        Choice.ITSELF: text("went over by itself"),
        Choice.TAKEN: text("taken over"),
        Choice.ANEW: text("to be marked anew"),
        Choice.DROPPED: text("asked no more"),
    }[value]
