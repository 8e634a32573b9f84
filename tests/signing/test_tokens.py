import json
import shutil
import subprocess
from pathlib import Path

import pytest

from assessor.signing import keys
from assessor.signing.cms import check_manifest
from assessor.signing.judging import verify_pdf
from assessor.signing.keyfiles import SigningError
from assessor.signing.pdf import sign_pdf
from tests.signing.conftest import NOW
from tests.signing.reports import report, stamp

PIN = "648219"
MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture(scope="module")
def token(tmp_path_factory):
    """A software token of its own; its label."""
    pytest.importorskip("pkcs11")
    if shutil.which("softhsm2-util") is None or not MODULE.exists():
        pytest.skip("the software token softhsm2 is not installed")
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        command = ["softhsm2-util", "--init-token", "--free", "--label", "inspector"]
        subprocess.run(
            [*command, "--pin", PIN, "--so-pin", "1234"], check=True, capture_output=True
        )
        yield "inspector"


@pytest.fixture(scope="module")
def made(token, office, tmp_path_factory):
    """A certified key on the token."""
    folder = tmp_path_factory.mktemp("keys")
    new = keys.new_token_key(folder, "张三", "检查一组", PIN, module=MODULE, token=token)
    issued = office.authority.issue(new.path.with_suffix(".csr").read_bytes(), is_office=False)
    return keys.adopt(folder, new.path.stem, issued, PIN)


def test_a_key_on_a_token_signs_result_files_and_reports(made, office):
    key = keys.open_key(made.path, PIN)
    assert (key.key_id, key.name) == (made.key_id, "张三")
    signature = key.sign_manifest(b"manifest", NOW)
    assert check_manifest(b"manifest", signature, office.trust) == key.signer
    content = sign_pdf(report(), key, "Inspector", stamp(), NOW, certify=True)
    assert verify_pdf(content, office.trust).good


def test_the_key_never_leaves_the_token_nor_the_pin_the_hand(made):
    told = json.loads(made.path.read_bytes())
    assert set(told) == {"format", "module", "token", "key"}
    for path in made.path.parent.iterdir():
        assert PIN.encode() not in path.read_bytes()
        assert b"PRIVATE" not in path.read_bytes()


def test_a_key_on_a_token_is_listed_and_asks_again(made):
    assert [each.path for each in keys.list_keys(made.path.parent)] == [made.path]
    assert b"REQUEST" in keys.request(made.path.parent, made.path.stem, PIN)


def test_a_wrong_pin_is_a_sentence(made):
    with pytest.raises(SigningError, match="PIN is wrong"):
        keys.open_key(made.path, "000000")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"token": "another"}, "not plugged in"),
        ({"module": "/nowhere.so"}, "not plugged in"),
        ({"key": "00"}, "not on this token"),
        ({"key": "x"}, "names no token"),
        ({"module": 7}, "names no token"),
    ],
)
def test_a_token_that_cannot_be_used_is_a_sentence(made, tmp_path, change, words):
    path = tmp_path / made.path.name
    path.write_text(json.dumps(json.loads(made.path.read_bytes()) | change))
    with pytest.raises(SigningError, match=words):
        keys.open_key(path, PIN)
    path.write_bytes(b"garbage")
    with pytest.raises(SigningError, match="names no token"):
        keys.open_key(path, PIN)
