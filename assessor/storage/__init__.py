"""The workspace file: a SQLite database, and the only package that knows SQLAlchemy."""

from assessor.storage.backups import Backup, BackupError, Restored
from assessor.storage.bodies import unpacked
from assessor.storage.carrying import Carrying, Move
from assessor.storage.contributions import Contributions, Evidence
from assessor.storage.documents import Documents
from assessor.storage.drafts import Draft, Drafts, DraftSummary
from assessor.storage.examination import Examination
from assessor.storage.failures import DamagedError, DiskFullError, WorkspaceError
from assessor.storage.headers import CheckHeader
from assessor.storage.imports import as_recorded
from assessor.storage.photos import Photos
from assessor.storage.phrases import UsedPhrase
from assessor.storage.prepared import (
    PreparedDocument,
    PreparedFile,
    outlined,
    prepared,
    prepared_document,
)
from assessor.storage.receipts import (
    Assessed,
    Conflict,
    ContainerFile,
    ImportedFile,
    ImportRecord,
    ImportSummary,
    Outcome,
    Quarantined,
    Receipt,
    Received,
    Refused,
    StoredDocument,
)
from assessor.storage.register import Register
from assessor.storage.reports import Reports
from assessor.storage.steps import StepPlace
from assessor.storage.tallies import Tally
from assessor.storage.trail import Act, Entry
from assessor.storage.workspace import Workspace

__all__ = [
    "Act",
    "Assessed",
    "Backup",
    "BackupError",
    "Carrying",
    "CheckHeader",
    "Conflict",
    "ContainerFile",
    "Contributions",
    "DamagedError",
    "DiskFullError",
    "Documents",
    "Draft",
    "DraftSummary",
    "Drafts",
    "Entry",
    "Evidence",
    "Examination",
    "ImportRecord",
    "ImportSummary",
    "ImportedFile",
    "Move",
    "Outcome",
    "Photos",
    "PreparedDocument",
    "PreparedFile",
    "Quarantined",
    "Receipt",
    "Received",
    "Refused",
    "Register",
    "Reports",
    "Restored",
    "StepPlace",
    "StoredDocument",
    "Tally",
    "UsedPhrase",
    "Workspace",
    "WorkspaceError",
    "as_recorded",
    "outlined",
    "prepared",
    "prepared_document",
    "unpacked",
]
