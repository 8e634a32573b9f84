"""From a document to a result file and back: codec, container and signature in one step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from assessor.domain.documents import Document, Part, PlanDocument, Sealed, Signer
from assessor.domain.inspection import Photo, Revision, SiteCheck
from assessor.domain.merging import may_revise
from assessor.errors import AssessorError
from assessor.exchange import codec
from assessor.exchange.container import (
    Container,
    Member,
    document_member,
    open_container,
    pack,
    photo_member,
)
from assessor.i18n import _
from assessor.services.contributions import check_contributions
from assessor.signing.cms import check_manifest
from assessor.signing.keys import SigningKey
from assessor.signing.trust import Trust
from assessor.storage import ContainerFile, Workspace

#: A result file is never larger than this, in bytes.
MOST_BYTES = 2 << 30

_DOCUMENTS = "documents/"
_PHOTOS = "photos/"


class ForeignRevisionError(AssessorError):
    """A revision was signed by someone who may not revise that check."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A result file whose signature was checked: who signed, and what is in it."""

    container: Container
    signer: Signer
    documents: tuple[Sealed, ...]


def pack_documents(
    documents: Iterable[Document],
    picture: Callable[[str], bytes],
    key: SigningKey,
    at: datetime,
    evidence: Iterable[Member] = (),
) -> tuple[bytes, tuple[Sealed, ...]]:
    """A signed result file of these documents and the photos they name.

    `picture` gives a photo by its digest; `evidence` is what colleagues signed.
    """
    sealed = tuple(codec.decode(codec.encode(document)) for document in documents)
    photos = {
        photo.digest
        for each in sealed
        if not isinstance(each.document, PlanDocument)
        for photo in each.document.photos
    }
    members = [
        Member(document_member(each.digest), "application/json", each.body) for each in sealed
    ]
    members += [
        Member(photo_member(digest), "image/jpeg", picture(digest)) for digest in sorted(photos)
    ]
    members += evidence
    return pack(members, partial(key.sign_manifest, at=at)), sealed


def open_signed(content: bytes | Path, trust: Trust) -> Opened:
    """Open a result file: limits, digests, signature, documents, and who may sign what.

    Raises `FormatError`, `SignatureError`, `ForeignRevisionError` or `PartError`, each with a
    sentence.
    """
    container = open_container(content)
    signer = check_manifest(container.manifest, container.signature, trust)
    documents = tuple(
        codec.decode(body)
        for name, body in sorted(container.members.items())
        if name.startswith(_DOCUMENTS)
    )
    for sealed in documents:
        _check_author(sealed.document, signer)
        if isinstance(sealed.document, Revision):
            check_contributions(container, sealed.document.check, trust)
    return Opened(container, signer, documents)


def photos_of(workspace: Workspace, check: SiteCheck) -> tuple[Photo, ...]:
    """What is known of the photos of a check, by digest."""
    found = (workspace.photos.photo(digest) for digest in sorted(set(check.photos())))
    return tuple(photo for photo in found if photo is not None)


def container_file(opened: Opened, content: bytes) -> ContainerFile:
    """The opened file as a workspace archives it, `content` being the whole of it."""
    container = opened.container
    pictures = {
        name.removeprefix(_PHOTOS).partition(".")[0]: name
        for name in container.members
        if name.startswith(_PHOTOS)
    }
    return ContainerFile(
        container.identity, container.manifest, container.signature, content, pictures
    )


def _check_author(document: Document, signer: Signer) -> None:
    # Not even an office vouches for others: once its key is lost, nothing could tell what
    # it vouched for before. What others signed travels in their own files.
    if isinstance(document, Part):
        raise ForeignRevisionError(
            _("It is a colleague's part of a check. Take it in where that check is made.")
        )
    if document.key != signer.key:
        raise ForeignRevisionError(
            _("It holds a document of somebody else, who did not sign this file.")
        )
    if isinstance(document, Revision):
        if not may_revise(signer.key, document.check.id, is_office=signer.is_office):
            raise ForeignRevisionError(
                _("It changes the check of another inspector, which only an office may do.")
            )
    elif not signer.is_office:
        raise ForeignRevisionError(_("It holds a plan, which only an office may sign."))
