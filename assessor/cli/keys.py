"""`assessor keys …`: an office's authority, keys and trust, on sticks and without a server."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli import office_keys, special_keys
from assessor.cli.context import Context
from assessor.cli.office_keys import take_bundle
from assessor.cli.passphrases import read_passphrase
from assessor.cli.printing import complain, print_json, print_table
from assessor.i18n import _, current

_TICK = ("", "✓")


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
    office_keys.add(action)
    words = _("make a signing key and its request")
    action("new", _new, words, name, organisation, *special_keys.kinds())
    action(
        "request",
        _request,
        _("write the request of a key that has no certificate yet"),
        ("key", {}),
        ("out", {"type": Path, "metavar": "OUT.csr"}),
    )
    action(
        "renew",
        _renew,
        _("write a new request of a key whose certificate ends"),
        ("key", {}),
        ("out", {"type": Path, "metavar": "OUT.csr"}),
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
    special_keys.add(action)
    action("steps", _steps, _("how far the keys of this profile are"))
    action("list", _list, _("the keys of this profile"), ("--json", {"action": "store_true"}))


def _new(context: Context, asked: Namespace) -> int:
    made = special_keys.new_of_kind(context, asked)
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


def _renew(context: Context, asked: Namespace) -> int:
    from assessor.services.key_steps import renew

    renew(context.paths.keys, asked.key, read_passphrase(), asked.out)
    print(asked.out)
    return 0


def _adopt(context: Context, asked: Namespace) -> int:
    from assessor.services.key_steps import adopt

    made = adopt(context.paths.keys, asked.key, files.read(asked.certificate), read_passphrase())
    print(made.path)
    return 0


def _bundle(context: Context, asked: Namespace) -> int:
    from assessor.services.trusting import hand_on

    hand_on(context.paths.keys, asked.out)
    print(asked.out)
    return 0


def _trust(context: Context, asked: Namespace) -> int:
    take_bundle(context, files.read(asked.bundle))
    return 0


def _steps(context: Context, _asked: Namespace) -> int:
    from assessor.services.key_steps import endings, stages, survey
    from assessor.services.key_words import stage_words, step_titles

    found = survey(context.paths.keys)
    reached = stages(found, context.settings.role, context.now)
    for number, (title, stage) in enumerate(zip(step_titles(), reached, strict=True), start=1):
        print(f"{number}  {current().headed(title, stage_words(stage))}")
    for ending in endings(found, context.now):
        complain(str(ending))
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
