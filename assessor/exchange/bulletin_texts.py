"""A work bulletin as the plain text that a clerk writes: a few lines at the top, then the text.

    title: 五月督查情况          标题：五月督查情况
    issue: 12                   期号：12

    # A heading                 # 一级标题
    A paragraph is a line.      一行是一段。

Both languages are read, in any order; what nobody knows is refused with its line.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from assessor.domain.bulletins import Article, WorkBulletin
from assessor.errors import AssessorError
from assessor.i18n import Translator, _

#: The largest text that is read, in characters.
MOST_CHARACTERS = 200_000

_CAPTIONS = {
    "name": ("name", "刊名"),
    "number": ("issue", "期号"),
    "issuer": ("issuer", "编印单位"),
    "issued": ("date", "日期"),
    "title": ("title", "标题"),
    "to": ("to", "送"),
    "copies": ("copies", "发"),
}
_FIELDS = {caption: field for field, captions in _CAPTIONS.items() for caption in captions}
_ENTRY = re.compile(r"\s*([^\s:：#]+)\s*[:：]\s*(.*)")
_HEADING = "#"
_NUMBER = re.compile(r"[0-9]{1,5}")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


class BulletinTextError(AssessorError):
    """A bulletin's text cannot be understood; the sentence names the line."""


def read_bulletin(content: bytes) -> WorkBulletin:
    """A bulletin from its text; UTF-8, or as older Chinese editors save it (GB 18030)."""
    lines = _decoded(content).lstrip("\r\n").splitlines()
    end = next((at for at, line in enumerate(lines) if _ends_head(line)), len(lines))
    head = dict(_entry(number, line) for number, line in enumerate(lines[:end], start=1))
    bulletin = WorkBulletin(head.get("title", ""), tuple(_articles(lines[end:])))
    if not bulletin.title or not bulletin.articles:
        raise BulletinTextError(_("The bulletin has no title, or no text below it."))
    return replace(
        bulletin,
        name=head.get("name", ""),
        number=_number(head.get("number", "")),
        issuer=head.get("issuer", ""),
        issued=_date(head.get("issued", "")),
        to=head.get("to", ""),
        copies=head.get("copies", ""),
    )


def write_bulletin(bulletin: WorkBulletin, translator: Translator) -> bytes:
    """The text of a bulletin, to be changed by hand and read again; UTF-8."""
    values = {
        "name": bulletin.name,
        "number": str(bulletin.number or ""),
        "issuer": bulletin.issuer,
        "issued": bulletin.issued.isoformat() if bulletin.issued else "",
        "title": bulletin.title,
        "to": bulletin.to,
        "copies": bulletin.copies,
    }
    is_chinese = translator.language.startswith("zh")
    colon = "：" if is_chinese else ": "
    lines = [f"{_CAPTIONS[field][is_chinese]}{colon}{value}" for field, value in values.items()]
    for article in bulletin.articles:
        lines.append("")
        if article.heading:
            lines.append(f"{_HEADING} {article.heading}")
        lines += article.paragraphs
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(text) <= MOST_CHARACTERS and "\x00" not in text:
            return unicodedata.normalize("NFC", text)
    raise BulletinTextError(
        _("This is no plain text, or it is too long. Save it as plain text in UTF-8.")
    )


def _ends_head(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith(_HEADING)


def _entry(number: int, line: str) -> tuple[str, str]:
    """The field and value of a line of the head."""
    found = _ENTRY.fullmatch(line)
    field = _FIELDS.get(found[1].lower()) if found else None
    if found is None or field is None:
        raise BulletinTextError(
            _(
                "Line {line}: “{text}” is none of {known}. Leave a line empty before the text."
            ).format(line=number, text=line.strip()[:40], known=_known())
        )
    return field, found[2].strip()


def _articles(lines: Iterable[str]) -> Iterable[Article]:
    heading, paragraphs = "", list[str]()
    for line in map(str.strip, lines):
        if line.startswith(_HEADING):
            if heading or paragraphs:
                yield Article(heading, tuple(paragraphs))
            heading, paragraphs = line.lstrip(_HEADING).strip(), []
        elif line:
            paragraphs.append(line)
    if heading or paragraphs:
        yield Article(heading, tuple(paragraphs))


def _number(text: str) -> int:
    if not text:
        return 0
    if not _NUMBER.fullmatch(text) or not int(text):
        raise BulletinTextError(
            _("The issue is “{text}”; write a number such as 12.").format(text=text[:40])
        )
    return int(text)


def _date(text: str) -> date | None:
    if not text:
        return None
    found = _DATE.fullmatch(text)
    with suppress(ValueError):
        if found:
            return date(*map(int, found.groups()))
    raise BulletinTextError(
        _("The date is “{text}”; write it as YYYY-MM-DD, for example 2026-05-01.").format(
            text=text[:40]
        )
    )


def _known() -> str:
    return _(", ").join("/".join(captions) for captions in _CAPTIONS.values())
