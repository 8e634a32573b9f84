"""`assessor standards show`: what is in a standard, part by part."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import Any

from assessor.cli.context import Context
from assessor.domain.scoring import shown
from assessor.domain.standard import Alteration, Standard, Tailoring
from assessor.domain.texts import Origin, Text
from assessor.domain.wording import confidence, rule
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext


def add(actions: Any, options: ArgumentParser) -> None:
    """Declare the command."""
    parser = actions.add_parser(
        "show", parents=[options], help=_("the forms, clauses or figures of a standard")
    )
    parser.add_argument("id", help=_("for example NSC-2021 or NSC-2021/1"))
    parser.add_argument("--site-type", default="", metavar="CODE", help=_("one form alone"))
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--clauses", action="store_true", help=_("the clauses instead of the forms"))
    part.add_argument("--indicators", action="store_true", help=_("the yearly indicators"))
    part.add_argument("--thresholds", action="store_true", help=_("the figures to judge by"))
    parser.set_defaults(work=_show)


def _show(context: Context, asked: Namespace) -> int:
    standard = context.standard(asked.id)
    _refuse_unknown_type(standard, asked.site_type)
    _print_head(standard)
    if asked.clauses:
        _print_clauses(standard)
    elif asked.indicators:
        _print_indicators(standard)
    elif asked.thresholds:
        _print_thresholds(standard)
    else:
        _print_forms(standard, asked.site_type)
    return 0


def _refuse_unknown_type(standard: Standard, code: str) -> None:
    codes = [site_type.code for site_type in standard.site_types]
    if code and code not in codes:
        raise AssessorError(
            _("Standard {standard} has no site type {code}. It has: {known}.").format(
                standard=standard.ref, code=code, known=_(", ").join(codes)
            )
        )


def _print_head(standard: Standard) -> None:
    print(f"{standard.ref}  {_said(standard.title)}  {standard.document_number}".rstrip())
    print(
        _("Issued by {issuer}, {issued}.").format(
            issuer=_said(standard.issuer), issued=standard.issued
        )
    )
    print(_("Digest {digest}").format(digest=standard.ref.digest))
    print(
        ngettext(
            "{count} statement is unverified.",
            "{count} statements are unverified.",
            standard.unverified,
        ).format(count=standard.unverified)
    )
    if standard.forms:
        print(_("Its forms are those of {standard}.").format(standard=standard.forms))
    if standard.tailoring:
        _print_tailoring(standard.tailoring)


def _print_tailoring(made: Tailoring) -> None:
    print(
        _("{author} adapted {base} on {day}: {reason}").format(
            author=made.author, base=made.base, day=made.made, reason=made.reason
        )
    )
    words = {
        Alteration.POINTS: _("{before} points became {after}"),
        Alteration.ADDED: _("added with {after} points"),
        Alteration.OFF: _("switched off, {before} points"),
    }
    for each in made.items:
        before = "" if each.before is None else _plain(each.before)
        after = "" if each.after is None else _plain(each.after)
        change = words[each.alteration].format(before=before, after=after)
        print(f"  {each.item}  {current().headed(change, each.reason)}")


def _print_forms(standard: Standard, code: str) -> None:
    for site_type in standard.site_types:
        if code not in ("", site_type.code):
            continue
        print(f"\n{site_type.code}  {_said(site_type.name)}  {_plain(site_type.points)}")
        for section in site_type.sections:
            print(f"  {_said(section.title)}")
            for item in section.items:
                words = f"{_said(item.text)}  [{rule(item, current())}]"
                print(f"    {item.id}  {_doubted(words, item.origin)}")


def _print_clauses(standard: Standard) -> None:
    for chapter in standard.chapters:
        print(f"\n{chapter.id}  {_said(chapter.title)}")
        for clause in standard.clauses:
            if clause.chapter == chapter.id:
                print(f"  {clause.id}  {_doubted(_said(clause.text), clause.origin)}")


def _print_indicators(standard: Standard) -> None:
    _print_figures(
        (each.id, _said(each.name), each.target, each.origin) for each in standard.indicators
    )


def _print_thresholds(standard: Standard) -> None:
    _print_figures(
        (
            each.id,
            "  ".join(_said(text) for text in (each.subject, each.condition) if text),
            each.limit,
            each.origin,
        )
        for each in standard.thresholds
    )


def _print_figures(figures: Iterable[tuple[str, str, Text | None, Origin]]) -> None:
    print()
    for identity, name, limit, origin in figures:
        words = _said(limit) if limit else _("no verified figure")
        print(f"  {identity}  {_doubted(current().headed(name, words), origin)}")


def _said(text: Text) -> str:
    return text.in_language(current().language)


def _doubted(words: str, origin: Origin) -> str:
    return current().noted(words, confidence(origin.confidence, current()))


def _plain(points: Any) -> str:
    return shown(points).removesuffix(".00")
