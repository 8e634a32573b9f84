"""A workspace never lies where other computers write to it."""

from pathlib import Path

import pytest

from assessor.storage import Workspace, WorkspaceError, filesystem

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /mnt/office rw - cifs //server/share rw
41 22 0:36 / /mnt/the\040archive rw shared:2 - nfs4 server:/archive rw
42 40 0:37 / /mnt/office/here rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/zhang/workspace.assessor", "ext4"),
        ("/mnt/office/workspace.assessor", "cifs"),
        ("/mnt/the archive/2026/workspace.assessor", "nfs4"),
        ("/mnt/office/here/workspace.assessor", "tmpfs"),
    ],
)
def test_the_nearest_mount_decides(path, kind):
    assert filesystem.kind_of(Path(path), MOUNTS) == kind


def test_no_mounts_are_no_network():
    assert filesystem.kind_of(Path("/home"), "") == ""


def test_a_workspace_on_a_network_drive_is_refused_and_not_made(tmp_path, monkeypatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        f"22 1 8:1 / / rw - ext4 /dev/sda1 rw\n40 22 0:35 / {tmp_path} rw - cifs //s/x rw\n"
    )
    monkeypatch.setattr(filesystem, "_MOUNTS", mounts)
    with pytest.raises(WorkspaceError, match="network drive"):
        Workspace(tmp_path / "workspace.assessor")
    assert not (tmp_path / "workspace.assessor").exists()
