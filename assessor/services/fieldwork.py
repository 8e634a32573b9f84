"""Beginning a check: its id and the names of its units; and which checks are still to export."""

import secrets

from assessor.domain.inspection import Site, SiteCheck, Visit
from assessor.domain.merging import CheckState
from assessor.domain.standard import StandardRef
from assessor.domain.territory import visit_day
from assessor.services.standards import keep_copies
from assessor.standards import Library
from assessor.storage import CheckHeader, Workspace

#: Stands for the owner while the inspector has no key; sign-off puts the key's id there.
NO_KEY = "draft"
_NONCE_BYTES = 6


def final_id(check_id: str, key: str) -> str:
    """The id as it is signed: a draft begun before the inspector had a key gets its owner now."""
    owner, _hyphen, nonce = check_id.partition("-")
    return f"{key}-{nonce}" if owner == NO_KEY else check_id


def new_check(
    workspace: Workspace,
    site: Site,
    standard: StandardRef,
    visit: Visit,
    *,
    campaign: str = "",
    key: str = "",
) -> SiteCheck:
    """An empty check of a site, owned by `key`; not yet kept as a draft."""
    on = visit_day(visit.started)
    community = workspace.register.unit(site.community, on)
    organisation = workspace.register.unit(site.organisation, on) if site.organisation else None
    return SiteCheck(
        id=f"{key or NO_KEY}-{secrets.token_hex(_NONCE_BYTES)}",
        site=site,
        standard=standard,
        visit=visit,
        campaign=campaign,
        community_name=community.name if community else "",
        organisation_name=organisation.name if organisation else "",
    )


def begin_draft(
    workspace: Workspace,
    library: Library,
    check: SiteCheck,
    first_item: str,
    revises: tuple[str, ...] = (),
) -> None:
    """Keep a check as a draft, and with it the standard it is marked by."""
    keep_copies(workspace, library, [check.standard])
    workspace.drafts.begin(check, first_item, revises)


def not_exported(workspace: Workspace) -> tuple[CheckHeader, ...]:
    """The checks that were signed on this computer and whose current revision never left it."""
    gone = workspace.handed_over.digests()
    return tuple(
        header
        for header in workspace.documents.checks()
        if header.state is CheckState.CURRENT
        and header.head is not None
        and header.head not in gone
        and workspace.reports.path(header.head) is not None
    )
