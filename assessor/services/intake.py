"""When the office held which result files: lists of their identities, stamped by the office.

A list is text, an identity (the SHA-256 of a file's manifest) to a line; its timestamp is
the office's, so `openssl ts -verify` accepts both with the office's root. It says what the
office says and decides no score: a lost key counts up to its last document, as ever.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assessor.signing.keys import SigningKey
from assessor.signing.timestamps import check_token, make_token
from assessor.signing.trust import State, Trust
from assessor.storage import Workspace
from assessor.storage.intakes import Intakes

_LINE = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Held:
    """An office says that it held a file at a time."""

    at: datetime
    office: str


def stamp_intake(workspace: Workspace, trust: Trust, key: SigningKey, at: datetime) -> int:
    """Put the office's timestamp on every file that has none yet; gives how many.

    `SigningError` for a key that is not of an office.
    """
    stamped = held_files(workspace.intakes, trust).keys()
    new = sorted(set(workspace.documents.identities()) - stamped)
    if not new:
        return 0
    listed = "".join(f"{identity}\n" for identity in new).encode()
    workspace.intakes.keep(listed, make_token(hashlib.sha256(listed).digest(), key, at))
    return len(new)


def held_files(intakes: Intakes, trust: Trust) -> dict[str, Held]:
    """By identity, since when an office that is believed says to hold a file."""
    earliest: dict[str, Held] = {}
    for listed, held in _records(intakes, trust):
        for identity in listed:
            known = earliest.get(identity, held)
            earliest[identity] = min(known, held, key=lambda each: each.at)
    return earliest


def _records(intakes: Intakes, trust: Trust) -> Iterator[tuple[frozenset[str], Held]]:
    """The records whose timestamps fit and are believed; others say nothing."""
    for _number, listed, token in intakes.all():
        try:
            said = check_token(hashlib.sha256(listed).digest(), token)
        except ValueError:
            continue
        if said.at is None:
            continue
        standing = trust.judge_timestamp(said.certificate, said.at)
        if standing.state is State.TRUSTED and standing.signer and standing.lost is None:
            identities = frozenset(_LINE.findall(listed.decode("ascii", "replace")))
            yield identities, Held(said.at, standing.signer.name)
