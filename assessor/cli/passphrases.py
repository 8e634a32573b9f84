"""Asking for passphrases: on a terminal, or from the first line of standard input."""

import getpass
import sys

from assessor.errors import AssessorError, Cancelled
from assessor.i18n import _


def read_passphrase() -> str:
    """The passphrase of a key; an empty one where standard input holds nothing."""
    if _is_terminal():
        return _asked(_("Passphrase: "))
    return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""


def new_passphrase() -> str:
    """The passphrase for a new key; asked for twice on a terminal, where nobody sees it."""
    first = read_passphrase()
    if _is_terminal() and _asked(_("The same passphrase again: ")) != first:
        raise AssessorError(_("The two passphrases differ. Nothing was made; start again."))
    return first


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _asked(prompt: str) -> str:
    try:
        return getpass.getpass(prompt)
    except EOFError:  # Ctrl-D
        raise Cancelled from None
