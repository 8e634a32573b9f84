"""Work in several processes at once, for what keeps one processor busy for long.

The work is a pure function that can be sent to another process; what it makes comes back
in order. Where no process can be had, or one dies, this one does the work itself.
"""

import gc
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Any, TypeVar

from assessor import i18n

T = TypeVar("T")
R = TypeVar("R")

_MOST = 4  # each takes 100 MB
_AHEAD = 2  # pieces of work that wait for each process
_LONG = 3.0  # seconds of work: starting a process takes one
_NICE = 10  # how far helping steps back, where systems know that
_BETWEEN = 100_000  # things made before garbage is looked for: documents have no cycles

_work: Callable[[Any], Any]


def usual_jobs() -> int:
    """So many processes make the best use of this computer; 0 where one alone is as good."""
    processors = os.cpu_count() or 1
    return 0 if processors == 1 else min(processors, _MOST)


def mapped(
    work: Callable[[T], R], things: Iterable[T], count: int, jobs: int | None = None
) -> Generator[R]:
    """What `work` makes of each of `count` things, in order.

    As soon as it shows that the rest would take long, it is done by `jobs` other
    processes, by default as many as are of use.
    """
    left = iter(things)
    others = usual_jobs() if jobs is None else jobs
    spent = 0.0
    for done, thing in enumerate(left, start=1):
        begun = time.thread_time()
        made = work(thing)
        spent += time.thread_time() - begun
        yield made
        if others and spent / done * (count - done) > _LONG:
            break
    yield from _by_others(work, left, others)


def _by_others(work: Callable[[T], R], left: Iterator[T], jobs: int) -> Iterator[R]:
    """Closing it ends the processes. Things are taken only a few ahead of what is asked for."""
    first = list(islice(left, jobs * _AHEAD))
    if not first:
        return
    waiting: deque[tuple[T, Future[R]]] = deque()
    crew = ProcessPoolExecutor(
        jobs,
        multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(work, i18n.current().language),
    )
    try:
        waiting.extend((each, crew.submit(_done, each)) for each in first)
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
    gc.set_threshold(_BETWEEN)
    if hasattr(os, "nice"):  # the window comes first
        os.nice(_NICE)


def _done(thing: Any) -> Any:
    return _work(thing)
