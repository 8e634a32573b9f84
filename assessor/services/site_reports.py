"""The report of one site: every signed check of it that this workspace holds."""

from datetime import datetime

from assessor.domain.merging import CheckState
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services.papers import (
    Paper,
    basis,
    campaign_titles,
    known_unit,
    paper,
    printable_picture,
    visited,
)
from assessor.standards import Library
from assessor.storage import Workspace

_TOWN_DIGITS = 9


def site_paper(
    workspace: Workspace, library: Library, code: str, language: str, *, issuer: str, at: datetime
) -> Paper:
    """All checks of a site over time, with what became of its faults (PDF/A-3a, unsigned).

    `AssessorError` for a site without a signed check that counts.
    """
    from assessor.reporting import SiteReport, site_report

    headers = [each for each in workspace.documents.checks() if each.site == code]
    counting = [each for each in headers if each.state is CheckState.CURRENT and each.scored]
    if not counting:
        raise AssessorError(
            _("There is no signed check of site {site} here that counts.").format(site=code)
        )
    counting.sort(key=lambda each: (each.finished, each.id))
    titles = campaign_titles(workspace)
    visits = tuple(visited(workspace, library, each, titles) for each in counting)
    latest = visits[-1].check
    site = workspace.register.site(code) or latest.site
    content = SiteReport(
        site=site,
        visits=visits,
        vocabulary=library.vocabulary(),
        picture=printable_picture(workspace),
        issuer=issuer,
        made_at=at,
        basis=basis(
            workspace,
            {"report": "site", "site": code},
            (each.sealed.digest for each in visits),
            language,
        ),
        town_name=known_unit(workspace, site.community[:_TOWN_DIGITS]),
        community_name=known_unit(workspace, site.community) or latest.community_name,
        organisation_name=known_unit(workspace, site.organisation) or latest.organisation_name,
        left_out=sum(each.state is not CheckState.VOID for each in headers) - len(counting),
    )
    return paper(content, site_report(content, language))
