"""Reading the words that all standards share: disorders, reasons, groups of trades, phrases."""

from assessor.domain.vocabulary import (
    AbsenceReason,
    ChaosCategory,
    ChaosPreset,
    IndustryGroup,
    Phrase,
)
from assessor.i18n import _
from assessor.standards import names
from assessor.standards.fields import Table
from assessor.standards.names import Register
from assessor.standards.origins import origin


def categories(table: Table, known: Register) -> tuple[ChaosCategory, ...]:
    """The `[[category]]` tables of `chaos.toml`, in the order they are offered in."""
    found = []
    for entry in table.tables("category", identity="code", required=True):
        category = ChaosCategory(
            entry.name("code", names.CATEGORY),
            entry.words("name"),
            entry.words("covers"),
            entry.texts("aliases"),
        )
        known.add(entry, "code", category.code)
        entry.close()
        found.append(category)
    return tuple(found)


def presets(table: Table, known_categories: Register, sources: Register) -> tuple[ChaosPreset, ...]:
    """The `[[preset]]` tables of `chaos.toml`."""
    known = Register()
    found = []
    for entry in table.tables("preset"):
        preset = ChaosPreset(
            entry.name("id", names.PRESET),
            entry.words("title"),
            entry.names("categories", names.CATEGORY, required=True),
            origin(entry, sources),
        )
        known.add(entry, "id", preset.id)
        for code in preset.categories:
            known_categories.expect(entry, "categories", code)
        entry.close()
        found.append(preset)
    return tuple(found)


def reasons(table: Table) -> tuple[AbsenceReason, ...]:
    """The `[[reason]]` tables of `reasons.toml`, in the order they are offered in."""
    known = Register()
    found = []
    for entry in table.tables("reason", identity="code", required=True):
        reason = AbsenceReason(entry.name("code", names.REASON), entry.words("text"))
        known.add(entry, "code", reason.code)
        if reason.code == "not_observable":
            entry.refuse("code", _("what cannot be observed is not observed; it still applies."))
        entry.close()
        found.append(reason)
    return tuple(found)


def groups(table: Table, sources: Register) -> tuple[IndustryGroup, ...]:
    """The `[[group]]` tables of `industry_groups.toml`."""
    known = Register()
    found = []
    for entry in table.tables("group", identity="code", required=True):
        group = IndustryGroup(
            entry.name("code", names.GROUP), entry.words("name"), origin(entry, sources)
        )
        known.add(entry, "code", group.code)
        entry.close()
        found.append(group)
    return tuple(found)


def phrases(table: Table, known_categories: Register) -> tuple[Phrase, ...]:
    """The `[[phrase]]` tables of `phrases.toml`, in the order they are offered in."""
    known = Register()
    found = []
    for entry in table.tables("phrase", identity="", required=True):
        phrase = Phrase(
            entry.words("words"),
            entry.name("category", names.CATEGORY) if entry.has("category") else "",
            entry.names("site_types", names.SITE_TYPE),
            entry.names("items", names.ITEM),
        )
        known.add(entry, "words.zh", phrase.words.zh)
        known_categories.expect(entry, "category", phrase.category)
        entry.close()
        found.append(phrase)
    return tuple(found)
