"""Writing the folder of a revision, such as an author's tool makes it, and installing it whole.

What is written is what tables of officials hold: head, sources, clauses, forms, profiles.
Equal standards give equal files.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from assessor.domain.forms import CheckItem, SiteType
from assessor.domain.profiles import Method, Module, ScoringProfile
from assessor.domain.standard import Chapter, Clause, Standard
from assessor.domain.texts import Origin, Source, Text
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.standards.digests import LARGEST
from assessor.standards.folder import Folder
from assessor.standards.installing import put_folder
from assessor.standards.library import Library
from assessor.standards.problems import Problem, StandardError
from assessor.standards.reading import read_standard


def folder_files(standard: Standard) -> dict[str, str]:
    """The files of a revision by name. Figures, crosswalks and tailorings: `ValueError`."""
    if standard.indicators or standard.thresholds or standard.crosswalks or standard.tailoring:
        raise ValueError(str(standard.ref))
    found = {"standard.toml": _lines(_head(standard))}
    for chapter in standard.chapters:
        own = [clause for clause in standard.clauses if clause.chapter == chapter.id]
        found[f"clauses/{chapter.id}-chapter.toml"] = _lines(_chapter(chapter, own))
    for site_type in standard.site_types:
        found[f"site_types/{site_type.code}.toml"] = _lines(_form(site_type))
    for profile in standard.profiles:
        found[f"profiles/{profile.id}.toml"] = _lines(_profile(profile))
    return found


def write_standard(standard: Standard, root: Path, library: Library) -> Path:
    """Read back what would be written, and only then put it below a folder of standards.

    Gives its folder, `<root>/<id>/<revision>`. Broken: `StandardError`, and nothing is
    written; a revision that is there already is never replaced.
    """
    target = root / standard.ref.id / str(standard.ref.revision)
    if target.exists():
        raise AssessorError(
            _("{folder} is there already. Choose another revision.").format(folder=target)
        )
    contents = {name: text.encode() for name, text in folder_files(standard).items()}
    _refuse_too_large(target, contents)
    read_standard(Folder(target, contents), library)
    put_folder(contents, target)
    return target


def _refuse_too_large(target: Path, contents: Mapping[str, bytes]) -> None:
    message = _("the file would be larger than {limit} MB. Part it into several site types.")
    large = [
        Problem(name, "", "", message.format(limit=LARGEST >> 20))
        for name, content in contents.items()
        if len(content) > LARGEST
    ]
    if large:
        raise StandardError(target, large)


def _head(standard: Standard) -> Iterator[str]:
    yield "format = 2"
    yield f"id = {quoted(standard.ref.id)}"
    yield f"revision = {standard.ref.revision}"
    yield from worded("title", standard.title)
    yield from worded("issuer", standard.issuer)
    if standard.document_number:
        yield f"document_number = {quoted(standard.document_number)}"
    yield f"issued = {quoted(standard.issued)}"
    if standard.valid_from:
        yield f"valid_from = {standard.valid_from.isoformat()}"
    yield from _listed("replaces", standard.replaces)
    yield f"levels = {_list(standard.levels)}"
    yield f"site_types = {_list(form.code for form in standard.site_types)}"
    yield f"profiles = {_list(profile.id for profile in standard.profiles)}"
    for source in standard.sources:
        yield from _source(source)


def _source(source: Source) -> Iterator[str]:
    yield ""
    yield "[[source]]"
    yield f"id = {quoted(source.id)}"
    yield from worded("title", source.title)
    if source.date:
        yield f"date = {quoted(source.date)}"


def _chapter(chapter: Chapter, clauses: Iterable[Clause]) -> Iterator[str]:
    yield f"id = {quoted(chapter.id)}"
    yield from worded("title", chapter.title)
    for clause in clauses:
        yield ""
        yield "[[clause]]"
        yield f"id = {quoted(clause.id)}"
        yield from worded("text", clause.text)
        yield f"methods = {_list(clause.methods)}"
        yield _origin(clause.origin)


def _form(form: SiteType) -> Iterator[str]:
    yield f"code = {quoted(form.code)}"
    yield from worded("name", form.name)
    yield from worded("responsible", form.responsible)
    yield from worded("basis", form.basis)
    yield from _listed("groups", form.groups)
    yield f"points = {_number(form.points)}"
    for section in form.sections:
        yield ""
        yield "[[section]]"
        yield f"id = {quoted(section.id)}"
        yield from worded("title", section.title)
        for item in section.items:
            yield from ("", "[[section.item]]", *item_lines(item))


def item_lines(item: CheckItem) -> Iterator[str]:
    """The lines of an item, without the head of its table."""
    yield f"id = {quoted(item.id)}"
    yield from worded("text", item.text)
    yield from worded("guidance", item.guidance)
    yield f"mode = {quoted(item.mode)}"
    yield f"points = {_number(item.points)}"
    if item.deduct is not None:
        yield f"deduct = {_number(item.deduct)}"
    if item.band_lines:
        lines = (f"{{ faults = {each.faults}, grade = {each.grade} }}" for each in item.band_lines)
        yield f"band_lines = [{', '.join(lines)}]"
    if item.veto_below is not None:
        yield f"veto_below = {_number(item.veto_below)}"
    if item.veto_on_severe:
        yield "veto_on_severe = true"
    if not item.may_not_apply:
        yield "may_not_apply = false"
    yield from _listed("clauses", item.clauses)
    yield from _listed("categories", item.categories)
    yield from _listed("evidence", item.evidence)
    yield from _listed("thresholds", item.thresholds)
    yield _origin(item.origin)


def _profile(profile: ScoringProfile) -> Iterator[str]:
    yield f"id = {quoted(profile.id)}"
    yield from worded("title", profile.title)
    yield f"official = {str(profile.official).lower()}"
    yield f"points = {_number(sum((each.points for each in profile.modules), Decimal(0)))}"
    if profile.method is not Method.RATES:
        yield f"method = {quoted(profile.method)}"
    if profile.pass_line is not None:
        yield f"pass_line = {_number(profile.pass_line)}"
    yield _origin(profile.origin)
    for module in profile.modules:
        yield from _module(module)


def _module(module: Module) -> Iterator[str]:
    yield ""
    yield "[[module]]"
    yield f"id = {quoted(module.id)}"
    yield from worded("title", module.title)
    yield f"points = {_number(module.points)}"
    yield f"site_types = {_list(module.site_types)}"


def _origin(origin: Origin) -> str:
    parts = [f"confidence = {quoted(origin.confidence)}"]
    parts += _listed("sources", origin.sources)
    if origin.note:
        parts += worded("note", origin.note)
    return f"origin = {{ {', '.join(parts)} }}"


def worded(key: str, text: Text) -> Iterator[str]:
    """A text in both languages."""
    yield f"{key}.zh = {quoted(text.zh)}"
    yield f"{key}.en = {quoted(text.en)}"


def _listed(key: str, values: tuple[str, ...]) -> Iterator[str]:
    if values:
        yield f"{key} = {_list(values)}"


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, values))}]"


def _number(value: Decimal) -> str:
    return quoted(f"{value:f}")


def quoted(text: str) -> str:
    """A string; what JSON escapes, TOML reads the same way."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
