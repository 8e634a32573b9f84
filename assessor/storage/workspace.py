"""The workspace: everything one computer knows, in one database and a folder beside it."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from assessor import progress
from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.storage import backups, examination, migrations
from assessor.storage.bulletin_issues import BulletinIssues
from assessor.storage.carrying import Carrying
from assessor.storage.contributions import Contributions
from assessor.storage.documents import Documents
from assessor.storage.drafts import Drafts
from assessor.storage.failures import WorkspaceError
from assessor.storage.figures import Figures
from assessor.storage.handing_over import HandedOver
from assessor.storage.intakes import Intakes
from assessor.storage.memory import Memory
from assessor.storage.opening import open_file, open_server
from assessor.storage.phones import Phones
from assessor.storage.photos import Photos
from assessor.storage.phrases import Phrases
from assessor.storage.register import Register
from assessor.storage.reports import Reports
from assessor.storage.routes import Routes
from assessor.storage.shares import Shares
from assessor.storage.standard_copies import StandardCopies
from assessor.storage.trail import Trail


class Workspace:
    """An open workspace, made if there was none: a file, or a server named by URL.

    No other program has the file open; a server is for many. Every method is one
    transaction and deals in values, so what it returns may be kept, compared and handed
    to another thread. `WorkspaceError` says what the world refused.
    """

    def __init__(self, place: Path | str) -> None:
        self._place = place
        with ExitStack() as opened:
            if isinstance(place, Path):
                self._database, self._kept = open_file(place, opened)
            else:
                self._database, self._kept = open_server(place, opened)
            self._opened = opened.pop_all()
        self.drafts = Drafts(self._database)
        self.contributions = Contributions(self._database)
        self.trail = Trail(self._database)
        self.memory = Memory(self._database)
        self.register = Register(self._database)
        self.photos = Photos(self._database, self._kept)
        self.phones = Phones(self._database)
        self.documents = Documents(self._database, self._kept)
        self.reports = Reports(self._kept)
        self.intakes = Intakes(self._kept)
        self.standard_copies = StandardCopies(self._database)
        self.carrying = Carrying(self._database)
        self.figures = Figures(self._database, self._kept)
        self.phrases = Phrases(self._database)
        self.routes = Routes(self._database)
        self.handed_over = HandedOver(self._database)
        self.shares = Shares(self._database)
        self.bulletin_issues = BulletinIssues(self._database)

    @property
    def is_shared(self) -> bool:
        """Whether other programs may change what is in it at any time."""
        return self._database.is_shared

    @property
    def name(self) -> str:
        """What it is called: the file's name without its ending, or the server's address."""
        return str(self._kept) if self.is_shared else self.path.stem

    @property
    def path(self) -> Path:
        """The database file; a workspace on a server has none, which a sentence says."""
        if isinstance(self._place, str):
            raise WorkspaceError(
                _(
                    "A workspace on a server is no file. It is backed up there, with pg_dump; "
                    "“assessor documents export” writes everything that was signed to a folder."
                )
            )
        return self._place

    def back_up(
        self,
        target: Path,
        at: datetime,
        *,
        whole: bool = True,
        on_progress: ProgressFn = progress.ignore,
    ) -> backups.Backup:
        """Back everything up to one file, even while it is in use, and read it back.

        Without `whole`, pictures, containers and reports are only listed: see `backups`.
        """
        return backups.back_up(
            self.path,
            target,
            self.documents.fingerprint(),
            self.trail.head(),
            at,
            whole=whole,
            on_progress=on_progress,
        )

    def examine(
        self, *, deep: bool = False, on_progress: ProgressFn = progress.ignore
    ) -> examination.Examination:
        """Look everything over; `deep` reads every file instead of only looking for it."""
        return examination.examine(
            None if self.is_shared else self.path,
            self._database,
            self._kept,
            deep=deep,
            on_progress=on_progress,
        )

    def damage(self) -> str:
        """What is wrong with the file, in SQLite's words; nothing if it is sound."""
        return "" if self.is_shared else migrations.damage_in(self.path)

    def close(self) -> None:
        """Release the file or the server."""
        self._opened.close()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
