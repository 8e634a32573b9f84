"""Moving a check's answers to a newer revision or edition of its standard, and back.

A draft moves itself; a signed check, of last round for one, stays as it is, and a new
draft begins with its answers. Who decided what is kept for good; the way back is open
until sign-off.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from assessor.domain.carrying import CarryPlan, CarryRecord, Choice, fitting, plan_carry
from assessor.domain.editions import compare_forms
from assessor.domain.forms import SiteType
from assessor.domain.inspection import (
    Observation,
    SiteCheck,
    Visit,
    faults_of,
    with_faults,
)
from assessor.domain.merging import CheckState
from assessor.domain.scoring import score
from assessor.domain.standard import Standard, StandardRef
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services.assessing import form_of
from assessor.services.fieldwork import new_check
from assessor.services.reports import revision_of
from assessor.services.standards import keep_copies
from assessor.standards import Library
from assessor.storage import CheckHeader, Move, Workspace


@dataclass(frozen=True, slots=True)
class WayBack:
    """What undoing a move would do with answers given since: `kept` fit the former items."""

    record: CarryRecord
    kept: Mapping[str, Observation]  # by former item id
    lost: tuple[str, ...]  # ids of items of the standard in force


def newer_revision(library: Library, ref: StandardRef) -> Standard | None:
    """The newest revision of the same standard at hand, if it is newer than this one."""
    try:
        newest = library.standard(ref.id)
    except AssessorError:  # not at hand, or broken: then there is nothing to offer
        return None
    return newest if newest.ref.revision > ref.revision else None


def last_round(workspace: Workspace, site: str) -> CheckHeader | None:
    """The latest signed check of a site that counts; None where there is none."""
    headers = (each for each in workspace.documents.checks() if each.site == site)
    current = (each for each in headers if each.state is CheckState.CURRENT)
    return max(current, key=lambda each: each.started, default=None)


def plan_of(
    workspace: Workspace, library: Library, check_id: str, to: Standard, *, faults: bool = False
) -> CarryPlan:
    """How a draft's answers, or else those of a signed check, may move to a standard.

    A draft moves to another one. With `faults` only answers that lost points go, each of
    them asked for: somebody must look whether it is still so.
    """
    if check_id in _draft_ids(workspace):
        _refuse_bound(workspace, check_id)
        check = workspace.drafts.get(check_id).check
        if check.standard == to.ref:
            raise AssessorError(
                _("Check {check} is marked by {standard} already.").format(
                    check=check_id, standard=to.ref
                )
            )
    else:
        check = _without_pictures(revision_of(workspace, check_id).check)
    older, old_form = form_of(check, library)
    _to, new_form = form_of(replace(check, standard=to.ref), library)
    keep_copies(workspace, library, [to.ref])  # before anything is marked by it
    form = compare_forms(older, to, old_form, new_form)
    answers = _lost(old_form, check.observations) if faults else check.observations
    return plan_carry(older.ref, to.ref, form, answers, by_hand=faults)


def carry_draft(
    workspace: Workspace,
    draft_id: str,
    plan: CarryPlan,
    choices: Mapping[str, Choice],
    *,
    by: str,
    at: datetime,
) -> None:
    """Move a draft as planned; it must not have changed since. `by` names who decided."""
    check = workspace.drafts.get(draft_id).check
    if check.standard != plan.older or check.observations != plan.answers:
        raise AssessorError(
            _("Check {check} was changed meanwhile. Look at the answers again.").format(
                check=draft_id
            )
        )
    workspace.carrying.move(_move(draft_id, plan, choices, by, at))


def take_signed(
    workspace: Workspace,
    draft_id: str,
    check_id: str,
    plan: CarryPlan,
    choices: Mapping[str, Choice],
    *,
    by: str,
    at: datetime,
) -> None:
    """Give a draft that has no answers yet those of a signed check, as planned.

    Pictures stay behind: they are evidence of the earlier visit.
    """
    check = workspace.drafts.get(draft_id).check
    if check.standard != plan.newer or check.observations:
        raise AssessorError(
            _("Check {check} was changed meanwhile. Look at the answers again.").format(
                check=draft_id
            )
        )
    workspace.carrying.move(_move(draft_id, plan, choices, by, at, source=check_id))


def begin_from_signed(
    workspace: Workspace,
    check_id: str,
    plan: CarryPlan,
    choices: Mapping[str, Choice],
    visit: Visit,
    *,
    by: str,
    at: datetime,
    campaign: str = "",
    key: str = "",
) -> SiteCheck:
    """Begin a new draft at the same site with a signed check's answers, as planned."""
    former = revision_of(workspace, check_id).check
    site = workspace.register.site(former.site.code) or former.site
    check = new_check(workspace, site, plan.newer, visit, campaign=campaign, key=key)
    workspace.drafts.begin(check, plan.new_form.items[0].id)
    take_signed(workspace, check.id, check_id, plan, choices, by=by, at=at)
    return workspace.drafts.get(check.id).check


