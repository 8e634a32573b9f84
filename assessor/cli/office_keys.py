"""`assessor keys …` of an office: its authority on sticks, certificates, and lost keys."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from assessor import files
from assessor.cli.context import Context
from assessor.cli.passphrases import new_passphrase, read_passphrase
from assessor.cli.printing import complain
from assessor.domain.inspection import CHINA_TIME
from assessor.errors import AssessorError
from assessor.i18n import _

_REASONS = ("lost", "left", "replaced")
_REQUEST = ("request", {"type": Path, "metavar": "REQUEST.csr"})
_STICK = ("--root", {"type": Path, "metavar": "FOLDER"})


def add(action: Callable[..., None]) -> None:
    """Declare the commands."""
    root = (_STICK[0], _STICK[1] | {"help": _("a stick with the office's root key")})

    name = ("--name", {"required": True, "help": _("an office's name")})
    action("init-office", _init_office, _("make an office's root key"), name)
    action(
        "copy-office",
        _copy_office,
        _("copy an office's root key to another stick, and read it back"),
        ("stick", {"type": Path, "metavar": "FOLDER"}),
        root,
    )
    action("show", _show, _("what a request asks for, and the number to compare"), _REQUEST)
    action(
        "issue",
        _issue,
        _("certify a request"),
        _REQUEST,
        ("out", {"type": Path, "metavar": "OUT.crt"}),
        (
            "--office",
            {"action": "store_true", "help": _("the key of an office, not of an inspector")},
        ),
        ("--days", {"type": int, "default": 1096}),
        root,
    )
    action(
        "revoke",
        _revoke,
        _("declare a key lost"),
        ("key_id", {}),
        (
            "--last-counter",
            {
                "type": int,
                "default": None,
                "help": _("the last document to accept; by default the last that is here"),
            },
        ),
        ("--reason", {"choices": _REASONS, "default": _REASONS[0]}),
        (
            "--since",
            {"type": date.fromisoformat, "metavar": "YYYY-MM-DD", "help": _("when it was lost")},
        ),
        root,
    )


def take_bundle(context: Context, content: bytes) -> None:
    """Trust the offices of a bundle in the profile of the run, and say what came of it."""
    from assessor.services.trusting import take_in

    workspace = context.workspace if context.has_workspace else None
    for line in take_in(context.paths.keys, content, workspace, context.library, context.now):
        print(line)


def _init_office(context: Context, asked: Namespace) -> int:
    from assessor.services.office_authority import public_folder
    from assessor.signing.authority import make_office

    folder = files.made(public_folder(context.paths.keys))
    take_bundle(context, make_office(folder, asked.name, new_passphrase()).bundle())
    return 0


def authority_of(context: Context, asked: Namespace) -> Path:
    """The folder with the office's root key, on the stick that was named or where it was."""
    from assessor.services.office_authority import find_authority, public_folder

    sticks = [asked.root] if asked.root else []
    found = find_authority(context.paths.keys, sticks)
    return found or public_folder(context.paths.keys)  # whose refusal says what is missing


def _copy_office(context: Context, asked: Namespace) -> int:
    from assessor.services.office_authority import FOLDER, copy_authority

    source = authority_of(context, asked)
    copy_authority(context.paths.keys, source, asked.stick, read_passphrase(), context.now)
    print(asked.stick / FOLDER)
    return 0


def _show(context: Context, asked: Namespace) -> int:
    from assessor.services.office_authority import grouped, read_asked

    found = read_asked(context.paths.keys, asked.request)
    print(" · ".join(filter(None, (found.name, found.organisation))))
    print(grouped(found.key_id))
    if found.former:
        date_ = found.former.expires.date()
        print(_("Renews a certificate that ends on {date}.").format(date=date_))
    if found.lost:
        complain(_("This key was declared lost."))
        return 1
    return 0


def _issue(context: Context, asked: Namespace) -> int:
    from assessor.services.office_authority import issue, read_asked

    keys, passphrase = context.paths.keys, read_passphrase()
    issue(
        keys,
        authority_of(context, asked),
        read_asked(keys, asked.request),
        passphrase,
        asked.out,
        context.now,
        is_office=asked.office,
        days=asked.days,
    )
    print(asked.out)
    return 0


def _revoke(context: Context, asked: Namespace) -> int:
    from assessor.services import office_authority
    from assessor.signing.revocations import LossReason
    from assessor.signing.trust import load_trust

    counter = asked.last_counter
    if counter is None:
        if not context.has_workspace:
            raise AssessorError(_("There is no workspace here; give --last-counter yourself."))
        counter = office_authority.last_counter(context.workspace, asked.key_id)
    keys = context.paths.keys
    office_authority.revoke(
        keys,
        authority_of(context, asked),
        asked.key_id,
        counter,
        read_passphrase(),
        context.now,
        since=datetime.combine(asked.since, time(), CHINA_TIME) if asked.since else None,
        reason=LossReason[asked.reason.upper()],
    )
    take_bundle(context, load_trust(keys).bundle())
    message = _("Key {key} is declared lost. Hand the new trust bundle on, see “keys bundle”.")
    print(message.format(key=asked.key_id))
    return 0
