"""One program for each workspace: a lock that the operating system releases, even after a kill."""

import errno
import sys
from pathlib import Path

from assessor.files import explained
from assessor.i18n import _
from assessor.storage.failures import WorkspaceError

#: How systems say that somebody else holds a lock; anything else is a fault of the disk.
_TAKEN = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)


class InstanceLock:
    """Held from its making until `release`, by this program alone.

    The lock belongs to the open file, not to its existence: the file stays behind, and
    a program that died holds nothing.
    """

    def __init__(self, workspace: Path) -> None:
        path = workspace.with_name(workspace.name + ".lock")
        try:
            self._file = path.open("ab")
        except OSError as error:
            raise WorkspaceError(explained(error, path)) from error
        try:
            _lock(self._file.fileno())
        except OSError as error:
            self._file.close()
            if error.errno not in _TAKEN:
                raise WorkspaceError(explained(error, path)) from error
            raise WorkspaceError(
                _(
                    "{path}: the workspace is already open in another window or program. "
                    "Close it there first."
                ).format(path=workspace)
            ) from error

    def release(self) -> None:
        """Let others open the workspace; a second time does nothing."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
