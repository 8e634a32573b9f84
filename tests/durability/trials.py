"""One operation, prepared once and interrupted many times; what each interruption cost."""

import gc
import os
import select
import shutil
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from assessor.errors import AssessorError
from assessor.storage import file_database
from tests.durability import recorder
from tests.durability.operations import Operation, Scene

WHOLE, LOST, HALF, DAMAGED, STUCK = "whole", "lost", "half", "damaged", "stuck"
UNSAID = "unsaid"
_REFUSED, _FAILED = 3, 1  # exit codes


@dataclass(frozen=True, slots=True)
class End:
    """How an operation ended: what it said was done, and why it did not go on."""

    acknowledged: int
    killed: bool
    refusal: str  # the sentence that the user would see
    failed: bool  # with anything but a sentence


@dataclass(slots=True)
class Tally:
    """What became of the trials of one operation."""

    name: str
    steps: int = 0
    killed: int = 0
    acknowledged: int = 0
    seconds: float = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def count(self, verdict: str, where: str) -> None:
        self.verdicts[verdict] += 1
        if verdict != WHOLE and len(self.examples) < 5:
            self.examples.append(f"{verdict}: {where}")

    @property
    def trials(self) -> int:
        return self.verdicts.total()

    @property
    def is_whole(self) -> bool:
        return self.verdicts[WHOLE] == self.trials


def remember_statements() -> None:
    """Have all databases share what SQLAlchemy compiled: half the time of a trial goes there."""
    make, known = file_database.create_engine, []

    def create(*place: object, **options: object) -> Engine:
        engine = make(*place, **options)
        known.append(engine)
        engine.dialect, engine._compiled_cache = known[0].dialect, known[0]._compiled_cache
        del known[1:]
        return engine

    file_database.create_engine = create


class Stage:
    """A folder in which an operation happens again and again from the same beginning."""

    def __init__(self, operation: Operation, folder: Path) -> None:
        self.operation = operation
        self.scene = Scene.set_up(folder / "scene")
        self._beginning = folder / "beginning"
        shutil.copytree(operation.prepare(self.scene), self._beginning)
        self.work = folder / "work"
        self.log = folder / "log"
        self.expected = tuple(self._states(folder / "state"))
        self.begin()
        begun = time.perf_counter()
        operation.act(self.scene, self.work, lambda: None)
        self.seconds = time.perf_counter() - begun

    def begin(self) -> None:
        """Have everything as it was before."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self._beginning, self.work)

    def act_in_child(
        self,
        kill_before: int = 0,
        kill_after: float | None = None,
        full_from: int = 0,
        log: Path = Path(os.devnull),
        spoil: Callable[[], None] = lambda: None,
    ) -> "End":
        """Act in a process of its own, which dies before its n-th step or after some seconds.

        Or which finds the disk full from its n-th step on. `spoil` makes the program worse
        first.
        """
        read, write = os.pipe()
        gc.freeze()  # or the child would copy all that its collector touches
        child = os.fork()
        if child == 0:
            try:
                spoil()
                recorder.start(self.work, log, kill_before, full_from)

                def told() -> None:
                    recorder.acknowledge()
                    os.write(write, b".")

                self.operation.act(self.scene, self.work, told)
                os._exit(0)
            except AssessorError as error:
                os.write(write, b"\0" + str(error).encode())
                os._exit(_REFUSED)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(_FAILED)
        os.close(write)
        if kill_after is not None:
            _wait(read, kill_after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        dots, _end, words = b"".join(iter(lambda: os.read(read, 1 << 10), b"")).partition(b"\0")
        os.close(read)
        _child, status = os.waitpid(child, 0)
        failed = os.WIFEXITED(status) and os.WEXITSTATUS(status) == _FAILED
        return End(len(dots), os.WIFSIGNALED(status), words.decode(), failed)

    def record(self, spoil: Callable[[], None] = lambda: None) -> list[recorder.Change]:
        """The steps of one run from the beginning to the end."""
        self.begin()
        self.log.unlink(missing_ok=True)
        end = self.act_in_child(log=self.log, spoil=spoil)
        if end.refusal or end.failed:
            raise RuntimeError(f"{self.operation.name}: the operation failed by itself")
        return list(recorder.changes(self.log))

    def judge(self, acknowledged: int) -> tuple[str, str]:
        """What became of what was acknowledged, and of the rest; with words."""
        try:
            found = self._look(self.work)
        except Exception as error:  # whatever it is, it is what the harness is there to find
            return DAMAGED, repr(error)
        done = self.expected[acknowledged]
        ahead = self.expected[min(acknowledged + 1, len(self.expected) - 1)]
        if all(_is_between(found[part], done[part], ahead[part]) for part in found):
            if found["work"] == done["work"] or found == ahead:
                return WHOLE, ""
            return HALF, "the database is ahead of its files"
        verdict = LOST if found in self.expected[:acknowledged] else HALF
        return verdict, f"after {acknowledged}: {_differences(found, done)}"

    def go_on(self) -> tuple[str, str]:
        """Do it again as a person would; everything must be there then."""
        try:
            self.operation.act(self.scene, self.work, lambda: None)
        except AssessorError as error:
            return STUCK, repr(error)
        found = self._look(self.work)
        if found["work"] != self.expected[-1]["work"]:
            return STUCK, f"done again: {_differences(found, self.expected[-1])}"
        return WHOLE, ""

    def _look(self, folder: Path) -> Mapping[str, object]:
        return self.operation.look(self.scene.library, folder)

    def _states(self, folder: Path) -> Iterator[Mapping[str, object]]:
        """What there is at first and after each acknowledgement, if nothing interrupts."""
        taken = [folder / "0"]
        self.begin()
        shutil.copytree(self.work, taken[0])

        def told() -> None:
            taken.append(folder / str(len(taken)))
            shutil.copytree(self.work, taken[-1])

        self.operation.act(self.scene, self.work, told)
        return map(self._look, taken)


def spread(number: int, steps: int, count: int) -> int:
    """Every step in turn; fewer trials than steps are spread evenly over them."""
    return number % steps if count >= steps else number * steps // max(count, 1)


def _wait(read: int, seconds: float) -> None:
    """Until the time has come, or the other end is closed."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        waiting = select.poll()
        waiting.register(read, select.POLLHUP)
        if waiting.poll(left * 1000):
            return


def _is_between(found: object, done: object, ahead: object) -> bool:
    """Whether it is as before or as after; a set that grows may also be on its way."""
    if isinstance(found, frozenset) and isinstance(done, frozenset):
        return done <= found <= ahead
    return found in (done, ahead)


def _differences(found: Mapping[str, object], wanted: Mapping[str, object]) -> str:
    parts = [f"{part}={found[part]!r:.600}" for part in found if found[part] != wanted[part]]
    return "; ".join(parts)
