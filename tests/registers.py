"""What tests put into a register, or look up in it, that the program need not."""

from assessor.domain.inspection import Campaign, Site
from assessor.storage import Workspace
from assessor.storage.register import put_campaign


def keep_campaign(workspace: Workspace, campaign: Campaign) -> None:
    """Store a campaign, as a plan does that is taken in."""
    with workspace._database.writing() as connection:
        put_campaign(connection, campaign)


def sites_of(workspace: Workspace, site_type: str) -> list[Site]:
    """The sites of a type, by code."""
    return [each for each in workspace.register.sites() if each.site_type == site_type]
