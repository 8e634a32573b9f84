"""Correcting what is known of a site, as far as nothing signed rests on it."""

from dataclasses import replace
from datetime import datetime

from assessor.domain.inspection import Site
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.storage import Workspace

_PARTS = 3  # of a site's code: community, type, number
_OWN = "N"  # begins the numbers of sites that were added on the spot


def is_own_code(site: Site) -> bool:
    """Whether the code was made up on the spot, so that it may change with the type."""
    parts = site.code.split("-")
    return len(parts) == _PARTS and parts[1] == site.site_type and parts[2].startswith(_OWN)


def is_used(workspace: Workspace, site_code: str) -> bool:
    """Whether a draft or something signed rests on the site as it is."""
    drafts = {each.site.code for each in workspace.drafts.all()}
    return site_code in drafts or any(
        each.site == site_code for each in workspace.documents.checks()
    )


def correct_site(
    workspace: Workspace, site: Site, *, name: str, address: str, site_type: str, at: datetime
) -> Site:
    """Keep the corrected site, and tell its drafts; gives it with the code it has now.

    Another type is refused (`AssessorError`) where something rests on the site, and where
    its code, which names the type, was given by the office.
    """
    corrected = replace(site, name=name, address=address)
    if site_type == site.site_type:
        workspace.register.save_sites([corrected])
        _tell_drafts(workspace, corrected, at)
        return corrected
    if not is_own_code(site):
        raise AssessorError(
            _(
                "The code {code} says what type of site it is, and it comes from the office. "
                "Ask the office for another code, or add a new site."
            ).format(code=site.code)
        )
    if is_used(workspace, site.code):
        raise AssessorError(
            _("{site} was checked as the type it has now. Add a new site instead.").format(
                site=site.name
            )
        )
    community, _type, number = site.code.split("-")
    moved = replace(corrected, site_type=site_type, code=f"{community}-{site_type}-{number}")
    workspace.register.replace_site(site.code, moved)
    return moved


def _tell_drafts(workspace: Workspace, site: Site, at: datetime) -> None:
    """A draft bears its site as it was when it began."""
    for summary in workspace.drafts.all():
        if summary.site.code == site.code:
            check = workspace.drafts.get(summary.id).check
            known = replace(check.site, name=site.name, address=site.address)
            workspace.drafts.describe(replace(check, site=known), at)
