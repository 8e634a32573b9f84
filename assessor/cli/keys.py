"""`assessor keys …`: an office's authority, keys and trust, on sticks and without a server."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli.context import Context
from assessor.cli.passphrases import new_passphrase, read_passphrase
from assessor.cli.printing import print_json, print_table
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services.transfer import retry_quarantined

_TICK = ("", "✓")
_AUTHORITY = "office"  # folder of the office's root key, within the profile's keys


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the commands."""
    parser = commands.add_parser("keys", parents=[options], help=_("keys, certificates and trust"))
    actions = parser.add_subparsers(required=True, metavar=_("ACTION"))

    def action(name: str, work: Any, words: str, *arguments: tuple[str, dict[str, Any]]) -> None:
        sub = actions.add_parser(name, parents=[options], help=words)
        for flag, details in arguments:
            sub.add_argument(flag, **details)
        sub.set_defaults(work=work)

    name = ("--name", {"required": True, "help": _("a person's or an office's name")})
    organisation = ("--organisation", {"default": "", "help": _("whom the person works for")})
    action("init-office", _init_office, _("make an office's root key"), name)
    action("new", _new, _("make a signing key and its request"), name, organisation)
    action(
        "request",
        _request,
        _("write the request of a key that has no certificate yet"),
        ("key", {}),
        ("out", {"type": Path, "metavar": "OUT.csr"}),
    )
    action(
        "issue",
        _issue,
        _("certify a request"),
        ("request", {"type": Path, "metavar": "REQUEST.csr"}),
        ("out", {"type": Path, "metavar": "OUT.crt"}),
        (
            "--office",
            {"action": "store_true", "help": _("the key of an office, not of an inspector")},
        ),
        ("--days", {"type": int, "default": 1096}),
    )
    action(
        "adopt",
        _adopt,
        _("join a certificate to its key"),
        ("key", {}),
        ("certificate", {"type": Path}),
    )
    action(
        "bundle",
        _bundle,
        _("write the trust bundle that inspectors and offices take in"),
        ("out", {"type": Path, "metavar": "OUT.trust"}),
    )
    action("trust", _trust, _("trust the office of a bundle"), ("bundle", {"type": Path}))
    action(
        "revoke",
        _revoke,
        _("declare a key lost"),
        ("key_id", {}),
        (
            "--last-counter",
            {"type": int, "required": True, "help": _("the last document of that key to accept")},
        ),
    )
    action("list", _list, _("the keys of this profile"), ("--json", {"action": "store_true"}))


def _init_office(context: Context, asked: Namespace) -> int:
    from assessor.signing.authority import make_office

    folder = files.made(context.paths.keys / _AUTHORITY)
    authority = make_office(folder, asked.name, new_passphrase())
    _take_bundle(context, authority.bundle())
    return 0


def _new(context: Context, asked: Namespace) -> int:
    from assessor.signing.keys import new_key

    made = new_key(files.made(context.paths.keys), asked.name, asked.organisation, new_passphrase())
    print(made.path)
    print(
        _("Key {key}. Read it out to the office when you bring the request.").format(
            key=made.key_id
        )
    )
    return 0


def _request(context: Context, asked: Namespace) -> int:
    from assessor.signing.keys import request

    files.write(asked.out, request(context.paths.keys, asked.key, read_passphrase()))
    print(asked.out)
    return 0


def _issue(context: Context, asked: Namespace) -> int:
    from assessor.signing.authority import open_office

    authority = open_office(context.paths.keys / _AUTHORITY, read_passphrase())
    files.write(
        asked.out,
        authority.issue(files.read(asked.request), is_office=asked.office, days=asked.days),
    )
    print(asked.out)
    return 0


def _adopt(context: Context, asked: Namespace) -> int:
    from assessor.signing.keys import adopt

    made = adopt(context.paths.keys, asked.key, files.read(asked.certificate), read_passphrase())
    print(made.path)
    return 0


def _bundle(context: Context, asked: Namespace) -> int:
    if not context.trust.roots:
        raise AssessorError(_("This profile trusts no office yet, so there is nothing to hand on."))
    files.write(asked.out, context.trust.bundle())
    print(asked.out)
    return 0


def _trust(context: Context, asked: Namespace) -> int:
    _take_bundle(context, files.read(asked.bundle))
    return 0


def _take_bundle(context: Context, content: bytes) -> None:
    from assessor.signing.trust import keep_bundle

    bundle = keep_bundle(files.made(context.paths.keys), content)
    for root in bundle.roots:
        print(
            _("Trusted: {name}, fingerprint {fingerprint}").format(
                name=root.name, fingerprint=root.fingerprint
            )
        )
    context.__dict__.pop("trust", None)
    if context.workspace_path.exists():
        retried = retry_quarantined(context.workspace, context.library, context.trust, context.now)
        if retried:
            print(_("{count} files that waited for this were taken in.").format(count=len(retried)))


def _revoke(context: Context, asked: Namespace) -> int:
    from assessor.signing.authority import open_office

    authority = open_office(context.paths.keys / _AUTHORITY, read_passphrase())
    authority.revoke(asked.key_id, asked.last_counter)
    _take_bundle(context, authority.bundle())
    print(
        _("Key {key} is declared lost. Hand the new trust bundle on, see “keys bundle”.").format(
            key=asked.key_id
        )
    )
    return 0


def _list(context: Context, asked: Namespace) -> int:
    from assessor.signing.keys import list_keys

    rows = [
        {
            "key": found.key_id,
            "name": found.name,
            "file": found.path.name,
            "office": found.is_office,
            "certified": found.certified,
            "expires": found.expires.date().isoformat() if found.expires else None,
        }
        for found in list_keys(context.paths.keys)
    ]
    if asked.json:
        print_json(rows)
    else:
        print_table(
            (_("Key"), _("Name"), _("File"), _("Office"), _("Certified"), _("Expires")),
            (
                [
                    row["key"],
                    row["name"],
                    row["file"],
                    _TICK[bool(row["office"])],
                    _TICK[bool(row["certified"])],
                    row["expires"] or "",
                ]
                for row in rows
            ),
        )
    return 0
