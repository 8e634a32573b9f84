"""Some hundred kills and power cuts, and proof that losses would be seen."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.durability import recorder
from tests.durability.operations import OPERATIONS

REPOSITORY = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not recorder.is_possible(), reason="needs Linux and a C compiler")


def interrupt(*arguments):
    """Run the command; gives its exit code and what it says of each operation."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.durability", *arguments, "--json"],
        capture_output=True,
        cwd=REPOSITORY,
        text=True,
    )
    assert not run.stderr, run.stderr
    return run.returncode, [json.loads(line) for line in run.stdout.splitlines()]


@pytest.mark.parametrize(
    "arguments",
    [("kills", "--trials", "10"), ("full", "--trials", "10"), ("cuts", "--cuts", "308")],
)
def test_whatever_is_interrupted_nothing_is_lost_or_half(arguments):
    code, found = interrupt(*arguments)
    assert [each["examples"] for each in found if each["examples"]] == []
    assert [each["name"] for each in found] == [each.name for each in OPERATIONS]
    assert all(each["whole"] == each["trials"] >= 10 for each in found)
    assert all(each["steps"] > 15 for each in found)
    assert code == 0


@pytest.mark.parametrize(
    ("command", "spoil", "operation", "verdict"),
    [
        ("cuts", "lazy_commits", "saving answers", "lost"),
        ("cuts", "lazy_files", "exporting", "half"),
        ("cuts", "lazy_files", "adding photos", "damaged"),
        ("kills", "single_statements", "saving answers", "damaged"),
        ("kills", "files_in_place", "backing up", "damaged"),
    ],
)
def test_a_program_that_does_too_little_is_found_out(command, spoil, operation, verdict):
    many = ("--cuts" if command == "cuts" else "--trials", "40")
    code, (found,) = interrupt(command, *many, "--spoil", spoil, "--only", operation)
    assert found[verdict] >= 3
    assert code == 1
