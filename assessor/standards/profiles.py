"""Reading a scoring profile."""

from decimal import Decimal

from assessor.domain.profiles import Method, Module, ScoringProfile, Weight
from assessor.i18n import _
from assessor.standards import names
from assessor.standards.fields import Table
from assessor.standards.forms import refuse_wrong_sum
from assessor.standards.names import ClauseRegister, Register, refuse_wrong_file
from assessor.standards.origins import origin

_MOST_POINTS = Decimal(100_000)
_MOST_WEIGHT = Decimal(1000)
_MOST_SITES = 1000


def profile(
    table: Table, site_types: Register, clauses: ClauseRegister, sources: Register
) -> ScoringProfile:
    """A whole file of `profiles/`."""
    points = table.number("points", most=_MOST_POINTS)
    found = ScoringProfile(
        table.name("id", names.PROFILE),
        table.words("title"),
        table.flag("official"),
        _modules(table, site_types, clauses),
        table.optional_number("pass_line", most=Decimal(1)),
        origin(table, sources),
        table.optional_choice("method", Method) or Method.RATES,
        table.numbers("pass_lines", most=Decimal(1)),
        table.optional_whole("worst", 1, _MOST_SITES),
    )
    table.since(2, "method", "pass_lines", "worst")
    refuse_wrong_file(table, "id", found.id)
    refuse_wrong_sum(table, points, (module.points for module in found.modules))
    table.close()
    return found


def _modules(table: Table, site_types: Register, clauses: ClauseRegister) -> tuple[Module, ...]:
    known = Register()
    found = []
    for entry in table.tables("module", required=True):
        codes = entry.names("site_types", names.SITE_TYPE, required=True)
        module = Module(
            entry.name("id", names.MODULE),
            entry.words("title"),
            entry.number("points", most=_MOST_POINTS),
            codes,
            entry.names("clauses", names.REFERENCE),
            _weights(entry, codes),
        )
        known.add(entry, "id", module.id)
        site_types.expect_all(entry, "site_types", module.site_types)
        clauses.expect_references(entry, "clauses", module.clauses)
        entry.since(2, "clauses", "weights")
        entry.close()
        found.append(module)
    return tuple(found)


def _weights(entry: Table, codes: tuple[str, ...]) -> tuple[Weight, ...]:
    known = Register()
    found = []
    for row in entry.rows("weights"):
        weight = Weight(
            row.name("site_type", names.SITE_TYPE), row.number("weight", most=_MOST_WEIGHT)
        )
        known.add(row, "site_type", weight.site_type)
        if weight.site_type and weight.site_type not in codes:
            row.refuse(
                "site_type", _("{id} is no site type of this module.").format(id=weight.site_type)
            )
        row.close()
        found.append(weight)
    return tuple(found)
