"""The long pieces of work that pages start in the background.

What they need (PDF, signing, spreadsheets) is imported when they first run: it would
double the time until the first window shows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessor import files
from assessor.i18n import current
from assessor.paths import Paths
from assessor.progress import ProgressFn
from assessor.standards import Library
from assessor.storage import Workspace

if TYPE_CHECKING:
    from assessor.domain.completeness import Missing
    from assessor.services.exporting import Exported
    from assessor.services.sharing import Joined, Offer
    from assessor.services.sign_off import SignedCheck
    from assessor.services.taking_in import FileOutcome
    from assessor.signing.envelopes import EncryptionKey
    from assessor.signing.keys import KeyFile
    from assessor.ui.key_step import Unlock


def missing(workspace: Workspace, library: Library, check_id: str) -> tuple[Missing, ...]:
    """What a draft still lacks."""
    from assessor.services.sign_off import missing_in

    return missing_in(workspace, library, check_id)


def report_preview(workspace: Workspace, library: Library, check_id: str, at: datetime) -> bytes:
    """The report as it would be signed now, as PDF."""
    from assessor.services.sign_off import preview

    return preview(workspace, library, check_id, current().language, at)


def sign(
    workspace: Workspace,
    library: Library,
    check_id: str,
    unlock: Unlock,
    at: datetime,
    reason: str,
) -> SignedCheck:
    """Sign a draft with a key."""
    from assessor.services.sign_off import sign_off
    from assessor.signing.trust import load_trust

    return sign_off(
        workspace,
        library,
        check_id,
        unlock.opened(),
        language=current().language,
        at=at,
        reason=reason,
        trust=load_trust(unlock.path.parent),
    )


def export_all(
    workspace: Workspace,
    check_ids: Sequence[str],
    folder: Path,
    at: datetime,
    report: ProgressFn,
    encrypt_to: bytes,
) -> Exported:
    """Write the result files of several checks into a folder and read them back."""
    from assessor.services.exporting import export_all as write_all

    return write_all(workspace, check_ids, folder, at, report, encrypt_to)


def hand_over(
    workspace: Workspace,
    check_id: str,
    unlock: Unlock,
    folder: Path,
    at: datetime,
    items: Collection[str],
) -> Path:
    """Sign what this inspector observed for a colleague, and write it into a folder."""
    from assessor.services.sharing import hand_over as write_part

    return write_part(workspace, check_id, unlock.opened(), folder, at, items)


def offered(workspace: Workspace, keys: Path, check_id: str, part: Path) -> Offer:
    """What a colleague's part would bring."""
    from assessor.services.sharing import offer
    from assessor.signing.trust import load_trust

    return offer(workspace, load_trust(keys), check_id, part)


def join(
    workspace: Workspace,
    keys: Path,
    check_id: str,
    part: Path,
    at: datetime,
    theirs: Collection[str],
) -> Joined:
    """Take a colleague's part in; in the items `theirs` the colleague is right."""
    from assessor.services.sharing import join as take_part_in
    from assessor.signing.trust import load_trust

    return take_part_in(workspace, load_trust(keys), check_id, part, at, theirs)


def correct(workspace: Workspace, library: Library, check_id: str) -> str:
    """Open a signed check again; gives the draft's id."""
    from assessor.services.sign_off import correct as opened_again

    return opened_again(workspace, library, check_id)


def merge(
    workspace: Workspace,
    library: Library,
    keys: Path,
    paths: Sequence[Path],
    at: datetime,
    report: ProgressFn,
    *,
    preview: bool,
    key: EncryptionKey | None = None,
) -> tuple[FileOutcome, ...]:
    """Take in files and the result files of folders, or say what would become of them.

    `key` opens those that are encrypted.
    """
    from assessor.services.transfer import merge_files, result_files
    from assessor.signing.trust import load_trust

    found = result_files(paths)
    return merge_files(
        workspace,
        library,
        load_trust(keys),
        found,
        at,
        report,
        preview=preview,
        open_envelope=key.opened if key else None,
    )


def write_guide(target: Path, at: datetime) -> Path:
    """Write the quick guide as PDF, in the user's language."""
    from assessor.services.guide import guide_pdf

    files.write(target, guide_pdf(current().language, at))
    return target


def keys_in(paths: Paths) -> tuple[KeyFile, ...]:
    """The keys of a profile."""
    from assessor.signing.keys import list_keys

    return list_keys(paths.keys)


def make_key(paths: Paths, name: str, organisation: str, passphrase: str) -> KeyFile:
    """Make a key and its request to the office."""
    from assessor.signing.keys import new_key

    return new_key(files.made(paths.keys), name, organisation, passphrase)


def fetch_key(paths: Paths, source: Path) -> KeyFile:
    """Copy a key from elsewhere into the profile, with what lies beside it."""
    from assessor.signing.keys import fetch

    return fetch(files.made(paths.keys), source)


def adopt_certificate(paths: Paths, key: str, certificate: Path, passphrase: str) -> KeyFile:
    """Join the certificate that came back from the office to its key."""
    from assessor.services.key_steps import adopt

    return adopt(paths.keys, key, files.read(certificate), passphrase)


def copied(source: Path, target: Path) -> Path:
    """Copy a small file."""
    files.write(target, files.read(source))
    return target


def take_trust(
    paths: Paths, workspace: Workspace, library: Library, bundle: Path, at: datetime
) -> str:
    """Trust the office of a bundle, take in what waited for it, and say so."""
    from assessor.services.trusting import take_in

    return "\n".join(take_in(paths.keys, files.read(bundle), workspace, library, at))
