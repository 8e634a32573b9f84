"""The signed bytes of documents, kept small and checked whenever they are read."""

import hashlib
import zlib
from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, select

from assessor.i18n import _
from assessor.storage.failures import WorkspaceError
from assessor.storage.signed_tables import BodyRow, DocumentRow

# The fastest level: a tenth larger than the best, at a quarter of the time.
_LEVEL = 1

_NEXT = (
    select(DocumentRow.id, DocumentRow.digest, BodyRow.deflated)
    .join(BodyRow, BodyRow.document == DocumentRow.id)
    .where(DocumentRow.id > bindparam("last"))
    .order_by(DocumentRow.id)
    .limit(500)
)


def packed(body: bytes) -> bytes:
    """A body as it is stored."""
    return zlib.compress(body, _LEVEL)


def unpacked(digest: str, stored: bytes) -> bytes:
    """A body as it was signed; `WorkspaceError` if it no longer is."""
    try:
        body = zlib.decompress(stored)
    except zlib.error:
        body = b""
    if hashlib.sha256(body).hexdigest() != digest:
        raise WorkspaceError(
            _(
                "The document {digest} was damaged in the workspace. "
                "Restore a backup, or import its result file into a new workspace."
            ).format(digest=digest[:12])
        )
    return body


def bodies(connection: Connection) -> Iterator[tuple[int, str, bytes]]:
    """Every document's number, digest and stored body, in the order of arrival.

    Read in portions: the caller may change tables meanwhile, and memory stays small.
    """
    last = 0
    while rows := connection.execute(_NEXT, {"last": last}).all():
        yield from rows
        last = rows[-1][0]
