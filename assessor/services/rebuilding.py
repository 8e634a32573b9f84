"""Deriving a workspace's tables anew from its signed documents."""

from assessor.exchange import codec
from assessor.services.assessing import WrongScoreError, assess, unscored
from assessor.standards import Library
from assessor.storage import Assessed, Workspace


def rebuild(workspace: Workspace, library: Library) -> bool:
    """Derive everything anew; True if nothing differed from what was stored."""

    def assessed(body: bytes) -> Assessed:
        sealed = codec.decode(body)
        try:
            return assess(sealed, library)
        except WrongScoreError:  # its standard came after it: the next import takes it out
            return unscored(sealed)

    return workspace.documents.rebuild(assessed)
