"""Adding a site on the spot, and correcting one as far as nothing signed rests on it."""

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from assessor.domain.inspection import Site, Unit, UnitKind
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.storage import Register, Workspace

_COMMUNITY_CODE = re.compile(r"[0-9]{12}")
_PARTS = 3  # of a site's code: community, type, number
_OWN = "N"  # begins the numbers of sites that were added on the spot


@dataclass(frozen=True, slots=True)
class Entered:
    """What was typed; a unit is chosen by its code, or made from a new code and name."""

    name: str
    site_type: str
    community: str
    community_name: str
    organisation: str
    address: str


def problem_with(entered: Entered) -> str:
    """What is missing, as a sentence; empty when the site can be added."""
    if not entered.name:
        return _("Give the site a name.")
    if not _COMMUNITY_CODE.fullmatch(entered.community):
        return _("A community's code has 12 digits, as in the national area codes.")
    if not entered.community_name:
        return _("Give the community a name.")
    return ""


def add_site(register: Register, entered: Entered) -> Site:
    """Keep the site and the units it belongs to, and give it a code nobody else takes."""
    if register.unit(entered.community) is None:
        register.save_units([Unit(entered.community, entered.community_name, UnitKind.COMMUNITY)])
    site = Site(
        # Two laptops may each add a site on one day: a random number keeps them apart.
        f"{entered.community}-{entered.site_type}-N{secrets.token_hex(3).upper()}",
        entered.name,
        entered.site_type,
        entered.community,
        _organisation(register, entered.organisation),
        entered.address,
    )
    register.save_sites([site])
    return site


def _organisation(register: Register, name: str) -> str:
    """The code of an organisation by its name; the same name gives the same code anywhere."""
    if not name:
        return ""
    for unit in register.units(UnitKind.ORGANISATION):
        if name in (unit.name, unit.code):
            return unit.code
    code = f"ORG-{hashlib.sha256(name.encode()).hexdigest()[:12].upper()}"
    register.save_units([Unit(code, name, UnitKind.ORGANISATION)])
    return code


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
