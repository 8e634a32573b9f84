"""What the commands of one run share, each part opened when it is first needed."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType

from assessor import __version__
from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.i18n import _, current
from assessor.paths import Paths, shipped
from assessor.services.standards import lend_copies
from assessor.settings import Settings, load_settings
from assessor.signing.keys import SigningKey
from assessor.signing.trust import Trust
from assessor.standards import Library
from assessor.storage import Workspace, WorkspaceError
from assessor.storage.intakes import Intakes


class Context:
    """The profile of one run; a context manager that closes what was opened."""

    def __init__(self, paths: Paths, place: Path | str) -> None:
        self.paths = paths
        self._place = place

    @property
    def workspace_path(self) -> Path:
        """The workspace's file; `AssessorError` for one on a server."""
        return self._place if isinstance(self._place, Path) else self.workspace.path

    @property
    def has_workspace(self) -> bool:
        """Whether there is one already; of a server that is for its owner to know."""
        return not isinstance(self._place, Path) or self._place.exists()

    @cached_property
    def settings(self) -> Settings:
        """The user's choices."""
        return load_settings(self.paths.settings)

    @cached_property
    def library(self) -> Library:
        """The standards at hand."""
        return Library(shipped("standards"), self.paths.standards)

    def standard(self, name: str) -> Standard:
        """The standard called `ID`, the newest revision, or `ID/REVISION`."""
        standard_id, _slash, revision = name.partition("/")
        if revision.isascii() and revision.isdecimal():
            return self.library.standard(standard_id, int(revision))
        return self.library.standard(name)

    @cached_property
    def workspace(self) -> Workspace:
        """The open workspace; made if there is none."""
        workspace = Workspace(self._place)
        lend_copies(workspace, self.library)
        with suppress(WorkspaceError):  # on a full disk reading must go on
            workspace.trail.opened(self.settings.inspector, __version__, self.now)
        return workspace

    @property
    def intakes(self) -> Intakes:
        """When the office held which files; a file of a workspace need not be opened for it."""
        if isinstance(self._place, Path):
            return Intakes.beside(self._place)
        return self.workspace.intakes

    @cached_property
    def trust(self) -> Trust:
        """Whom this profile trusts."""
        from assessor.signing.trust import load_trust

        return load_trust(self.paths.keys)

    @property
    def language(self) -> str:
        """The language that reports and messages are made in."""
        return current().language

    @property
    def now(self) -> datetime:
        """The time that a command does its work at."""
        return datetime.now(UTC)

    def signing_key(self, read_passphrase: Callable[[], str], name: str = "") -> SigningKey:
        """Open the key to sign with: the named one, the chosen one, or the only one."""
        from assessor.signing.keys import list_keys, open_key
        from assessor.signing.passphrases import recall

        name = name or self.settings.key
        found = [key for key in list_keys(self.paths.keys) if key.certified]
        chosen = [key for key in found if name in ("", key.path.stem, key.path.name)]
        if len(chosen) == 1:
            path = chosen[0].path
            return open_key(path, recall(path) or read_passphrase())
        if chosen:
            message = _("There are {count} keys to choose from in {folder}; name one with --key.")
        elif found:
            message = _("There is no certified key {name} in {folder}; “keys list” shows them.")
        else:
            message = _(
                "There is no certified key in {folder}. Make one with “assessor keys new”, bring "
                "its request to the office and join the certificate with “assessor keys adopt”."
            )
        raise AssessorError(message.format(count=len(chosen), name=name, folder=self.paths.keys))

    def __enter__(self) -> "Context":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if "workspace" in self.__dict__:
            self.workspace.close()
