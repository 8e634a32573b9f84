"""Columns for analysis by other engines (Parquet): a row for each check, and for each item.

Points are decimals of ten places, with the exact fraction as text beside them; times are
UTC. `pip install assessor[parquet]` brings pyarrow, which takes a while to load: import
this module where it is needed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from assessor import files
from assessor.exchange.errors import MissingLibraryError
from assessor.i18n import _

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError as error:
    raise MissingLibraryError(
        _("Parquet files need an extra library, which is not installed: pip install pyarrow")
    ) from error

_BATCH = 500  # checks that are in memory at once
_TEN_PLACES = Decimal("1e-10")

_TEXT, _NUMBER, _POINTS = pa.string(), pa.int32(), pa.decimal128(20, 10)
_TIME = pa.timestamp("ms", "UTC")
_DISORDER = {"code": _TEXT, "name": _TEXT, "places": _NUMBER}
_DISORDERS = pa.list_(pa.struct(list(_DISORDER.items())))
_VISIT = {
    "check": _TEXT,
    "campaign": _TEXT,
    "started": _TIME,
    "site": _TEXT,
    "site_name": _TEXT,
    "site_type": _TEXT,
    "site_type_name": _TEXT,
    "county": _TEXT,
    "county_name": _TEXT,
    "town": _TEXT,
    "town_name": _TEXT,
    "community": _TEXT,
    "community_name": _TEXT,
    "grid": _TEXT,
    "grid_name": _TEXT,
    "organisation": _TEXT,
    "organisation_name": _TEXT,
    "standard": _TEXT,
    "revision": _NUMBER,
}
_CHECK = {
    "finished": _TIME,
    "signed_at": _TIME,
    "key": _TEXT,
    "document": _TEXT,
    "possible": _POINTS,
    "points": _POINTS,
    "points_exact": _TEXT,
    "observed": _POINTS,
    "vetoes": _NUMBER,
    "places": _NUMBER,
}
_ITEM = {
    "module": _TEXT,
    "section": _TEXT,
    "item": _TEXT,
    "item_text": _TEXT,
    "clauses": pa.list_(_TEXT),
    "outcome": _TEXT,
    "possible": _POINTS,
    "points": _POINTS,
    "lost": _POINTS,
    "points_exact": _TEXT,
    "veto": pa.bool_(),
    "reason": _TEXT,
    "places": _NUMBER,
    "disorders": _DISORDERS,
}


@dataclass(frozen=True, slots=True)
class VisitColumns:
    """When and where a check was made and under which standard, which its items repeat."""

    check: str
    campaign: str
    started: datetime
    site: str
    site_name: str
    site_type: str
    site_type_name: str
    county: str
    county_name: str
    town: str
    town_name: str
    community: str
    community_name: str
    grid: str
    grid_name: str
    organisation: str
    organisation_name: str
    standard: str
    revision: int


@dataclass(frozen=True, slots=True)
class ItemColumns:
    """What an item came to; `points` is None where it does not apply.

    `reason` says why points were lost, or why it does not apply; `disorders` are places at
    fault by code and name.
    """

    module: str
    section: str
    item: str
    item_text: str
    clauses: tuple[str, ...]
    outcome: str  # full | lost | open | not_applicable
    possible: Fraction
    points: Fraction | None
    lost: Fraction
    veto: bool
    reason: str
    places: int
    disorders: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class CheckColumns:
    """A check that counts, with its items in printed order."""

    visit: VisitColumns
    finished: datetime
    signed_at: datetime
    key: str
    document: str  # digest
    possible: Fraction
    points: Fraction
    observed: Fraction
    vetoes: int
    places: int
    items: tuple[ItemColumns, ...]


def write_columns(folder: Path, name: str, checks: Iterable[CheckColumns]) -> tuple[Path, Path]:
    """Write `checks-NAME.parquet` and `items-NAME.parquet` into a folder, some at a time."""
    paths = folder / f"checks-{name}.parquet", folder / f"items-{name}.parquet"
    schemas = pa.schema({**_VISIT, **_CHECK}), pa.schema({**_VISIT, **_ITEM})
    with (
        files.replacing(paths[0]) as first,
        files.replacing(paths[1]) as second,
        parquet.ParquetWriter(first, schemas[0], compression="zstd") as by_check,
        parquet.ParquetWriter(second, schemas[1], compression="zstd") as by_item,
    ):
        for batch in _batches(checks):
            visits = _columns([each.visit for each in batch], _VISIT)
            by_check.write_table(pa.table([*visits, *_columns(batch, _CHECK)], schemas[0]))
            items = [item for each in batch for item in each.items]
            whose = pa.array([at for at, each in enumerate(batch) for _item in each.items])
            repeated = [column.take(whose) for column in visits]
            by_item.write_table(pa.table([*repeated, *_columns(items, _ITEM)], schemas[1]))
    return paths


def _batches(checks: Iterable[CheckColumns]) -> Iterator[list[CheckColumns]]:
    waiting = iter(checks)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _columns(rows: Sequence[Any], kinds: dict[str, Any]) -> list[Any]:
    return [_column(rows, name, kind) for name, kind in kinds.items()]


def _column(rows: Sequence[Any], name: str, kind: Any) -> Any:
    """The values of one attribute, made for the whole column at once: there are millions."""
    if name == "points_exact":
        points = map(attrgetter("points"), rows)
        return pa.array([None if each is None else str(each) for each in points], kind)
    values: Iterable[Any] = map(attrgetter(name), rows)
    if kind is _POINTS:
        values = (
            None if each is None else _decimal(each.numerator, each.denominator) for each in values
        )
    elif kind is _DISORDERS:
        values = ([dict(zip(_DISORDER, each, strict=True)) for each in found] for found in values)
    return pa.array(list(values), kind)


@lru_cache(maxsize=4096)  # a form has few different points
def _decimal(numerator: int, denominator: int) -> Decimal:
    """Ten places, half up: exact, save for a rate such as a third."""
    quotient = Decimal(numerator) / Decimal(denominator)
    return quotient.quantize(_TEN_PLACES, ROUND_HALF_UP)
