"""The workspace file: a SQLite database, and the only package that knows SQLAlchemy."""

from assessor.storage.drafts import Draft, Drafts, DraftSummary
from assessor.storage.failures import DiskFullError, WorkspaceError
from assessor.storage.photos import Photos
from assessor.storage.register import Register
from assessor.storage.workspace import Workspace

__all__ = [
    "DiskFullError",
    "Draft",
    "DraftSummary",
    "Drafts",
    "Photos",
    "Register",
    "Workspace",
    "WorkspaceError",
]
