"""The workspace file: a SQLite database, and the only package that knows SQLAlchemy."""

from assessor.storage.contributions import Contributions, Evidence
from assessor.storage.documents import Documents
from assessor.storage.drafts import Draft, Drafts, DraftSummary
from assessor.storage.failures import DiskFullError, WorkspaceError
from assessor.storage.headers import CheckHeader
from assessor.storage.photos import Photos
from assessor.storage.receipts import (
    Assessed,
    Conflict,
    ContainerFile,
    ImportedFile,
    ImportRecord,
    Outcome,
    Quarantined,
    Receipt,
    Received,
    StoredDocument,
)
from assessor.storage.register import Register
from assessor.storage.reports import Reports
from assessor.storage.workspace import Workspace

__all__ = [
    "Assessed",
    "CheckHeader",
    "Conflict",
    "ContainerFile",
    "Contributions",
    "DiskFullError",
    "Documents",
    "Draft",
    "DraftSummary",
    "Drafts",
    "Evidence",
    "ImportRecord",
    "ImportedFile",
    "Outcome",
    "Photos",
    "Quarantined",
    "Receipt",
    "Received",
    "Register",
    "Reports",
    "StoredDocument",
    "Workspace",
    "WorkspaceError",
]
