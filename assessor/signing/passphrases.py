"""Passphrases in the system's keyring, for those who ask for it; never a key.

`pip install assessor[keyring]` brings the library. A file `.remembered` beside the key says
that its passphrase was put there, so that nobody else's keyring is ever opened.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from assessor import files
from assessor.i18n import _
from assessor.signing.keyfiles import SigningError
from assessor.signing.privatekeys import read_private

_SERVICE = "assessor"
_MARK = ".remembered"


def is_available() -> bool:
    """Whether this computer has a keyring that protects what is put into it."""
    try:
        return bool(_library().get_keyring().priority >= 1)  # those below protect nothing
    except SigningError:
        return False


def is_remembered(path: Path) -> bool:
    """Whether the passphrase of a key file was put into the keyring."""
    return path.with_suffix(_MARK).exists()


def remember(path: Path, passphrase: str) -> None:
    """Put the passphrase of a key file into the keyring; it must open the key."""
    read_private(path, passphrase)
    keyring = _library()
    try:
        keyring.set_password(_SERVICE, path.stem, passphrase)
    except keyring.errors.KeyringError as error:
        raise SigningError(
            _("This computer has no keyring that passphrases could be kept in.")
        ) from error
    files.write(path.with_suffix(_MARK), b"")


def recall(path: Path) -> str:
    """The passphrase of a key file, empty where none was put into the keyring."""
    if not is_remembered(path):
        return ""
    keyring = _library()
    try:
        return keyring.get_password(_SERVICE, path.stem) or ""
    except keyring.errors.KeyringError:
        return ""  # locked, or gone: whoever signs types it


def forget(path: Path) -> None:
    """Take the passphrase of a key file out of the keyring, if it is there."""
    keyring = _library()
    with suppress(keyring.errors.KeyringError):  # nothing is there to be forgotten
        keyring.delete_password(_SERVICE, path.stem)
    path.with_suffix(_MARK).unlink(missing_ok=True)


def _library() -> Any:
    try:
        import keyring
        import keyring.errors
    except ImportError as error:
        raise SigningError(
            _("Keyrings need an extra library, which is not installed: pip install keyring")
        ) from error
    return keyring
