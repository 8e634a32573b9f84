"""Which units the sites of a campaign's plan count for, seen or not."""

from collections.abc import Mapping
from datetime import datetime, time

from assessor.domain.documents import PlanDocument
from assessor.domain.inspection import CHINA_TIME, Campaign
from assessor.exchange.codec import decode
from assessor.storage import Workspace


def planned_units(workspace: Workspace, campaign: Campaign | None, by: str) -> Mapping[str, str]:
    """The code of the unit of each planned site, as the plan tells it, on the first day.

    The register may have moved a site since. Where several plans name one, that of the
    lowest digest tells, as it does of the campaign itself.
    """
    if campaign is None:
        return {}
    territory = workspace.register.territory()
    first_day = datetime.combine(campaign.starts, time(), CHINA_TIME)
    found: dict[str, str] = {}
    for digest in workspace.register.plans(campaign.id):
        document = decode(workspace.documents.body(digest)).document
        if isinstance(document, PlanDocument):
            for site in document.plan.sites:
                if site.code not in found:
                    found[site.code] = territory.unit_of(
                        by, site.code, site.community, site.organisation, first_day
                    )
    return found
