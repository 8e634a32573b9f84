"""Keeping exceptions out of Qt's own calls into Python."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


def guarded(otherwise: _R) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Make a method that Qt calls (`data`, `paint`) report its bugs instead of raising them.

    An exception that leaves such a method outside the event loop deadlocks this version
    of the binding. It goes to the crash hook, and `otherwise` to Qt.
    """

    def decorate(method: Callable[_P, _R]) -> Callable[_P, _R]:
        @wraps(method)
        def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            try:
                return method(*args, **kwargs)
            except Exception:  # a bug of whatever kind must not reach Qt
                sys.excepthook(*sys.exc_info())
                return otherwise

        return call

    return decorate
