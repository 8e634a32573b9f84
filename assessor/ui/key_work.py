"""The long pieces of work of the keys window and of verification, done in the background.

What they need (signing, PDF) is imported when they first run, as in `work`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.paths import Paths
from assessor.progress import ProgressFn

if TYPE_CHECKING:
    from assessor.services.appraisal import Appraisal
    from assessor.services.key_steps import Ending
    from assessor.services.trusting import TrustOffer
    from assessor.storage.intakes import Intakes


def endings(paths: Paths, at: datetime) -> tuple[Ending, ...]:
    """The certificates that ended or soon will."""
    from assessor.services.key_steps import endings as soon
    from assessor.services.key_steps import survey

    return soon(survey(paths.keys), at)


def offered_trust(paths: Paths, bundle: Path) -> TrustOffer:
    """What a trust bundle would bring."""
    from assessor.services.trusting import offer

    return offer(paths.keys, bundle)


def trust_beside(paths: Paths, chosen: Sequence[Path]) -> TrustOffer | None:
    """A trust bundle beside other files that brings anything new."""
    from assessor.services.trusting import news_beside

    return news_beside(paths.keys, chosen)


def appraise(
    paths: Paths, intakes: Intakes, chosen: Sequence[Path], report: ProgressFn
) -> tuple[Appraisal, ...]:
    """What to think of files, by what a profile trusts and when this office got them."""
    from assessor.services.appraisal import appraise_all

    return appraise_all(paths.keys, chosen, report, intakes)
