"""`assessor check carry`: moving answers to another revision or edition, and back."""

from argparse import ArgumentParser, Namespace
from typing import Any

from assessor.cli.context import Context
from assessor.cli.printing import complain, print_table
from assessor.domain.carrying import CarryPlan, CarryStep, Choice
from assessor.domain.forms import CheckItem
from assessor.domain.inspection import CHINA_TIME, Observation, Visit
from assessor.domain.scoring import shown
from assessor.domain.vocabulary import Vocabulary
from assessor.domain.wording import marked, rule
from assessor.errors import AssessorError
from assessor.i18n import _, current
from assessor.services import carrying, edition_words
from assessor.services.reports import revision_of


def add(actions: Any, options: ArgumentParser) -> None:
    """Declare the command."""
    parser = actions.add_parser(
        "carry",
        parents=[options],
        help=_("move a draft's answers, or those of a signed check, to another standard"),
    )
    parser.add_argument("id", help=_("a check's id"))
    parser.add_argument("--to", default="", metavar="ID/REVISION", help=_("for example NSC-2021/2"))
    parser.add_argument("--all-same", action="store_true", help=_("carry over what kept its sense"))
    parser.add_argument(
        "--take", nargs="+", default=[], metavar="ITEM", help=_("take over these answers as well")
    )
    parser.add_argument(
        "--anew", nargs="+", default=[], metavar="ITEM", help=_("mark these items anew")
    )
    parser.add_argument("--by", default="", metavar="NAME", help=_("who decided"))
    parser.add_argument("--undo", action="store_true", help=_("take the last move back"))
    parser.add_argument(
        "--give-up", action="store_true", help=_("undo even if answers given since are lost")
    )
    parser.set_defaults(work=_carry)


def _carry(context: Context, asked: Namespace) -> int:
    if asked.undo:
        return _undo(context, asked)
    if not asked.to:
        return _records(context, asked)
    plan = carrying.plan_of(
        context.workspace, context.library, asked.id, context.standard(asked.to)
    )
    choices = _choices(plan, asked)
    _print_plan(plan, choices, context.library.vocabulary())
    if not (asked.all_same or asked.take or asked.anew):
        print(_("Nothing was changed. Add --all-same, and --take ITEM for what you take over."))
        return 0
    print(_applied(context, asked, plan, choices))
    return 0


def _choices(plan: CarryPlan, asked: Namespace) -> dict[str, Choice]:
    known = {step.item.id for step in plan.steps}
    unknown = sorted({*asked.take, *asked.anew} - known)
    if unknown:
        raise AssessorError(
            _("{standard} has no such item in this form: {items}.").format(
                standard=plan.newer, items=_(", ").join(unknown)
            )
        )
    unfit = [s.item.id for s in plan.steps if s.item.id in asked.take and s.proposal is None]
    if unfit:
        raise AssessorError(
            _("No answer suits {items}; mark them anew.").format(items=_(", ").join(unfit))
        )
    return dict.fromkeys(asked.take, Choice.TAKEN) | dict.fromkeys(asked.anew, Choice.ANEW)


def _applied(
    context: Context, asked: Namespace, plan: CarryPlan, choices: dict[str, Choice]
) -> str:
    """Carry the answers over; gives the draft's id."""
    workspace, at = context.workspace, context.now
    drafts = {summary.id for summary in workspace.drafts.all()}
    if asked.id in drafts:
        names = workspace.drafts.get(asked.id).check.visit.inspectors
        by = asked.by or context.settings.inspector or next(iter(names), "")
        carrying.carry_draft(workspace, asked.id, plan, choices, by=by, at=at)
        return str(asked.id)
    former = revision_of(workspace, asked.id)
    by = asked.by or context.settings.inspector or next(iter(former.check.visit.inspectors), "")
    visit = Visit(at, inspectors=tuple(filter(None, (by,))))
    draft = carrying.begin_from_signed(workspace, asked.id, plan, choices, visit, by=by, at=at)
    return draft.id


def _undo(context: Context, asked: Namespace) -> int:
    record = carrying.undo(
        context.workspace, context.library, asked.id, context.now, give_up=asked.give_up
    )
    print(
        _("{check} is back as it was under {standard}.").format(
            check=asked.id, standard=record.older
        )
    )
    return 0


def _records(context: Context, asked: Namespace) -> int:
    """Say what was decided before, where no other standard is named."""
    records = carrying.records_of(context.workspace, asked.id)
    if not records:
        message = _("Nothing was carried over in check {check} yet. Name a standard with --to.")
        complain(message.format(check=asked.id))
        return 1
    for record in records:
        at = record.at.astimezone(CHINA_TIME)
        print(f"{record.older} → {record.newer}  {record.by}  {at:%Y-%m-%d %H:%M}")
        rows = (
            (
                each.item,
                " ".join(each.older),
                edition_words.difference(each.difference, current()),
                edition_words.choice(each.choice, current()),
                each.by,
            )
            for each in record.decisions
        )
        print_table((_("Item"), _("Before"), _("Difference"), _("Outcome"), _("By")), rows)
    return 0


def _print_plan(plan: CarryPlan, choices: dict[str, Choice], vocabulary: Vocabulary) -> None:
    print(f"{plan.older} → {plan.newer}")
    for step in plan.steps:
        if step.by_itself or step.asks:
            _print_step(step, choices, vocabulary)
    for item in plan.dropped:
        print(f"\n{item.id}  {edition_words.choice(Choice.DROPPED, current())}")
        print(f"  - {_told(item)}")
    before, after = plan.before, plan.after(choices)
    heads = (_("Score"), _("Points"), _("On full marks"))
    print()
    print_table(
        heads,
        (
            (name, f"{shown(card.earned)} / {shown(card.possible)}", shown(card.standardised))
            for name, card in ((_("before"), before), (_("after"), after))
        ),
    )


def _print_step(step: CarryStep, choices: dict[str, Choice], vocabulary: Vocabulary) -> None:
    words = edition_words.difference(step.match.difference, current())
    fields = _(", ").join(edition_words.field(each, current()) for each in step.match.fields)
    if step.by_itself:
        answer = _answer(step.item, step.proposal, vocabulary)
        print(f"\n{step.item.id}  {current().headed(words, answer)}")
        return
    taken = choices.get(step.item.id) is Choice.TAKEN
    chosen = Choice.TAKEN if taken else Choice.ANEW
    words = current().headed(words, fields) if fields else words
    told = _("; ").join((words, edition_words.choice(chosen, current())))
    print(f"\n{step.item.id}  {told}")
    for item, seen in zip(step.match.older, step.seen, strict=True):
        print(f"  - {current().headed(_told(item), _answer(item, seen, vocabulary))}")
    answer = _answer(step.item, step.proposal, vocabulary)
    print(f"  + {current().headed(_told(step.item), answer)}")


def _answer(item: CheckItem, seen: Observation | None, vocabulary: Vocabulary) -> str:
    return marked(item, seen, vocabulary, current())


def _told(item: CheckItem) -> str:
    return f"{item.id} {item.text.in_language(current().language)} [{rule(item, current())}]"
