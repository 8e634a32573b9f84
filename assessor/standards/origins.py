"""Where statements come from: the register of sources, and the mark each statement bears."""

from assessor.domain.texts import Confidence, Origin, Source
from assessor.i18n import _
from assessor.standards import names
from assessor.standards.fields import Table
from assessor.standards.names import Register


def sources(head: Table, known: Register) -> tuple[Source, ...]:
    """The register of sources in the head of a standard or vocabulary."""
    found = []
    for table in head.tables("source"):
        source = Source(
            table.name("id", names.SOURCE),
            table.words("title"),
            table.optional_text("date"),
        )
        known.add(table, "id", source.id)
        table.close()
        found.append(source)
    return tuple(found)


def origin(table: Table, known: Register) -> Origin:
    """The `origin` of a clause, an indicator, an item, a profile or a preset."""
    inner = table.table("origin")
    if inner is None:
        return Origin(Confidence.OURS)
    confidence = inner.choice("confidence", Confidence)
    cited = inner.names("sources", names.SOURCE)
    note = inner.optional_words("note")
    for source in cited:
        known.expect(inner, "sources", source)
    if confidence is Confidence.SOURCED and not cited:
        inner.refuse("sources", _("confidence S needs at least one source."))
    inner.close()
    return Origin(confidence or Confidence.OURS, cited, note)
