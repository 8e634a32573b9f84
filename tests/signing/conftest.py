"""Throw-away offices and keys, made anew for every run; no secret is kept anywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assessor.signing import authority, keys, trust
from assessor.signing.authority import Authority
from assessor.signing.keys import SigningKey
from assessor.signing.trust import Trust

ROUNDS = 2  # keys of tests need no protection from guessing
PASSPHRASE = "口令 123"
NOW = datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Office:
    folder: Path
    authority: Authority

    @property
    def trust(self) -> Trust:
        return trust.read_bundle(self.authority.bundle())

    def key(
        self,
        name: str,
        *,
        organisation: str = "",
        is_office: bool = False,
        at=None,
        days: int = 900,
    ) -> SigningKey:
        made = keys.new_key(self.folder, name, organisation, PASSPHRASE, rounds=ROUNDS)
        certificate = self.authority.issue(
            made.path.with_suffix(".csr").read_bytes(), is_office=is_office, at=at, days=days
        )
        keys.adopt(self.folder, made.path.stem, certificate, PASSPHRASE, rounds=ROUNDS)
        return keys.open_key(made.path, PASSPHRASE)


@pytest.fixture(scope="session")
def make_office(tmp_path_factory) -> Callable[[str], Office]:
    def make(name: str) -> Office:
        folder = tmp_path_factory.mktemp("office")
        return Office(folder, authority.make_office(folder, name, PASSPHRASE, rounds=ROUNDS))

    return make


@pytest.fixture(scope="session")
def office(make_office) -> Office:
    """Never revoke in it: tests share it."""
    return make_office("某县爱国卫生运动委员会办公室")


@pytest.fixture(scope="session")
def inspector(office) -> SigningKey:
    return office.key("张三", organisation="检查一组")


@pytest.fixture(scope="session")
def stranger(make_office) -> SigningKey:
    """An inspector of an office that nobody here trusts."""
    return make_office("某县爱国卫生运动委员会办公室").key("张三", organisation="检查一组")
