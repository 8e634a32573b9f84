import io

import pytest

from assessor.signing import keys as signing_keys
from tests.actors import PASSPHRASE


@pytest.fixture
def typed(monkeypatch):
    """Whatever asks for a passphrase gets it."""

    def type_in(passphrase=PASSPHRASE):
        monkeypatch.setattr("sys.stdin", io.StringIO(passphrase + "\n"))

    return type_in


def test_an_inspector_is_certified_step_by_step(assessor, typed, tmp_path):
    office, laptop = tmp_path / "office", tmp_path / "laptop"
    typed()
    assert assessor("--profile", office, "keys", "init-office", "--name", "某县爱卫办").code == 0
    typed()
    made = assessor("--profile", laptop, "keys", "new", "--name", "王检查")
    assert made.code == 0
    key = next((laptop / "keys").glob("*.p12"))
    typed()
    request, certificate = tmp_path / "wang.csr", tmp_path / "wang.crt"
    assert assessor("--profile", laptop, "keys", "request", key.name, request).code == 0
    typed()
    assert assessor("--profile", office, "keys", "issue", request, certificate).code == 0
    typed()
    assert assessor("--profile", laptop, "keys", "adopt", key.name, certificate).code == 0

    (row,) = assessor("--profile", laptop, "keys", "list", "--json").rows
    assert (row["name"], row["certified"], row["office"]) == ("王检查", True, False)
    assert signing_keys.open_key(key, PASSPHRASE).name == "王检查"


def test_a_wrong_passphrase_is_refused_and_nothing_is_issued(assessor, typed, tmp_path):
    office = tmp_path / "office"
    typed()
    assessor("--profile", office, "keys", "init-office", "--name", "某县爱卫办")
    typed("wrong")
    said = assessor("--profile", office, "keys", "issue", tmp_path / "x.csr", tmp_path / "x.crt")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert not (tmp_path / "x.crt").exists()


def test_something_else_than_a_bundle_is_refused(assessor, tmp_path):
    (tmp_path / "x.trust").write_text("not a bundle")
    said = assessor("--profile", tmp_path / "p", "keys", "trust", tmp_path / "x.trust")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
