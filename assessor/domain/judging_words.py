"""Indicators in words: the rule, the value, and why a verdict is what it is."""

from assessor.domain.figures import Answer
from assessor.domain.indicators import Direction, Indicator, Kind, Rule
from assessor.domain.judging import Ground, Judgement, Verdict
from assessor.i18n import Translator


def rule_words(indicator: Indicator, translator: Translator) -> str:
    """How an indicator is judged, in one sentence with its target."""
    text = translator.text
    if indicator.target is None:
        return text("no verified target")
    target = indicator.target.in_language(translator.language)
    match indicator.rule:
        case Rule.THRESHOLD:
            return target
        case Rule.EXTERNAL_PLAN:
            return text("{target}; enter what the plan asks for").format(target=target)
        case Rule.TREND | Rule.THRESHOLD_OR_TREND:
            trend = _trend_words(indicator, translator)
            return text("{target} ({trend})").format(target=target, trend=trend)


def _trend_words(indicator: Indicator, translator: Translator) -> str:
    words = (
        translator.text("{years} years, none higher than the year before")
        if indicator.better is Direction.LOWER
        else translator.text("{years} years, none lower than the year before")
    )
    return words.format(years=indicator.years)


def value_words(kind: Kind, value: str, translator: Translator) -> str:
    """A kept value for people."""
    if kind is Kind.YES_NO and value:
        return answer_words(Answer(value), translator)
    return value


def verdict_words(verdict: Verdict, translator: Translator) -> str:
    """A verdict in a word."""
    return {
        Verdict.MET: translator.text("met"),
        Verdict.UNMET: translator.text("unmet"),
        Verdict.UNKNOWN: translator.text("unknown"),
    }[verdict]


def answer_words(answer: Answer, translator: Translator) -> str:
    """An answer in a word."""
    return {
        Answer.YES: translator.text("yes"),
        Answer.NO: translator.text("no"),
        Answer.UNKNOWN: translator.text("unknown"),
    }[answer]


def ground_words(judgement: Judgement, translator: Translator) -> str:
    """Why an indicator was judged so, in a few words."""
    text = translator.text
    match judgement.ground:
        case Ground.NO_TARGET:
            return text("nobody verified a target")
        case Ground.NO_NUMBER:
            return text("the target is in words; judge it outside this program")
        case Ground.NO_PLAN:
            return text("what the plan asks for is not entered")
        case Ground.MISSING:
            years = text(", ").join(map(str, judgement.missing))
            return text("no value for {years}").format(years=years)
        case Ground.BOUNDS:
            return text("by the target")
        case Ground.TREND:
            return text("by the trend")
        case Ground.PLAN:
            return text("by the plan")
