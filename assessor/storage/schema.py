"""The tables of the current layout as SQL."""

from functools import cache

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from assessor.storage import (
    bulletin_tables,
    carry_tables,
    fieldwork_tables,
    figure_tables,
    library_tables,
    photo_tables,
    signed_tables,
    tables,
    trail_tables,
)
from assessor.storage.rows import Row

#: Naming a module here is what makes its tables known.
MODULES = (
    tables,
    signed_tables,
    fieldwork_tables,
    carry_tables,
    library_tables,
    photo_tables,
    figure_tables,
    trail_tables,
    bulletin_tables,
)


def make(connection: Connection) -> None:
    """Make all tables and indexes in an empty database."""
    Row.metadata.create_all(connection, checkfirst=False)


@cache
def table_statements() -> tuple[str, ...]:
    """What makes all tables and indexes of a file, each after those it refers to."""
    dialect = sqlite.dialect()
    found: list[CreateTable | CreateIndex] = []
    for table in Row.metadata.sorted_tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        found += [CreateTable(table), *map(CreateIndex, indexes)]
    return tuple(str(each.compile(dialect=dialect)) for each in found)
