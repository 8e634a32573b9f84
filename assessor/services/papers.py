"""What all reports over several checks are made of: signed checks, photos, and their basis."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessor.domain.inspection import Campaign, Revision
from assessor.domain.scoring import score
from assessor.exchange import codec
from assessor.i18n import Translator, _
from assessor.services.assessing import form_of
from assessor.standards import Library
from assessor.storage import CheckHeader, Workspace, WorkspaceError

if TYPE_CHECKING:  # ReportLab takes a while to load, so it is loaded when a report is made
    from assessor.reporting import Attachment, CheckedVisit


@dataclass(frozen=True, slots=True)
class Paper:
    """A report as PDF, and the characters of it that no bundled font can print."""

    pdf: bytes
    gaps: tuple[str, ...] = ()

    def gap_words(self) -> str:
        """What to say of the gaps; nothing where there are none."""
        if not self.gaps:
            return ""
        return _("These characters cannot be printed and show as 〓: {characters}").format(
            characters=" ".join(self.gaps)
        )


def paper(content: object, pdf: bytes) -> Paper:
    """The report of a content, with its gaps."""
    from assessor.reporting import unprintable_in

    return Paper(pdf, unprintable_in(content))


def visited(
    workspace: Workspace, library: Library, header: CheckHeader, titles: Mapping[str, str]
) -> "CheckedVisit":
    """A signed check that counts, scored; `titles` are those of campaigns by id."""
    from assessor.reporting import CheckedVisit

    sealed = codec.decode(workspace.documents.body(header.head or header.heads[0]))
    if not isinstance(sealed.document, Revision):
        raise TypeError(header.id)
    check = sealed.document.check
    standard, form = form_of(check, library)
    return CheckedVisit(
        sealed, score(form, check.observations), standard, titles.get(check.campaign, "")
    )


def campaign_titles(workspace: Workspace) -> dict[str, str]:
    """The titles of all campaigns by id."""
    return {each.id: each.title for each in workspace.register.campaigns()}


def campaigns_alike(workspace: Workspace, campaign: Campaign) -> tuple[Campaign, ...]:
    """Campaigns up to this one whose scores compare: same standard, same profile."""
    alike = (
        each
        for each in workspace.register.campaigns()
        if (each.standard.id, each.profile) == (campaign.standard.id, campaign.profile)
        and (each.starts, each.id) <= (campaign.starts, campaign.id)
    )
    return tuple(sorted(alike, key=lambda each: (each.starts, each.id)))


def printable_picture(workspace: Workspace) -> Callable[[str], bytes | None]:
    """Gives the JPEG of a photo; None for one that never arrived, or is no picture."""
    from assessor.reporting import ReportError, jpeg_shape

    def picture(digest: str) -> bytes | None:
        with suppress(WorkspaceError, ReportError):
            content = workspace.photos.picture(digest)
            jpeg_shape(content)
            return content
        return None

    return picture


def basis(
    workspace: Workspace, about: Mapping[str, object], documents: Iterable[str], language: str
) -> "Attachment":
    """What a report rests on: the signed documents' digests, and the state it was made from."""
    told = {"documents": sorted(documents), "fingerprint": workspace.documents.fingerprint()}
    return as_data({**about, **told}, language)


def as_data(told: Mapping[str, object], language: str) -> "Attachment":
    """What a report tells, as JSON named by its own digest."""
    from assessor.reporting import Attachment

    text = json.dumps(
        {**told, "format": 1}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    body = text.encode()
    return Attachment(
        f"{hashlib.sha256(body).hexdigest()}.json",
        "application/json",
        body,
        Translator(language).text("What this report rests on, as data"),
    )


def known_unit(workspace: Workspace, code: str) -> str:
    """The name of a unit; nothing for one that is not in the register."""
    unit = workspace.register.unit(code) if code else None
    return unit.name if unit else ""
