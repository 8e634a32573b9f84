"""What became of a file, and why a ranking may still change, in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from assessor.i18n import Translator
from assessor.services.comparison import RankingResult
from assessor.storage import Act, Outcome


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


def counted_words(outcomes: Iterable[Outcome], translator: Translator) -> str:
    """How many files came to what, the good ones first."""
    counts = Counter(outcomes)
    return translator.text(", ").join(
        f"{counts[outcome]} {outcome_words(outcome, translator)}"
        for outcome in reversed(Outcome)
        if counts[outcome]
    )


def telling_folders(files: Sequence[str]) -> list[str]:
    """The folder of each file, as far as it tells files of one name apart; else nothing."""
    paths = [Path(file) for file in files]
    names = Counter(path.name for path in paths)
    near = Counter(path.parts[-2:] for path in paths)

    def folder(path: Path) -> str:
        if names[path.name] == 1 or path.parent == Path():
            return ""
        return path.parent.name if near[path.parts[-2:]] == 1 else str(path.parent)

    return [folder(path) for path in paths]


def reason_words(outcome: Outcome, photos: int, translator: Translator) -> str:
    """Why a file needs somebody's attention, with so many photos missing; else nothing."""
    text = translator.text
    if outcome is Outcome.PENDING:
        return text("A standard is not installed here; it is scored once the standard arrives.")
    if outcome is Outcome.CONFLICT:
        return text("It contradicts another revision of the same check; a reviewer must decide.")
    if not photos:
        return ""
    words = translator.plural("{count} photo is missing.", "{count} photos are missing.", photos)
    return words.format(count=photos)


def act_words(act: Act, translator: Translator) -> str:
    """What was done, in a word or two, as the trail tells it."""
    text = translator.text
    return {
        Act.OPENED: text("opened"),
        Act.BEGUN: text("check begun"),
        Act.MARKED: text("item marked"),
        Act.DESCRIBED: text("visit described"),
        Act.ANSWERED_ANEW: text("answers carried over"),
        Act.JOINED: text("colleague's part taken in"),
        Act.DISCARDED: text("draft discarded"),
        Act.SIGNED: text("signed"),
        Act.IMPORTED: text("file taken in"),
        Act.UNDONE: text("import undone"),
        Act.REVOKED: text("key revoked"),
        Act.EXPORTED: text("exported"),
        Act.REGISTERED: text("register changed"),
    }[act]


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


def left_out_words(result: RankingResult, translator: Translator) -> str:
    """How many checks do not count here; nothing where all do."""
    if not result.others:
        return ""
    words = translator.plural(
        "{count} check on the forms of another standard does not count here.",
        "{count} checks on the forms of other standards do not count here.",
        result.others,
    )
    return words.format(count=result.others)


def lacking_words(result: RankingResult, translator: Translator) -> str:
    """Which territories may not apply, and why, a line for each."""
    words = translator.text("{name} may not apply; answered with no: {prerequisites}.")
    comma = translator.text(", ")
    return "\n".join(
        words.format(name=each.name, prerequisites=comma.join(each.prerequisites))
        for each in result.lacking
    )
