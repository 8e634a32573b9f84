"""Two inspectors on one visit: each signs what he observed, one record takes it all in.

A colleague hands over a *part*: his own draft of the same site, signed. It is taken into
the other draft on either laptop, without the office; what he signed travels in the result
file as evidence, and the office checks it (`services.contributions`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assessor import files
from assessor.domain.documents import Part, Sealed, Signer
from assessor.domain.inspection import Contribution, Observation, SiteCheck
from assessor.exchange import codec
from assessor.exchange.container import Container, open_container, photo_member
from assessor.i18n import _
from assessor.services import sealing
from assessor.services.contributions import PartError, part_of, refuse_other_visit
from assessor.services.fieldwork import final_id
from assessor.signing.cms import check_manifest
from assessor.signing.keys import SigningKey
from assessor.signing.trust import Trust
from assessor.storage import Evidence, Workspace

_SUFFIX = ".part.asice"


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of taking a part in.

    `taken` were open here or were given up for his; `kept` are marked otherwise by both
    and stay as they are here. Item ids, in the order of the form.
    """

    inspector: str
    taken: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a colleague's part would bring into a draft; item ids, in the order of the form.

    `taken` are open here, `same` are marked alike by both, `disputed` otherwise by both;
    `theirs` is how the colleague marked each of his items.
    """

    inspector: str
    key: str
    signed_at: datetime
    theirs: Mapping[str, Observation]
    taken: tuple[str, ...]
    same: tuple[str, ...]
    disputed: tuple[str, ...]


def hand_over(
    workspace: Workspace,
    check_id: str,
    key: SigningKey,
    target: Path,
    at: datetime,
    items: Collection[str] = (),
) -> Path:
    """Sign what this inspector observed, and write it for a colleague; the draft stays.

    `items` are those to hand over, all that are marked if empty. `target` is a file, or a
    folder in which the file gets the site's code and the inspector's name.
    """
    check = workspace.drafts.get(check_id).check
    own = _own(check, items)
    if not own.observations:
        raise PartError(_("Nothing is marked yet, so there is nothing to hand over."))
    part = Part(
        check=replace(own, id=final_id(check.id, key.key_id)),
        key=key.key_id,
        counter=workspace.documents.next_counter(key.key_id),
        signed_at=at,
        photos=sealing.photos_of(workspace, own),
    )
    content, _sealed = sealing.pack_documents([part], workspace.photos.picture, key, at)
    if files.is_folder(target):
        target = target / f"{check.site.code}-{files.safe_name(key.name)}{_SUFFIX}"
    files.write_verified(target, content)
    return target


def offer(workspace: Workspace, trust: Trust, check_id: str, path: Path) -> Offer:
    """Look at a colleague's part, and keep nothing of it. Raises as `join` does."""
    check = workspace.drafts.get(check_id).check
    _container, signer, _sealed, part = _opened(trust, check, path)
    mine, theirs = check.observations, part.check.observations
    common = [item for item in theirs if item in mine]
    return Offer(
        signer.name,
        signer.key,
        part.signed_at,
        theirs,
        taken=tuple(item for item in theirs if item not in mine),
        same=tuple(item for item in common if theirs[item] == mine[item]),
        disputed=tuple(item for item in common if theirs[item] != mine[item]),
    )


def join(
    workspace: Workspace,
    trust: Trust,
    check_id: str,
    path: Path,
    at: datetime,
    theirs: Collection[str] = (),
) -> Joined:
    """Take a colleague's part into a draft; what both marked otherwise stays as it is here.

    `theirs` are items in which the colleague is right. Taking the same part in again
    changes nothing. Raises `PartError`, `FormatError` or `SignatureError`.
    """
    check = workspace.drafts.get(check_id).check
    container, signer, sealed, part = _opened(trust, check, path)
    differing = {
        item: seen
        for item, seen in part.check.observations.items()
        if check.observations.get(item) != seen
    }
    marks = {
        item: seen
        for item, seen in differing.items()
        if item in theirs or item not in check.observations
    }
    _keep_photos(workspace, container, part, marks)
    evidence = Evidence(sealed.body, container.manifest, container.signature)
    contribution = Contribution(signer.name, signer.key, (), *evidence.digests)
    workspace.contributions.join(check_id, contribution, evidence, marks, at)
    return Joined(
        signer.name,
        tuple(item for item in part.check.observations if item in marks),
        tuple(item for item in differing if item not in marks),
    )


def _opened(trust: Trust, check: SiteCheck, path: Path) -> tuple[Container, Signer, Sealed, Part]:
    """A part that belongs to a check and bears the signature of whom it names."""
    container = open_container(files.read(path, sealing.MOST_BYTES))
    signer = check_manifest(container.manifest, container.signature, trust)
    sealed, part = _part_in(container)
    if part.key != signer.key:
        raise PartError(_("The part was not signed by the inspector it names."))
    refuse_other_visit(check, part.check)
    return container, signer, sealed, part


def _own(check: SiteCheck, items: Collection[str]) -> SiteCheck:
    """What is handed over: the chosen marks, without what colleagues gave."""
    observations = {
        item: seen for item, seen in check.observations.items() if not items or item in items
    }
    visit = replace(check.visit, signature="", refusal="")
    return replace(check, observations=observations, contributions=(), visit=visit)


def _part_in(container: Container) -> tuple[Sealed, Part]:
    bodies = [body for name, body in container.members.items() if name.startswith("documents/")]
    if len(bodies) != 1:
        raise PartError(_("The file holds more than a colleague's part."))
    sealed = codec.decode(bodies[0])
    return sealed, part_of(sealed)


def _keep_photos(
    workspace: Workspace, container: Container, part: Part, marks: Mapping[str, Observation]
) -> None:
    """Keep the pictures of the marks that are taken, before anything refers to them."""
    from assessor.photos.importing import read_photo  # Pillow takes a while to load

    wanted = set(replace(part.check, observations=marks).photos())
    for photo in part.photos:
        if photo.digest in wanted:
            picture = container.members.get(photo_member(photo.digest))
            if picture is None:
                raise PartError(_("Photo {name} is missing in the part.").format(name=photo.name))
            workspace.photos.add(photo, picture, read_photo(picture, photo.name).thumbnail)
