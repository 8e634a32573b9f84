"""Everything that proves the program: `python3 -m tests`, on a machine with Python alone.

Makes `.venv` from the pinned requirements, installs missing system libraries where it may
(root on Debian and its kin) and names them otherwise, then runs style, types, import
contracts and tests. With arguments it runs pytest alone, with those arguments.
Only the standard library is used here, for nothing else is installed yet.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements.txt"
STAMP = VENV / "requirements.sha256"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
#: What tests call, and the packages that bring it.
TOOLS = {
    "openssl": "openssl",
    "pdfsig": "poppler-utils",
    "certutil": "libnss3-tools",
    "qpdf": "qpdf",
    "softhsm2-util": "softhsm2",
    "Xvfb": "xvfb",
    "dbus-run-session": "dbus",
    "cc": "build-essential",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
SYSTEM_PYTHON = "/usr/bin/python3"  # its D-Bus hears what a screen reader would


def main(arguments: list[str]) -> int:
    os.chdir(ROOT)
    prepare()
    if not provide_system_packages():
        return 3
    if arguments:
        return run("-m", "pytest", *arguments)
    steps = (
        ("style", ("-m", "ruff", "check", "assessor", "tests")),
        ("format", ("-m", "ruff", "format", "--check", "assessor", "tests")),
        ("types", ("-m", "mypy")),
        ("tests", ("-m", "pytest", "-q", "-n", "2", "--dist", "worksteal")),
    )
    failed = []
    for name, step in steps:
        print(f"== {name}", flush=True)
        if run(*step):
            failed.append(name)
    if failed:
        print("failed: " + ", ".join(failed))
    return 1 if failed else 0


def prepare() -> None:
    """Make `.venv` with exactly the pinned packages, once."""
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    if not PYTHON.exists():
        try:
            venv.create(VENV, with_pip=True)
        except subprocess.CalledProcessError:
            sys.exit("Python cannot make a virtual environment: apt-get install python3-venv")
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if run(*pip, "--require-hashes", "-r", str(REQUIREMENTS)):
        sys.exit("The pinned packages could not be installed; is the package index reachable?")
    if run(*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)):
        sys.exit("The program could not be installed into .venv.")
    STAMP.write_text(wanted)


def provide_system_packages() -> bool:
    """Install the libraries and programs that the tests need, or name them."""
    asked = "from assessor.preflight import packages_missing; print(*packages_missing())"
    found = subprocess.run([PYTHON, "-c", asked], capture_output=True, text=True, check=True)
    missing = found.stdout.split()
    if sys.platform.startswith("linux"):
        missing += [package for tool, package in TOOLS.items() if not shutil.which(tool)]
        missing += [] if hears_the_bus() else ["python3-dbus"]
        missing += [] if has_postgresql() else ["postgresql"]
    if not missing:
        return True
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing " + " ".join(missing), flush=True)
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        if subprocess.run(command, check=False, **quiet).returncode == 0:
            return True
    print("The tests need system libraries that are missing. Install them with:")
    print("  sudo " + " ".join(command))
    return False


def hears_the_bus() -> bool:
    probe = [SYSTEM_PYTHON, "-c", "import dbus"]
    return bool(
        shutil.which(SYSTEM_PYTHON)
        and subprocess.run(probe, capture_output=True, check=False).returncode == 0
    )


def has_postgresql() -> bool:
    """Whether there is a server to start; Debian keeps its programs out of the path."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return bool(shutil.which("initdb") or next(debian, None))


def run(*arguments: str) -> int:
    return subprocess.run([PYTHON, *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
