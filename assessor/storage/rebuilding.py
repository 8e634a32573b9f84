"""The fingerprint of what is here, and making everything derived anew."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from assessor.storage.bodies import bodies
from assessor.storage.database import execute_plain
from assessor.storage.derived import TABLES, Numbered, derive, forget
from assessor.storage.prepared import PreparedDocument
from assessor.storage.rows import Row
from assessor.storage.settling import settle_again
from assessor.storage.signed_tables import (
    AttestationRow,
    CheckHeadRow,
    ContainerRow,
    DocumentRow,
    RevisionRow,
    SiteCheckRow,
)

_DERIVED: tuple[type[Row], ...] = (CheckHeadRow, SiteCheckRow, *TABLES)
#: Makes documents of so many bodies, in order, whichever process does the work.
PrepareFn = Callable[[Iterator[bytes], int], Iterator[PreparedDocument]]

_AT_ONCE = 200  # documents
_GROUP = 4
_DIGITS = 16


def fingerprint(connection: Connection) -> str:
    """The state in 16 hex digits: documents, who attests them, and where checks stand.

    Numbers, names of files and times of arrival are no part of it.
    """
    whole = hashlib.sha256()
    attested = (
        select(DocumentRow.digest, ContainerRow.identity)
        .join(AttestationRow, AttestationRow.document == DocumentRow.id)
        .join(ContainerRow, ContainerRow.id == AttestationRow.container)
        .order_by(DocumentRow.digest, ContainerRow.identity)
    )
    standing = (
        select(SiteCheckRow.id, SiteCheckRow.state, DocumentRow.digest)
        .outerjoin(CheckHeadRow, CheckHeadRow.check_id == SiteCheckRow.id)
        .outerjoin(DocumentRow, DocumentRow.id == CheckHeadRow.document)
        .order_by(SiteCheckRow.id, DocumentRow.digest)
    )
    for query in (attested, standing):
        for row in connection.execute(query):
            whole.update("\t".join(str(value) for value in row).encode() + b"\n")
    digits = whole.hexdigest()[:_DIGITS]
    return "-".join(digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP))


def rebuild(connection: Connection, prepare: PrepareFn) -> bool:
    """Replace all that is derived by what the bodies say; True if it was equal before.

    A body that is no longer what was signed is a `WorkspaceError`.
    """
    before = _digest_of_derived(connection)
    for table in _DERIVED:
        execute_plain(connection, f"DELETE FROM {table.__tablename__}")
    numbers: deque[int] = deque()

    def read() -> Iterator[bytes]:
        for number, _digest, body in bodies(connection):
            numbers.append(number)
            yield body

    count = connection.scalar(select(func.count()).select_from(DocumentRow)) or 0
    made = prepare(read(), count)
    while some := [(numbers.popleft(), each) for each in islice(made, _AT_ONCE)]:
        _restate(connection, some)
        derive(connection, some)
    settle_again(connection, connection.scalars(select(RevisionRow.check_id).distinct()).all())
    return _digest_of_derived(connection) == before


def derive_again(connection: Connection, documents: Iterable[PreparedDocument]) -> None:
    """Replace what is derived from single documents, after their standard arrived."""
    find = select(DocumentRow.id).where(DocumentRow.digest == bindparam("digest"))
    for each in documents:
        number = connection.scalar(find, {"digest": each.digest})
        if number is None:
            raise KeyError(each.digest)
        forget(connection, number)
        derive(connection, [(number, each)])


def _restate(connection: Connection, documents: Iterable[Numbered]) -> None:
    for number, each in documents:
        execute_plain(
            connection,
            "UPDATE document SET kind = ?, key = ?, counter = ?, signed_at = ? WHERE id = ?",
            (each.kind, each.key, each.counter, each.signed_at, number),
        )


def _digest_of_derived(connection: Connection) -> bytes:
    whole = hashlib.sha256()
    tables: tuple[type[Row], ...] = (DocumentRow, *_DERIVED)
    for table in tables:
        columns: Any = table.__table__.columns
        order = ", ".join(column.name for column in table.__table__.primary_key)
        names = ", ".join(column.name for column in columns)
        query = f"SELECT {names} FROM {table.__tablename__} ORDER BY {order}"
        for row in execute_plain(connection, query):
            whole.update(repr(row).encode())
        whole.update(b"\n")
    return whole.digest()
