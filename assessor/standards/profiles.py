"""Reading a scoring profile."""

from decimal import Decimal

from assessor.domain.profiles import Module, ScoringProfile
from assessor.standards import names
from assessor.standards.fields import Table
from assessor.standards.forms import refuse_wrong_sum
from assessor.standards.names import Register, refuse_wrong_file
from assessor.standards.origins import origin

_MOST_POINTS = Decimal(100_000)


def profile(table: Table, site_types: Register, sources: Register) -> ScoringProfile:
    """A whole file of `profiles/`."""
    points = table.number("points", most=_MOST_POINTS)
    found = ScoringProfile(
        table.name("id", names.PROFILE),
        table.words("title"),
        table.flag("official"),
        _modules(table, site_types),
        table.optional_number("pass_line", most=Decimal(1)),
        origin(table, sources),
    )
    refuse_wrong_file(table, "id", found.id)
    refuse_wrong_sum(table, points, (module.points for module in found.modules))
    table.close()
    return found


def _modules(table: Table, site_types: Register) -> tuple[Module, ...]:
    known = Register()
    found = []
    for entry in table.tables("module", required=True):
        module = Module(
            entry.name("id", names.MODULE),
            entry.words("title"),
            entry.number("points", most=_MOST_POINTS),
            entry.names("site_types", names.SITE_TYPE, required=True),
        )
        known.add(entry, "id", module.id)
        for code in module.site_types:
            site_types.expect(entry, "site_types", code)
        entry.close()
        found.append(module)
    return tuple(found)
