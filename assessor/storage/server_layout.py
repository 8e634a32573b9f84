"""The layout of a workspace on a server: made, brought up to date, or refused.

What a file says in its head stands in a table here. The steps are those of a file, in the
server's words; a copy beforehand is the server's business (`pg_dump`).
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    Table,
    insert,
    inspect,
    select,
    update,
)

from assessor import __version__
from assessor.i18n import _
from assessor.storage import migrations, schema
from assessor.storage.failures import WorkspaceError
from assessor.storage.server_database import ServerDatabase
from assessor.storage.server_files import KEPT
from assessor.storage.tables import LayoutRow

VERSION = Table("schema_version", MetaData(), Column("version", BigInteger, nullable=False))


def prepare(database: ServerDatabase) -> None:
    """Make the tables in a new database, or bring an old one up to date.

    A database of another program, or one that needs a newer program, is refused with a
    `WorkspaceError` and left as it is. Two programs that do this at once wait for each other.
    """
    with database.writing() as connection:
        there = set(inspect(connection).get_table_names())
        if not there:
            _refuse_encoding(connection, database.name)
            _make(connection)
        elif not {VERSION.name, LayoutRow.__tablename__} <= there:
            raise WorkspaceError(
                _(
                    "{address}: this database belongs to another program. "
                    "Have an empty one made for the workspace."
                ).format(address=database.name)
            )
        else:
            _upgrade(connection, database.name)


def _make(connection: Connection) -> None:
    schema.make(connection)
    for table in (VERSION, KEPT):
        table.create(connection)
    # Pictures and archives are compressed already; trying again would only take time.
    connection.exec_driver_sql("ALTER TABLE kept_file ALTER content SET STORAGE EXTERNAL")
    connection.execute(insert(VERSION).values(version=migrations.current_version()))
    connection.execute(insert(LayoutRow).values(id=1, **_readers()))


def _upgrade(connection: Connection, name: str) -> None:
    row = connection.execute(select(LayoutRow.min_reader, LayoutRow.min_program)).one()
    migrations.refuse_newer(row.min_reader, row.min_program, name)
    found = connection.execute(select(VERSION.c.version)).scalar_one()
    if found < migrations.current_version():
        for step in migrations.STEPS[found - 1 :]:
            for statement in step.on_server:
                connection.exec_driver_sql(statement)
        connection.execute(update(VERSION).values(version=migrations.current_version()))
        connection.execute(update(LayoutRow).values(_readers()))


def _readers() -> dict[str, object]:
    return {"min_reader": migrations.oldest_reader(), "min_program": __version__}


def _refuse_encoding(connection: Connection, name: str) -> None:
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise WorkspaceError(
            _(
                "{address}: the database keeps texts as {encoding}, which lacks Chinese "
                "characters. Have one made with the encoding UTF8."
            ).format(address=name, encoding=encoding)
        )
