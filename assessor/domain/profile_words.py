"""Scoring profiles in words: how checks are counted, and the verdict of an area."""

from assessor.domain.profiles import Method, ScoringProfile
from assessor.i18n import Translator


def method_words(profile: ScoringProfile, translator: Translator) -> tuple[str, ...]:
    """How checks make the points of a module, a sentence each."""
    text = translator.text
    if profile.method is Method.DEDUCTIONS:
        of_site = text(
            "A site loses points for every place at fault, each item down to nothing; what was "
            "not looked at loses nothing."
        )
    else:
        of_site = text("A site's rate is the points earned out of those that applied.")
    if profile.worst is None:
        of_type = text("The rates of the sites of one type are averaged.")
    else:
        of_type = translator.plural(
            "Of each type, the worst site counts.",
            "Of each type, the mean of the {count} worst sites counts.",
            profile.worst,
        ).format(count=profile.worst)
    has_weights = any(module.weights for module in profile.modules)
    of_module = (
        text("The types of a module weigh as the profile says.")
        if has_weights
        else text("The types of a module weigh the same.")
    )
    narrowed = text("A module counts only the items that its clauses stand behind.")
    has_clauses = any(module.clauses for module in profile.modules)
    return of_site, *((narrowed,) if has_clauses else ()), of_type, of_module


def pass_words(passed: bool | None, profile: ScoringProfile, translator: Translator) -> str:
    """The verdict of an area beside its score; nothing while no pass line is set."""
    if profile.pass_line is None:
        return ""
    text = translator.text
    return {True: text("passed"), False: text("not passed"), None: text("open")}[passed]
