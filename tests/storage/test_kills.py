"""Killed at any moment: what was acknowledged is there, and nothing is half there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

#: Imports once and forks for each trial. A child acknowledges over a pipe what has
#: returned; its parent kills it some time after the first or at once while it opens.
TRIALS = """
import os, random, select, signal, sys, time
from pathlib import Path
from assessor.domain.history import Marking
from assessor.domain.inspection import Fault, Faults
from assessor.storage import StepPlace, Workspace, ballast, prepared
from tests.builders import assessed, check, hour, received, saying

ballast.SIZE = 1 << 60
folder, act, trials = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
rng = random.Random(7)
path = folder / "workspace.assessor"


def answers(workspace, acknowledge):
    for number in range(start, start + 100_000):
        fault = Fault(number, "words", photos=("ab" * 32,))
        item, seen = f"MARKET.{number}", Faults((fault,))
        place = StepPlace(number + 1, Marking("words", item, None, seen))
        workspace.drafts.mark(check().id, item, seen, hour(1), place)
        acknowledge(number)


def files(workspace, acknowledge):
    number = workspace.documents.begin_import(hour(1))
    for nonce in range(start, start + 100_000):
        documents = [assessed(saying(word, nonce=nonce)) for word in ("one", "other")]
        workspace.documents.take_in(number, [prepared(received(*documents))], hour(1))
        acknowledge(nonce)


def child(write):
    with Workspace(path) as workspace:
        act = answers if sys.argv[2] == "answers" else files
        act(workspace, lambda number: os.write(write, f"{number} ".encode()))


def trial():
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            child(write)
        finally:
            os._exit(1)
    os.close(write)
    if rng.random() < 0.8:
        select.select([read], [], [])
    time.sleep(rng.random() * 0.01)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    told = b"".join(iter(lambda: os.read(read, 1 << 16), b""))
    os.close(read)
    return [int(number) for number in told.split()]


with Workspace(path) as workspace:
    workspace.drafts.begin(check(), "MARKET.01")
kept, start = 0, 0
for _trial in range(trials):
    done = trial()
    kept += len(done)
    with Workspace(path) as workspace:
        assert not workspace.damage()
        if act == "answers":
            draft = workspace.drafts.get(check().id)
            seen = draft.check.observations
            assert draft.forgotten + draft.history.done == len(seen)
            for step in draft.history.steps:
                assert step.after == seen[step.item]
            numbers = {int(item.partition(".")[2]) for item in seen}
            for number in numbers:
                fault = Fault(number, "words", photos=("ab" * 32,))
                assert seen[f"MARKET.{number}"] == Faults((fault,))
        else:
            headers = workspace.documents.checks()
            numbers = {int(header.id.partition("-")[2], 16) for header in headers}
            assert all(len(header.heads) == 2 for header in headers)
            for header in headers:
                assert workspace.documents.container_of(header.heads[0])
            imported = sum(len(record.files) for record in workspace.documents.imports())
            assert imported == len(headers)
        assert numbers == set(range(len(numbers)))
        assert not done or done[-1] in numbers
        start = len(numbers)
print(kept)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize(("act", "trials"), [("answers", 50), ("files", 20)])
def test_what_was_acknowledged_survives_a_kill(tmp_path, act, trials):
    run = subprocess.run(
        [sys.executable, "-c", TRIALS, str(tmp_path), act, str(trials)],
        capture_output=True,
        cwd=REPOSITORY,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) >= trials / 2
