"""What became of a file, and why a ranking may still change, in words."""

from assessor.i18n import Translator
from assessor.services.comparison import RankingResult
from assessor.storage import Outcome


def outcome_words(outcome: Outcome, translator: Translator) -> str:
    """What became of a file, in a word."""
    text = translator.text
    return {
        Outcome.NEW: text("new"),
        Outcome.SAME: text("already here"),
        Outcome.NEWER: text("newer"),
        Outcome.OLDER: text("older"),
        Outcome.CONFLICT: text("conflict"),
        Outcome.PENDING: text("pending"),
        Outcome.QUARANTINED: text("quarantined"),
    }[outcome]


def provisional_words(result: RankingResult, translator: Translator) -> str:
    """Why a ranking may still change, in one sentence; nothing where it is final."""
    plural = translator.plural
    reasons = [
        plural("{count} conflict", "{count} conflicts", result.conflicts).format(
            count=result.conflicts
        )
        if result.conflicts
        else "",
        plural(
            "{count} check without its standard",
            "{count} checks without their standard",
            result.unscored,
        ).format(count=result.unscored)
        if result.unscored
        else "",
        plural(
            "{count} file without a known signer",
            "{count} files without a known signer",
            result.waiting,
        ).format(count=result.waiting)
        if result.waiting
        else "",
        plural(
            "{count} site checked twice", "{count} sites checked twice", result.undecided
        ).format(count=result.undecided)
        if result.undecided
        else "",
    ]
    found = translator.text(", ").join(filter(None, reasons))
    return translator.text("Provisional: {reasons}.").format(reasons=found) if found else ""


def beside_words(result: RankingResult, translator: Translator) -> tuple[str, ...]:
    """What must be read beside a ranking: checks left out, prerequisites that are not met."""
    found = []
    if result.others:
        words = translator.plural(
            "{count} check on the forms of another standard does not count here.",
            "{count} checks on the forms of other standards do not count here.",
            result.others,
        )
        found.append(words.format(count=result.others))
    for each in result.lacking:
        words = translator.text("{name} may not apply; answered with no: {prerequisites}.")
        ids = translator.text(", ").join(each.prerequisites)
        found.append(words.format(name=each.name, prerequisites=ids))
    return tuple(found)
