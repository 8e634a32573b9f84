"""Which sections of the open form a colleague marks."""

from PySide6.QtCore import QObject, Signal

from assessor.storage import Workspace


class SharedOut(QObject):
    """The sections of a draft by inspector, as the pages see them.

    `me` is the name of whoever sits at this computer.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, check_id: str, me: str, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._check_id = workspace, check_id
        self.me = me
        self._given = workspace.shares.of(check_id)

    def __bool__(self) -> bool:
        """Whether anything was shared out."""
        return bool(self._given)

    def holder(self, section_id: str) -> str:
        """Who was given a section; empty where it is everybody's."""
        return self._given.get(section_id, "")

    def colleague(self, section_id: str) -> str:
        """The colleague who was given a section; empty where it is mine or everybody's."""
        holder = self.holder(section_id)
        return "" if holder == self.me else holder

    def give(self, section_id: str, inspector: str) -> None:
        """Give a section to somebody, or with an empty name back to everybody."""
        self._workspace.shares.give(self._check_id, section_id, inspector)
        self._given = self._workspace.shares.of(self._check_id)
        self.changed.emit()
