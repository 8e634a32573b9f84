import hashlib
import random

import pytest

from assessor.signing import der
from assessor.signing.timestamps import check_token, make_token
from assessor.signing.trust import State
from tests.signing.conftest import NOW

DIGEST = hashlib.sha256(b"manifest").digest()


@pytest.fixture(scope="module")
def clerk(office):
    return office.key("爱卫办", is_office=True)


@pytest.fixture(scope="module")
def token(clerk):
    return make_token(DIGEST, clerk, NOW)


def test_a_token_says_who_held_what_and_when(token, clerk, office):
    said = check_token(DIGEST, token)
    assert said.at == NOW
    standing = office.trust.judge_timestamp(said.certificate, NOW)
    assert (standing.state, standing.signer) == (State.TRUSTED, clerk.signer)


def test_the_certificates_for_signing_and_for_the_time_are_not_exchanged(clerk, office):
    trust = office.trust
    assert trust.judge_timestamp(clerk.certificate, NOW).state is State.UNSUITABLE
    assert trust.judge(clerk.timestamp_certificate, NOW).state is State.UNSUITABLE


def test_a_token_of_something_else_says_nothing(token):
    with pytest.raises(ValueError, match="something else"):
        check_token(hashlib.sha256(b"other").digest(), token)


def test_a_token_with_the_nonce_of_a_question_is_read(clerk):
    assert check_token(DIGEST, make_token(DIGEST, clerk, NOW, nonce=1 << 62)).at == NOW


def test_a_signature_of_a_manifest_is_no_token(clerk):
    with pytest.raises(ValueError, match="unpack"):
        check_token(DIGEST, clerk.sign_manifest(b"manifest", NOW))


def test_no_flipped_bit_of_a_token_is_accepted(token):
    dice = random.Random(4)
    for _ in range(1_500):
        bent = bytearray(token)
        bent[dice.randrange(len(bent))] ^= 1 << dice.randrange(8)
        with pytest.raises(ValueError, match=r"."):
            check_token(DIGEST, bytes(bent))
    for cut in (b"", token[:-1], token + b"\0", der.sequence(token)):
        with pytest.raises(ValueError, match=r"."):
            check_token(DIGEST, cut)
