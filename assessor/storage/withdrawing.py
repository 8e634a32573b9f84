"""Taking a file out of the set of documents again, as if it had been refused when it came."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from assessor.storage.derived import forget
from assessor.storage.settling import settle_again
from assessor.storage.signed_tables import (
    AttestationRow,
    BodyRow,
    ContainerPictureRow,
    ContainerRow,
    DocumentRow,
    RevisionRow,
)


def withdraw(connection: Connection, identity: str) -> None:
    """Delete a container and the documents that no other one attests; settle what it touched."""
    container = connection.scalar(select(ContainerRow.id).where(ContainerRow.identity == identity))
    of_container = AttestationRow.container == container
    attested = connection.scalars(select(AttestationRow.document).where(of_container)).all()
    connection.execute(delete(AttestationRow).where(of_container))
    kept = select(AttestationRow.document).where(AttestationRow.document.in_(attested))
    _delete_documents(connection, set(attested) - set(connection.scalars(kept)))
    pictures = delete(ContainerPictureRow).where(ContainerPictureRow.container == container)
    connection.execute(pictures)
    connection.execute(delete(ContainerRow).where(ContainerRow.id == container))


def _delete_documents(connection: Connection, numbers: Iterable[int]) -> None:
    gone = list(numbers)
    checks = select(RevisionRow.check_id).where(RevisionRow.document.in_(gone)).distinct()
    touched = connection.scalars(checks).all()
    for number in gone:
        forget(connection, number)
    settle_again(connection, touched)  # before the documents go, which heads refer to
    connection.execute(delete(BodyRow).where(BodyRow.document.in_(gone)))
    connection.execute(delete(DocumentRow).where(DocumentRow.id.in_(gone)))
