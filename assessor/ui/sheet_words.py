"""Codes of standards in words, for their page."""

from collections.abc import Iterable
from decimal import Decimal

from assessor.domain import wording
from assessor.domain.references import TopicKind
from assessor.domain.scoring import shown
from assessor.domain.standard import Kinship, Standard, TailoredItem
from assessor.domain.texts import Confidence, Origin, Source
from assessor.i18n import _, current, ngettext


def kind_words(kind: TopicKind) -> str:
    """What a topic is, in a word."""
    return {
        TopicKind.STANDARD: _("Standard"),
        TopicKind.CHAPTER: _("Chapter"),
        TopicKind.CLAUSE: _("Clause"),
        TopicKind.SITE_TYPE: _("Site type"),
        TopicKind.ITEM: _("Check item"),
        TopicKind.CATEGORY: _("Disorder"),
        TopicKind.INDICATOR: _("Indicator"),
        TopicKind.THRESHOLD: _("Figure to judge by"),
        TopicKind.PREREQUISITE: _("Condition for applying"),
        TopicKind.PROFILE: _("Scoring profile"),
    }[kind]


def kinship_words(kinship: Kinship) -> str:
    """What became of clauses, in a word."""
    return {
        Kinship.SAME: _("same"),
        Kinship.WORDING: _("other wording"),
        Kinship.CHANGED: _("changed"),
        Kinship.SPLIT: _("split"),
        Kinship.JOINED: _("joined"),
        Kinship.NEW: _("new"),
        Kinship.GONE: _("gone"),
    }[kinship]


def confidence_words(value: Confidence) -> str:
    """How sure we are of a statement, in a sentence."""
    return {
        Confidence.SOURCED: _("Seen in the sources named here."),
        Confidence.REMEMBERED: _("Remembered from public documents; look it up."),
        Confidence.UNCERTAIN: _("Uncertain; nobody has verified it."),
        Confidence.OURS: _("A default of this program, from no official text."),
    }[value]


def unknown_doubt(origin: Origin) -> str:
    """The word beside something that is left out because nobody verified it."""
    return wording.confidence(
        Confidence.UNCERTAIN if origin.confidence.is_verified else origin.confidence, current()
    )


def levels_words(levels: Iterable[str]) -> str:
    """Administrative levels in words."""
    words = {"city": _("cities"), "county": _("counties"), "town": _("towns")}
    return _(", ").join(words.get(each, each) for each in levels)


def days_words(standard: Standard) -> str:
    """The days on which this program proposes a standard."""
    starts, ends = standard.proposed_from, standard.proposed_to
    if starts and ends:
        return _("{starts} to {ends}").format(starts=starts, ends=ends)
    if starts:
        return _("from {starts}").format(starts=starts)
    if ends:
        return _("until {ends}").format(ends=ends)
    return _("on no days of its own")


def contents_words(standard: Standard) -> str:
    """How much a standard holds."""
    items = sum(len(form.items) for form in standard.site_types)
    counts = (
        ngettext("{count} clause", "{count} clauses", len(standard.clauses)),
        ngettext("{count} indicator", "{count} indicators", len(standard.indicators)),
        ngettext("{count} site type", "{count} site types", len(standard.site_types)),
        ngettext("{count} check item", "{count} check items", items),
        ngettext("{count} figure", "{count} figures", len(standard.thresholds)),
        ngettext("{count} condition", "{count} conditions", len(standard.prerequisites)),
    )
    numbers = (
        len(standard.clauses),
        len(standard.indicators),
        len(standard.site_types),
        items,
        len(standard.thresholds),
        len(standard.prerequisites),
    )
    told = (words.format(count=number) for words, number in zip(counts, numbers, strict=True))
    return _(", ").join(told)


def source_words(source: Source) -> str:
    """A document by its title and date."""
    title = source.title.in_language(current().language)
    # Published standards tell spans in English words, and cannot change any more.
    date = source.date.replace(" to ", "–").replace(" and ", _(", "))
    return _("{title} ({date})").format(title=title, date=date) if date else title


def points_words(points: Decimal) -> str:
    """Points without needless zeros."""
    return shown(points).removesuffix(".00")


def alteration_words(each: TailoredItem) -> str:
    """How an office adapted an item, and why."""
    if each.after is None:
        return _("switched off: {reason}").format(reason=each.reason)
    after = points_words(each.after)
    if each.before is None:
        return _("added, {points} points: {reason}").format(points=after, reason=each.reason)
    before = points_words(each.before)
    if before == after:
        return _("another deduction: {reason}").format(reason=each.reason)
    words = _("{before} points, now {after}: {reason}")
    return words.format(before=before, after=after, reason=each.reason)


def evidence_words(code: str) -> str:
    """What is to be brought along as evidence."""
    words = {"photo": _("a photo of each fault"), "document": _("a document to be seen")}
    return words.get(code, code)


def method_words(code: str) -> str:
    """How a clause is assessed."""
    words = {
        "site": _("looking on site"),
        "documents": _("reading documents"),
        "figures": _("reported figures"),
        "interview": _("asking people"),
    }
    return words.get(code, code)
