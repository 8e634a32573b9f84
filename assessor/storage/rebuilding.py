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
    CheckHeadRow,
    DocumentRow,
    RevisionRow,
    SiteCheckRow,
)

_DERIVED: tuple[type[Row], ...] = (CheckHeadRow, SiteCheckRow, *TABLES)
#: Makes documents of so many digests and stored bodies, in order, in whichever process.
PrepareFn = Callable[[Iterator[tuple[str, bytes]], int], Iterator[PreparedDocument]]

# In plain words, as the driver gives it: every import ends with reading all of it.
_ATTESTED = (
    "SELECT document.digest, container.identity FROM attestation "
    "JOIN document ON document.id = attestation.document "
    "JOIN container ON container.id = attestation.container "
    "ORDER BY document.digest, container.identity"
)
_STANDING = (
    "SELECT site_check.id, site_check.state, document.digest FROM site_check "
    "LEFT JOIN check_head ON check_head.check_id = site_check.id "
    "LEFT JOIN document ON document.id = check_head.document "
    "ORDER BY site_check.id, document.digest"
)
_AT_ONCE = 200  # documents
_GROUP = 4
_DIGITS = 16


def fingerprint(connection: Connection) -> str:
    """The state in 16 hex digits: documents, who attests them, and where checks stand.

    Numbers, names of files and times of arrival are no part of it.
    """
    whole = hashlib.sha256()
    for digest, identity in execute_plain(connection, _ATTESTED):
        whole.update(f"{digest.hex()}\t{identity.hex()}\n".encode())
    for check_id, state, head in execute_plain(connection, _STANDING):
        # A check without a head says so in the words of all fingerprints so far.
        told = "None" if head is None else head.hex()
        whole.update(f"{check_id}\t{state}\t{told}\n".encode())
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

    def read() -> Iterator[tuple[str, bytes]]:
        for number, digest, stored in bodies(connection):
            numbers.append(number)
            yield digest, stored

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