def records_of(workspace: Workspace, check_id: str) -> tuple[CarryRecord, ...]:
    """Every move of a draft or signed check, oldest first, with who decided what."""
    return workspace.carrying.records(check_id)


def way_back(workspace: Workspace, library: Library, draft_id: str) -> WayBack | None:
    """What undoing the last move of a draft would do; None where there is nothing to undo."""
    records = records_of(workspace, draft_id)
    if not records or draft_id not in _draft_ids(workspace):
        return None
    record = records[-1]
    since = workspace.carrying.marked_since(draft_id, record.at)
    kept = _kept(workspace, library, record, since) if since else {}
    return WayBack(record, dict(kept.values()), tuple(each for each in since if each not in kept))


def undo(
    workspace: Workspace,
    library: Library,
    draft_id: str,
    at: datetime,
    *,
    give_up: bool = False,
) -> CarryRecord:
    """Take the last move of a draft back; gives what was undone.

    Answers given since move back where their items kept their meaning. Others would be
    lost, which is refused unless they are to be given up.
    """
    back = way_back(workspace, library, draft_id)
    if back is None:
        raise AssessorError(
            _("Nothing was carried over in check {check} that could be undone.").format(
                check=draft_id
            )
        )
    if back.lost and not give_up:
        raise AssessorError(
            _("Answers given since would be lost: {items}. Agree to give them up.").format(
                items=_(", ").join(back.lost)
            )
        )
    workspace.carrying.take_back(draft_id, back.kept, at)
    return back.record


def _kept(
    workspace: Workspace, library: Library, record: CarryRecord, since: tuple[str, ...]
) -> dict[str, tuple[str, Observation]]:
    """Answers given since a move, with the former item that asks the very same, by item id."""
    check = workspace.drafts.get(record.check).check
    if record.source:  # then the draft keeps its standard
        return {item: (item, check.observations[item]) for item in since}
    newer, new_form = form_of(check, library)
    older, old_form = form_of(replace(check, standard=record.older), library)
    kept = {}
    for match in compare_forms(newer, older, new_form, old_form).items:
        if match.difference.keeps_answers and match.older[0].id in since:
            (item,), (former,) = match.older, match.newer
            seen = fitting(item, former, check.observations[item.id])
            if seen is not None:
                kept[item.id] = former.id, seen
    return kept


def _move(
    draft_id: str,
    plan: CarryPlan,
    choices: Mapping[str, Choice],
    by: str,
    at: datetime,
    source: str = "",
) -> Move:
    answers = plan.carried(choices)
    still_open = (item.id for item in plan.new_form.items if item.id not in answers)
    return Move(
        draft=draft_id,
        older=plan.older,
        newer=plan.newer,
        answers=answers,
        decisions=tuple(plan.decisions(choices, by, at)),
        first_item=next(still_open, plan.new_form.items[0].id),
        by=by,
        at=at,
        source=source,
    )


def _refuse_bound(workspace: Workspace, draft_id: str) -> None:
    """Refuse drafts that others rely on as they are."""
    draft = workspace.drafts.get(draft_id)
    if draft.revises:
        raise AssessorError(
            _("Check {check} corrects a signed one, which keeps its standard.").format(
                check=draft_id
            )
        )
    if draft.check.contributions:
        raise AssessorError(
            _(
                "In check {check} colleagues signed their part under {standard}. "
                "Sign it under this standard."
            ).format(check=draft_id, standard=draft.check.standard)
        )


def _draft_ids(workspace: Workspace) -> set[str]:
    return {summary.id for summary in workspace.drafts.all()}


def _lost(form: SiteType, answers: Mapping[str, Observation]) -> dict[str, Observation]:
    """The answers that lost points or name faults."""
    card = score(form, answers)
    ids = [each.item.id for each in card.items if each.lost or faults_of(each.seen)]
    return {each: answers[each] for each in ids if each in answers}


def _without_pictures(check: SiteCheck) -> SiteCheck:
    bare = {
        item: with_faults(seen, tuple(replace(each, photos=()) for each in faults_of(seen)))
        for item, seen in check.observations.items()
    }
    return replace(check, observations=bare)
