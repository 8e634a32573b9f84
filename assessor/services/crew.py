"""Work in several processes at once, for what keeps one processor busy for long.

The work is a pure function that can be sent to another process; what it makes comes back
in order. Where no process can be had, or one dies, this one does the work itself.
"""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Any, TypeVar

from assessor import i18n

T = TypeVar("T")
R = TypeVar("R")

_MOST = 4  # each takes 100 MB
_AHEAD = 2  # pieces of work that wait for each process

_work: Callable[[Any], Any]


def usual_jobs() -> int:
    """So many processes make the best use of this computer; 0 where one alone is as good."""
    processors = os.cpu_count() or 1
    return 0 if processors == 1 else min(processors, _MOST)


def mapped(work: Callable[[T], R], things: Iterable[T], jobs: int) -> Iterator[R]:
    """What `work` makes of each thing, in order, done by so many other processes.

    Closing it ends them. Things are taken only a few ahead of what is asked for.
    """
    if not jobs:
        yield from map(work, things)
        return
    left = iter(things)
    waiting: deque[tuple[T, Future[R]]] = deque()
    crew = ProcessPoolExecutor(
        jobs,
        multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(work, i18n.current().language),
    )
    try:
        waiting.extend((each, crew.submit(_done, each)) for each in islice(left, jobs * _AHEAD))
        while waiting:
            made = waiting[0][1].result()
            waiting.popleft()
            waiting.extend((each, crew.submit(_done, each)) for each in islice(left, 1))
            yield made
    except (BrokenProcessPool, OSError):
        yield from map(work, chain((thing for thing, _made in waiting), left))
    finally:
        crew.shutdown(cancel_futures=True)


def _begin(work: Callable[[Any], Any], language: str) -> None:
    global _work  # a process does one kind of work all its life
    _work = work
    i18n.use_language(language)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who gave the work
    gc.freeze()  # what is here by now stays, and need not be looked through again


def _done(thing: Any) -> Any:
    return _work(thing)
