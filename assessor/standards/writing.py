"""Writing the folder of a revision, such as an author's tool makes it, and installing it whole.

What is written is what tables of officials hold: head, sources, clauses, forms, profiles.
Equal standards give equal files.
"""

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

_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


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
    yield f"id = {_quoted(standard.ref.id)}"
    yield f"revision = {standard.ref.revision}"
    yield from _words("title", standard.title)
    yield from _words("issuer", standard.issuer)
    if standard.document_number:
        yield f"document_number = {_quoted(standard.document_number)}"
    yield f"issued = {_quoted(standard.issued)}"
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
    yield f"id = {_quoted(source.id)}"
    yield from _words("title", source.title)
    if source.date:
        yield f"date = {_quoted(source.date)}"


def _chapter(chapter: Chapter, clauses: Iterable[Clause]) -> Iterator[str]:
    yield f"id = {_quoted(chapter.id)}"
    yield from _words("title", chapter.title)
    for clause in clauses:
        yield ""
        yield "[[clause]]"
        yield f"id = {_quoted(clause.id)}"
        yield from _words("text", clause.text)
        yield f"methods = {_list(clause.methods)}"
        yield _origin(clause.origin)


def _form(form: SiteType) -> Iterator[str]:
    yield f"code = {_quoted(form.code)}"
    yield from _words("name", form.name)
    yield from _words("responsible", form.responsible)
    yield from _words("basis", form.basis)
    yield from _listed("groups", form.groups)
    yield f"points = {_number(form.points)}"
    for section in form.sections:
        yield ""
        yield "[[section]]"
        yield f"id = {_quoted(section.id)}"
        yield from _words("title", section.title)
        for item in section.items:
            yield from _item(item)


def _item(item: CheckItem) -> Iterator[str]:
    yield ""
    yield "[[section.item]]"
    yield f"id = {_quoted(item.id)}"
    yield from _words("text", item.text)
    yield from _words("guidance", item.guidance)
    yield f"mode = {_quoted(item.mode)}"
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
    yield f"id = {_quoted(profile.id)}"
    yield from _words("title", profile.title)
    yield f"official = {str(profile.official).lower()}"
    yield f"points = {_number(sum((each.points for each in profile.modules), Decimal(0)))}"
    if profile.method is not Method.RATES:
        yield f"method = {_quoted(profile.method)}"
    if profile.pass_line is not None:
        yield f"pass_line = {_number(profile.pass_line)}"
    yield _origin(profile.origin)
    for module in profile.modules:
        yield from _module(module)


def _module(module: Module) -> Iterator[str]:
    yield ""
    yield "[[module]]"
    yield f"id = {_quoted(module.id)}"
    yield from _words("title", module.title)
    yield f"points = {_number(module.points)}"
    yield f"site_types = {_list(module.site_types)}"


def _origin(origin: Origin) -> str:
    parts = [f"confidence = {_quoted(origin.confidence)}"]
    parts += _listed("sources", origin.sources)
    if origin.note:
        parts += _words("note", origin.note)
    return f"origin = {{ {', '.join(parts)} }}"


def _words(key: str, text: Text) -> Iterator[str]:
    yield f"{key}.zh = {_quoted(text.zh)}"
    yield f"{key}.en = {_quoted(text.en)}"


def _listed(key: str, values: tuple[str, ...]) -> Iterator[str]:
    if values:
        yield f"{key} = {_list(values)}"


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, values))}]"


def _number(value: Decimal) -> str:
    return _quoted(f"{value:f}")


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPED)}"'


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
