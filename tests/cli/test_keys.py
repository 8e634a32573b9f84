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
    (tmp_path / "x.csr").write_bytes(b"")
    typed("wrong")
    said = assessor("--profile", office, "keys", "issue", tmp_path / "x.csr", tmp_path / "x.crt")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert not (tmp_path / "x.crt").exists()


def test_something_else_than_a_bundle_is_refused(assessor, tmp_path):
    (tmp_path / "x.trust").write_text("not a bundle")
    said = assessor("--profile", tmp_path / "p", "keys", "trust", tmp_path / "x.trust")
    assert (said.code, len(said.err.splitlines())) == (1, 1)


def test_an_office_without_a_passphrase_leaves_nothing_behind(assessor, typed, tmp_path):
    typed("")
    said = assessor("--profile", tmp_path, "keys", "init-office", "--name", "某县爱卫办")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert not any((tmp_path / "keys" / "office").iterdir())


def test_a_closed_standard_input_is_an_empty_passphrase(assessor, monkeypatch, tmp_path):
    monkeypatch.setattr("sys.stdin", None)
    said = assessor("--profile", tmp_path, "keys", "new", "--name", "王检查")
    assert (said.code, len(said.err.splitlines())) == (1, 1)


class _Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    """A terminal where somebody types these passphrases, then Ctrl-D."""

    def type_in(*passphrases):
        waiting = iter(passphrases)

        def ask(_prompt):
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("sys.stdin", _Terminal())
        monkeypatch.setattr("getpass.getpass", ask)

    return type_in


def test_a_new_passphrase_is_typed_twice_on_a_terminal(assessor, terminal, tmp_path):
    new = ("--profile", tmp_path, "keys", "new", "--name", "王检查")
    terminal("one", "another")
    said = assessor(*new)
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert not list(tmp_path.rglob("*.p12"))
    terminal("one")
    assert assessor(*new).err == "Cancelled; nothing half-done was kept.\n"
    terminal("one", "one")
    assert assessor(*new).code == 0
    (key,) = tmp_path.rglob("*.p12")
    assert signing_keys.request(key.parent, key.name, "one")


def test_only_an_office_certifies(assessor, typed, tmp_path):
    typed()
    said = assessor("--profile", tmp_path, "keys", "issue", tmp_path / "x.csr", tmp_path / "x.crt")
    assert (said.code, len(said.err.splitlines())) == (1, 1)


def test_a_profile_that_trusts_nobody_has_no_bundle_to_hand_on(assessor, tmp_path):
    said = assessor("--profile", tmp_path / "p", "keys", "bundle", tmp_path / "b.trust")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert not (tmp_path / "b.trust").exists()


def test_a_lost_key_is_declared_and_the_new_bundle_called_for(assessor, typed, tmp_path):
    office, laptop, certificate = tmp_path / "office", tmp_path / "laptop", tmp_path / "x.crt"
    typed()
    assessor("--profile", office, "keys", "init-office", "--name", "某县爱卫办")
    typed()
    assessor("--profile", laptop, "keys", "new", "--name", "王检查")
    (request,) = laptop.rglob("*.csr")
    typed()
    assessor("--profile", office, "keys", "issue", request, certificate)
    (key,) = assessor("--profile", laptop, "keys", "list", "--json").rows
    typed()
    said = assessor("--profile", office, "keys", "revoke", key["key"], "--last-counter", "3")
    assert (said.code, said.err) == (0, "")
    assert f"Key {key['key']} is declared lost" in said.out


def test_an_authority_is_copied_to_sticks_and_used_from_there(assessor, typed, tmp_path):
    office, laptop = tmp_path / "office", tmp_path / "laptop"
    stick, travelling = tmp_path / "stick", tmp_path / "travelling"
    stick.mkdir()
    travelling.mkdir()
    typed()
    assessor("--profile", office, "keys", "init-office", "--name", "某县爱卫办")
    typed()
    assert assessor("--profile", office, "keys", "copy-office", stick).code == 0
    (office / "keys" / "office" / "root.p12").unlink()  # from now on it is on the stick alone
    typed()
    assessor("--profile", laptop, "keys", "new", "--name", "王检查")
    (key,) = (laptop / "keys").glob("*.p12")
    request = travelling / "wang.csr"
    typed()
    assessor("--profile", laptop, "keys", "request", key.name, request)
    (row,) = assessor("--profile", laptop, "keys", "list", "--json").rows
    shown = assessor("--profile", office, "keys", "show", request).out
    assert row["key"] in shown.replace(" ", "")

    certificate = travelling / "wang.crt"
    typed()
    said = assessor(
        "--profile", office, "keys", "issue", request, certificate, "--root", stick, "--days", 20
    )
    assert said.code == 0
    assert (travelling / "wang.trust").exists()
    typed()
    assert assessor("--profile", laptop, "keys", "adopt", key.name, certificate).code == 0
    steps = assessor("--profile", laptop, "keys", "steps")
    assert "ends on" in steps.err
    assert "next" in steps.out.splitlines()[1]

    again = travelling / "again.csr"
    typed()
    assert assessor("--profile", laptop, "keys", "renew", key.stem, again).code == 0
    assert "Renews" in assessor("--profile", office, "keys", "show", again).out
    typed()
    revoked = (row["key"], "--root", stick, "--reason", "left", "--since", "2026-11-01")
    said = assessor("--profile", office, "keys", "revoke", *revoked)
    assert (said.code, "--last-counter" in said.err) == (1, True)
    typed()
    said = assessor("--profile", office, "keys", "revoke", *revoked, "--last-counter", 3)
    assert said.code == 0
    assert assessor("--profile", office, "keys", "show", again).code == 1


def test_without_the_stick_nothing_is_certified(assessor, typed, tmp_path):
    typed()
    said = assessor("--profile", tmp_path, "keys", "copy-office", tmp_path)
    assert (said.code, len(said.err.splitlines())) == (1, 1)
