import importlib
import pkgutil
import re
import subprocess
import sys
from dataclasses import is_dataclass
from pathlib import Path

import pytest

import assessor.domain

ROOT = Path(__file__).parent.parent
CODE = sorted([*ROOT.glob("assessor/**/*.py"), *ROOT.glob("tests/**/*.py")])
MOST_LINES = 400
#: Spelt so that this file does not contain them.
UNFINISHED = re.compile(
    "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error"])
)
SILENCED = re.compile(
    r"#\s*(type:\s*ignore|noqa)\b(:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*|\[[\w, -]+\])?"
)
CATCH_ALL = re.compile(r"except( Exception\b.*)?:")
HEAVY = ("PySide6", "reportlab", "pyhanko", "pikepdf", "openpyxl", "PIL")


def python(code):
    """What a fresh interpreter prints; its errors fail the test."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def lines_where(wrong):
    """The places in the code where something is wrong with a line."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in CODE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wrong(line)
    ]


def test_every_package_imports_only_what_it_may():
    python(
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    )


def test_the_values_of_the_domain_cannot_be_changed():
    values = [
        value
        for each in pkgutil.iter_modules(assessor.domain.__path__, "assessor.domain.")
        for value in vars(importlib.import_module(each.name)).values()
        if isinstance(value, type) and is_dataclass(value)
    ]
    assert len(values) > 40
    assert [each for each in values if not each.__dataclass_params__.frozen] == []
    assert [each for each in values if "__slots__" not in vars(each)] == []


def test_no_file_is_too_long_to_be_read_at_once():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in CODE
        if (lines := len(path.read_bytes().splitlines())) > MOST_LINES
    }
    assert long == {}


def test_nothing_is_left_for_later():
    assert lines_where(UNFINISHED.search) == []


def test_a_silenced_check_says_why():
    def lacks_reason(line):
        found = SILENCED.search(line)
        return found and len(line[found.end() :].strip(" #-")) < 5

    assert lines_where(lacks_reason) == []


def test_whoever_catches_everything_says_why():
    assert lines_where(lambda line: CATCH_ALL.match(line.strip()) and "#" not in line) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("x = y  # noqa", False),
        ("x = y  # noqa: E501", False),
        ("x = y  # type: ignore[arg-type]", False),
        ("x = y  # type: ignore[arg-type]  # the stubs lack it", True),
        ("def rowCount(self):  # noqa: N802  Qt's name", True),
    ],
)
def test_a_reason_is_told_from_none(line, reason):
    found = SILENCED.search(line)
    assert (len(line[found.end() :].strip(" #-")) >= 5) == reason


def test_the_command_line_starts_without_the_heavy_libraries():
    parsing = "import sys; from assessor import cli; cli.parse(['standards', 'list'])"
    loaded = python(f"{parsing}; print(*sys.modules)").split()
    assert [name for name in HEAVY if name in loaded] == []
    assert "assessor.domain.scoring" in loaded


def test_no_package_but_the_windows_ever_loads_qt():
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in ROOT.glob("assessor/**/*.py")
        if "ui" not in path.parts and path.name != "app.py"
    ]
    loaded = python(f"import sys, {', '.join(modules)}; print(*sys.modules)").split()
    assert set(modules) <= set(loaded)
    assert [name for name in loaded if name.partition(".")[0] == "PySide6"] == []
    assert "assessor.ui" not in loaded


def test_starting_reads_no_more_than_the_command_needs():
    loaded = python("import sys, assessor.__main__; print(*sys.modules)").split()
    assert [name for name in (*HEAVY, "assessor.ui", "assessor.app") if name in loaded] == []
