"""Which site type a table means by the words in a column, a title or the name of a sheet."""

import re
from collections.abc import Iterable, Mapping

from assessor.domain.forms import SiteType
from assessor.domain.typography import plain
from assessor.standards import Library

_CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
_BRACKET = re.compile(r"[（(](.*?)[)）]")
_SURE = 3  # characters of a name that may be found inside a longer title
#: What offices say instead of the names that the forms bear.
_ALSO = {"公厕": "TOILET", "集贸市场": "MARKET", "垃圾中转站": "TRANSFER", "宾馆": "F_HOTEL"}


class SiteTypeNames:
    """The site types of the standards at hand by every name they go by."""

    def __init__(self, library: Library | None) -> None:
        self.known: dict[str, SiteType] = {}
        for standard in library.standards() if library else ():
            for form in standard.site_types:
                self.known.setdefault(form.code, form)
        self._exact: dict[str, str] = {}
        self._inside: dict[str, str] = {}
        for form in self.known.values():
            self._learn(form)
        for name, code in _ALSO.items():
            if code in self.known:
                self._exact[name] = self._inside[name] = code

    def code_of(self, candidates: Iterable[str]) -> str:
        """The code that the first telling candidate names; empty where none tells."""
        for each in candidates:
            if _CODE.fullmatch(each) and each in self.known:
                return each
            name = plain(each)
            found = self._exact.get(name) or _longest_inside(name, self._inside)
            if found:
                return found
        return ""

    def _learn(self, form: SiteType) -> None:
        name = form.name.zh
        outer = _BRACKET.sub("", name)
        self._exact.setdefault(plain(name), form.code)
        self._exact.setdefault(plain(outer), form.code)
        for part in (*re.split("、", outer), *self._inner(name)):
            self._exact.setdefault(plain(part), form.code)
            if len(part) >= _SURE:
                self._inside.setdefault(plain(part), form.code)

    def _inner(self, name: str) -> list[str]:
        """Other names in brackets; a remark such as 有则加查 is none."""
        return [part for each in _BRACKET.findall(name) for part in re.split("、", each)
                if part.endswith(("市场", "院", "室", "中心", "所"))]  # fmt: skip


def _longest_inside(name: str, names: Mapping[str, str]) -> str:
    found = [each for each in names if each in name]
    return names[max(found, key=lambda each: (len(each), each))] if found else ""
