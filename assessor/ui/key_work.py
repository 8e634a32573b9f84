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
    from assessor.signing.envelopes import EncryptionKey
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


def readers(paths: Paths, at: datetime) -> tuple[tuple[str, bytes], ...]:
    """The offices that files can be encrypted to: names, and certificates (DER)."""
    from assessor.signing.envelopes import recipients
    from assessor.signing.trust import load_trust

    return recipients(load_trust(paths.keys), at)


def are_locked(paths: Paths, chosen: Sequence[Path]) -> bool:
    """Whether there are encrypted files among some that the key of this computer may open."""
    from assessor.services.transfer import encrypted_in
    from assessor.signing.envelopes import has_encryption_key

    return has_encryption_key(paths.keys) and encrypted_in(chosen)


def open_envelopes(paths: Paths, passphrase: str) -> EncryptionKey:
    """The opened key for encrypted files."""
    from assessor.signing.envelopes import open_encryption_key

    return open_encryption_key(paths.keys, passphrase)


def appraise(
    paths: Paths, intakes: Intakes, chosen: Sequence[Path], report: ProgressFn
) -> tuple[Appraisal, ...]:
    """What to think of files, by what a profile trusts and when this office got them."""
    from assessor.services.appraisal import appraise_all

    return appraise_all(paths.keys, chosen, report, intakes)
