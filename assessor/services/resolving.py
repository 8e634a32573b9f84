"""Settling a conflict: a reviewer decides item by item and signs a revision of all heads."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from assessor.domain.inspection import Observation, Revision, SiteCheck
from assessor.domain.merging import may_revise
from assessor.errors import AssessorError
from assessor.exchange.container import open_container
from assessor.i18n import _
from assessor.services import assessing
from assessor.services.conflicts import revision
from assessor.services.contributions import evidence_in
from assessor.services.sign_off import SignedCheck, sign_off
from assessor.signing.keys import SigningKey
from assessor.signing.trust import Trust
from assessor.standards import Library
from assessor.storage import Workspace


class ResolutionError(AssessorError):
    """A conflict cannot be settled so."""


def heads_of(workspace: Workspace, check_id: str) -> dict[str, Revision]:
    """The revisions of a check that contradict each other, by digest, in order."""
    header = workspace.documents.check(check_id)
    if header is None or len(header.heads) < 2:
        raise ResolutionError(
            _("Check {check} is not in conflict, so there is nothing to settle.").format(
                check=check_id
            )
        )
    return {digest: revision(workspace, digest) for digest in header.heads}


def settled(
    heads: Mapping[str, Revision], base: str, choices: Mapping[str, str] | None = None
) -> SiteCheck:
    """The check of one head, with the marks of others where `choices` say so.

    `base` and the values of `choices`, by item id, are digests of heads or their beginnings.
    """
    check = heads[_named(heads, base)].check
    for item, digest in (choices or {}).items():
        other = heads[_named(heads, digest)].check
        check = check.with_observation(item, _seen(heads, other, item))
    return check


def resolve(
    workspace: Workspace,
    library: Library,
    check_id: str,
    key: SigningKey,
    base: str,
    choices: Mapping[str, str] | None = None,
    *,
    reason: str,
    language: str,
    at: datetime,
    trust: Trust | None = None,
) -> SignedCheck:
    """Sign what was decided: a revision that rests on every head, with the reason.

    The draft that it is made from goes in the same transaction; if signing fails it is
    thrown away and the conflict stays as it was.
    """
    if not reason.strip():
        raise ResolutionError(_("A conflict is settled only with a reason. Say why."))
    draft = begin(workspace, library, check_id, key, base, choices)
    try:
        return sign_off(
            workspace, library, draft, key, language=language, at=at, reason=reason, trust=trust
        )
    except BaseException:
        workspace.drafts.discard(draft, at)
        raise


def begin(
    workspace: Workspace,
    library: Library,
    check_id: str,
    key: SigningKey,
    base: str,
    choices: Mapping[str, str] | None = None,
) -> str:
    """Open the decided check as a draft, to look at and go on with; gives its id."""
    if any(draft.id == check_id for draft in workspace.drafts.all()):
        raise ResolutionError(
            _("Check {check} is open as a draft. Sign or discard it first.").format(check=check_id)
        )
    if not may_revise(key.key_id, check_id, is_office=key.is_office):
        raise ResolutionError(_("Only the office, or whoever made the check, settles a conflict."))
    heads = heads_of(workspace, check_id)
    check = settled(heads, base, choices)
    _standard, site_type = assessing.form_of(check, library)
    container = open_container(workspace.documents.container_of(_named(heads, base)))
    workspace.contributions.keep(evidence_in(container, check))
    ended = max(each.check.visit.finished or each.signed_at for each in heads.values())
    check = replace(check, visit=replace(check.visit, finished=ended))
    workspace.drafts.begin(check, site_type.items[0].id, revises=tuple(heads))
    return check_id


def _seen(heads: Mapping[str, Revision], other: SiteCheck, item: str) -> Observation | None:
    if not any(item in each.check.observations for each in heads.values()):
        raise ResolutionError(
            _("Item {item} was marked by nobody, so there is nothing to choose.").format(item=item)
        )
    return other.observations.get(item)


def _named(heads: Mapping[str, Revision], beginning: str) -> str:
    found = [digest for digest in heads if beginning and digest.startswith(beginning)]
    if len(found) != 1:
        raise ResolutionError(
            _("{digest} names none of the revisions {known}.").format(
                digest=beginning, known=_(", ").join(digest[:12] for digest in heads)
            )
        )
    return found[0]
