"""Texts in the user's language.

Sources are English; `resources/translations` holds the others. Mark a text with
`_("Whole sentence about {site}.").format(site=...)`, never with an f-string inside.
A report may be in another language than the window: it takes a `Translator`.
"""

import gettext
from dataclasses import dataclass
from functools import cache

from assessor.paths import resource

#: The languages offered, the first one the default.
LANGUAGES = ("zh_CN", "en")


@dataclass(frozen=True, slots=True)
class Translator:
    """Texts in one language."""

    language: str

    def text(self, message: str) -> str:
        """The message in this language; the English source where there is none."""
        return _catalogue(self.language).gettext(message)

    def plural(self, one: str, many: str, count: int) -> str:
        """The form of the message that goes with a count."""
        return _catalogue(self.language).ngettext(one, many, count)

    def noted(self, words: str, note: str) -> str:
        """Words with a note in brackets behind them; the words alone where there is none."""
        return self.text("{words} ({note})").format(words=words, note=note) if note else words

    def headed(self, head: str, words: str) -> str:
        """What words are about, and the words: `Grade: 8`."""
        return self.text("{where}: {words}").format(where=head, words=words)

    def followed(self, sentence: str, next_one: str) -> str:
        """Two sentences; Chinese puts no blank between them."""
        together = self.text("{sentence} {next_one}")
        return together.format(sentence=sentence, next_one=next_one)


_current = Translator(LANGUAGES[0])


def use_language(language: str) -> None:
    """Speak this language from now on; an unknown one counts as English."""
    global _current  # the one piece of state that every text depends on
    _current = Translator(language)


def current() -> Translator:
    """The user's language."""
    return _current


def _(message: str) -> str:
    """The message in the user's language."""
    return _current.text(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The plural form in the user's language."""
    return _current.plural(one, many, count)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "assessor", resource("translations"), languages=[language], fallback=True
    )
