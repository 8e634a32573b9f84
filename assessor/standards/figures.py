"""Reading numbers to be reached: indicators, prerequisites, and the thresholds of forms."""

from decimal import Decimal

from assessor.domain.indicators import Direction, Indicator, Kind, Prerequisite, Rule
from assessor.domain.limits import Bound, Comparison, Threshold
from assessor.domain.texts import Confidence
from assessor.i18n import _
from assessor.standards import names
from assessor.standards.fields import Table
from assessor.standards.names import ClauseRegister, Register
from assessor.standards.origins import origin

_MOST = Decimal(999_999)
_MOST_YEARS = 10
_WITH_TREND = (Rule.TREND, Rule.THRESHOLD_OR_TREND)
_GRADES = 4  # A to D


class FigureReader:
    """Reads the numbers of one standard; its clauses have been read before."""

    def __init__(self, levels: tuple[str, ...], clauses: ClauseRegister, sources: Register) -> None:
        self._levels = levels
        self._clauses = clauses
        self._sources = sources
        self._indicators = Register()

    def indicators(self, table: Table) -> tuple[Indicator, ...]:
        """The rows of `indicators.toml`, in printed order."""
        self._indicators.complete = table.readable
        return tuple(self._indicator(entry) for entry in table.tables("indicator"))

    def prerequisites(self, table: Table) -> tuple[Prerequisite, ...]:
        """The rows of `prerequisites.toml`, in printed order."""
        known = Register()
        found = []
        for entry in table.tables("prerequisite", required=True):
            prerequisite = Prerequisite(
                entry.name("id", names.PREREQUISITE),
                entry.words("text"),
                entry.optional_words("evidence"),
                origin(entry, self._sources),
                entry.names("clauses", names.REFERENCE),
                entry.names("indicators", names.INDICATOR),
            )
            known.add(entry, "id", prerequisite.id)
            self._clauses.expect_references(entry, "clauses", prerequisite.clauses)
            self._indicators.expect_all(entry, "indicators", prerequisite.indicators)
            entry.close()
            found.append(prerequisite)
        return tuple(found)

    def thresholds(self, table: Table, known: Register) -> tuple[Threshold, ...]:
        """The figures of `thresholds.toml`; `known` takes their ids."""
        found = []
        for entry in table.tables("threshold", required=True):
            threshold = Threshold(
                entry.name("id", names.THRESHOLD),
                entry.words("subject"),
                entry.optional_words("condition"),
                entry.optional_words("limit"),
                _bound(entry.table("bound")) if entry.has("bound") else None,
                entry.optional_words("unit"),
                origin(entry, self._sources),
            )
            known.add(entry, "id", threshold.id)
            if entry.has("bound") and not entry.has("limit"):
                entry.refuse("bound", _("a bound needs its limit in words."))
            if threshold.origin.confidence is Confidence.UNCERTAIN:
                _refuse_uncertain(entry, "limit", "bound")
            entry.close()
            found.append(threshold)
        return tuple(found)

    def _indicator(self, entry: Table) -> Indicator:
        scopes = entry.choices("scopes", self._levels, required=True)
        indicator = Indicator(
            entry.name("id", names.INDICATOR),
            entry.words("name"),
            entry.choice("rule", Rule) or Rule.THRESHOLD,
            scopes,
            entry.optional_words("target"),
            origin(entry, self._sources),
            entry.optional_words("unit"),
            entry.optional_choice("kind", Kind) or Kind.NUMBER,
            self._bounds(entry, scopes),
            entry.optional_choice("better", Direction),
            entry.optional_whole("years", 1, _MOST_YEARS) or 1,
            entry.names("clauses", names.REFERENCE),
        )
        entry.since(2, "unit", "kind", "bounds", "better", "years", "clauses")
        self._indicators.add(entry, "id", indicator.id)
        self._clauses.expect_references(entry, "clauses", indicator.clauses)
        _refuse_unjudgeable(entry, indicator)
        entry.close()
        return indicator

    def _bounds(self, entry: Table, scopes: tuple[str, ...]) -> tuple[Bound, ...]:
        found = []
        for row in entry.rows("bounds"):
            level = row.optional_text("level")
            if level and scopes and level not in scopes:
                message = _("{value} is none of {known}.")
                row.refuse("level", message.format(value=level, known=_(", ").join(scopes)))
            found.append(_bound(row, level))
        return tuple(found)


def _bound(table: Table | None, level: str = "") -> Bound:
    if table is None:
        return Bound(Comparison.EQUAL, Decimal(0))
    bound = Bound(
        table.choice("comparison", Comparison) or Comparison.EQUAL,
        table.number_or_zero("value", most=_MOST),
        level,
    )
    table.close()
    return bound


def _refuse_unjudgeable(entry: Table, indicator: Indicator) -> None:
    """Note what an indicator needs to be judged, and what would judge without ground."""
    if indicator.origin.confidence is Confidence.UNCERTAIN:
        _refuse_uncertain(entry, "target", "bounds")
    if indicator.bounds and not entry.has("target"):
        entry.refuse("bounds", _("bounds need the target in words."))
    if entry.version >= 2 and indicator.rule in _WITH_TREND:
        if not entry.has("better"):
            entry.refuse("better", _("a rule with a trend says whether higher or lower is better."))
        if entry.has("years") and indicator.years < 2:
            entry.refuse("years", _("a trend takes at least two years."))
    for number, bound in enumerate(indicator.bounds, 1):
        _refuse_wrong_value(entry, f"bounds.{number}.value", indicator.kind, bound.value)


def _refuse_wrong_value(entry: Table, key: str, kind: Kind, value: Decimal) -> None:
    if value.is_nan():
        return
    if kind is Kind.YES_NO and value not in (0, 1):
        entry.refuse(key, _("yes counts as 1 and no as 0."))
    if kind is Kind.GRADE and value not in range(1, _GRADES + 1):
        entry.refuse(key, _("the grades A to D count as 1 to 4."))


def _refuse_uncertain(entry: Table, *keys: str) -> None:
    for key in keys:
        if entry.has(key):
            message = _("an uncertain number decides nothing. Put it into the note of the origin.")
            entry.refuse(key, message)
