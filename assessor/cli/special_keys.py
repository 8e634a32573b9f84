"""`assessor keys …` for those who need more: tokens, SM2, encrypted files, keyrings."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor import files
from assessor.cli.context import Context
from assessor.cli.office_keys import authority_of
from assessor.cli.passphrases import new_passphrase, read_passphrase
from assessor.errors import AssessorError
from assessor.i18n import _

if TYPE_CHECKING:
    from assessor.signing.keys import KeyFile


def kinds() -> tuple[tuple[str, dict[str, Any]], ...]:
    """What `keys new` takes beside a name."""
    token, module = _("make it on this token (PKCS #11)"), _("the library of the token's maker")
    return (
        ("--sm2", {"action": "store_true", "help": _("an SM2 key, for result files only")}),
        ("--token", {"default": "", "metavar": "LABEL", "help": token}),
        ("--module", {"type": Path, "default": None, "metavar": "PATH", "help": module}),
    )


def add(action: Callable[..., None]) -> None:
    """Declare the commands."""
    action(
        "encryption",
        _encryption,
        _("make the office's key for encrypted files; gives its certificate to inspectors"),
        ("out", {"type": Path, "metavar": "OUT.crt"}),
        (
            "--root",
            {"type": Path, "metavar": "FOLDER", "help": _("a stick with the office's root key")},
        ),
    )
    action("remember", _remember, _("keep a key's passphrase in the keyring"), ("key", {}))
    action("forget", _forget, _("take a key's passphrase out of the keyring"), ("key", {}))


def new_of_kind(context: Context, asked: Namespace) -> "KeyFile":
    """Make the key that `keys new` asked for."""
    from assessor.signing.algorithms import P256, SM2
    from assessor.signing.keys import new_key, new_token_key

    folder = files.made(context.paths.keys)
    if not asked.token:
        algorithm = SM2 if asked.sm2 else P256
        passphrase = new_passphrase()
        return new_key(folder, asked.name, asked.organisation, passphrase, algorithm=algorithm)
    if asked.module is None or asked.sm2:
        raise AssessorError(_("A key on a token needs --module, and cannot be an SM2 key."))
    return new_token_key(
        folder,
        asked.name,
        asked.organisation,
        read_passphrase(),
        module=asked.module,
        token=asked.token,
    )


def _encryption(context: Context, asked: Namespace) -> int:
    from assessor.services.office_authority import make_encryption
    from assessor.signing.office_folder import ENCRYPTION

    keys, folder = context.paths.keys, authority_of(context, asked)
    passphrase = read_passphrase()
    make_encryption(keys, folder, passphrase, passphrase, context.now)
    files.write(asked.out, files.read(folder / ENCRYPTION))
    print(asked.out)
    return 0


def _remember(context: Context, asked: Namespace) -> int:
    from assessor.signing.keys import key_path
    from assessor.signing.passphrases import remember

    remember(key_path(context.paths.keys, asked.key), read_passphrase())
    return 0


def _forget(context: Context, asked: Namespace) -> int:
    from assessor.signing.keys import key_path
    from assessor.signing.passphrases import forget

    forget(key_path(context.paths.keys, asked.key))
    return 0
