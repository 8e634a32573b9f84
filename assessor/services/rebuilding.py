"""Deriving a workspace's tables anew from its signed documents."""

from assessor.exchange import codec
from assessor.services.assessing import assess
from assessor.standards import Library
from assessor.storage import Assessed, Workspace


def rebuild(workspace: Workspace, library: Library) -> bool:
    """Derive everything anew; True if nothing differed from what was stored."""

    def assessed(body: bytes) -> Assessed:
        return assess(codec.decode(body), library)

    return workspace.documents.rebuild(assessed)
