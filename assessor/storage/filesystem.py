"""On what kind of disk a path lies: SQLite's log cannot be shared over a network."""

import os
import re
import sys
from pathlib import Path

#: File systems that other computers may write to at the same time.
NETWORK = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.sshfs",
        "glusterfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
_MOUNTS = Path("/proc/self/mountinfo")
_OCTAL = re.compile(r"\\([0-7]{3})")
_REMOTE = 4  # GetDriveType of a network drive


def is_on_network(path: Path) -> bool:
    """Whether a path lies on a network share, as far as the system says."""
    if sys.platform == "win32":
        import ctypes

        root = os.path.splitdrive(path.absolute())[0]
        is_remote = ctypes.windll.kernel32.GetDriveTypeW(f"{root}\\") == _REMOTE
        return root.startswith("\\\\") or bool(is_remote)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # other systems than Linux have none
        return False
    return kind_of(path, mounts) in NETWORK


def kind_of(path: Path, mounts: str) -> str:
    """The file system of a path, by the text of Linux' `mountinfo`."""
    kinds: dict[Path, str] = {}
    for line in mounts.splitlines():
        before, _dash, after = line.partition(" - ")
        fields = before.split()
        if len(fields) > 4 and after:
            kinds[Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[4]))] = after.split()[
                0
            ]
    real = Path(os.path.realpath(path))
    return next((kinds[each] for each in (real, *real.parents) if each in kinds), "")
