"""The algorithms that signatures may be made with, each behind the same few functions.

ECDSA on P-256 signs everything. SM2 with SM3, where Chinese rules ask for it, signs result
files only and needs an extra library; see `sm2`. A key's first bytes say which one it is for.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from assessor.signing import der, sm2

ECDSA = ec.ECDSA(SHA256())


@dataclass(frozen=True, slots=True)
class Algorithm:
    """One way to sign. Identifiers are DER; a key is SubjectPublicKeyInfo in DER.

    `verify` takes the key's point, the signature and the content.
    """

    name: str
    key_prefix: bytes
    digest_identifier: bytes
    signature_identifier: bytes
    digest: Callable[[bytes], bytes]
    verify: Callable[[bytes, bytes, bytes], bool]

    def is_signed(self, public_key: bytes, signature: bytes, content: bytes) -> bool:
        """Whether a key made this signature of the content."""
        return public_key.startswith(self.key_prefix) and self.verify(
            public_key[len(self.key_prefix) :], signature, content
        )


def _sha_256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _is_ecdsa(point: bytes, signature: bytes, content: bytes) -> bool:
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        key.verify(signature, content, ECDSA)
    except (InvalidSignature, ValueError):
        return False
    return True


P256 = Algorithm(
    name="ECDSA P-256 SHA-256",
    key_prefix=bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200"),
    digest_identifier=der.sequence(der.identifier("2.16.840.1.101.3.4.2.1")),
    signature_identifier=der.sequence(der.identifier("1.2.840.10045.4.3.2")),
    digest=_sha_256,
    verify=_is_ecdsa,
)

#: GB/T 32918 and GB/T 32905, identifiers as in GB/T 33560.
SM2 = Algorithm(
    name="SM2 SM3",
    key_prefix=bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200"),
    digest_identifier=der.sequence(der.identifier("1.2.156.10197.1.401")),
    signature_identifier=der.sequence(der.identifier("1.2.156.10197.1.501")),
    digest=sm2.digest,
    verify=sm2.is_signed,
)


def algorithm_of(public_key: bytes) -> Algorithm:
    """The algorithm that a key is for; `ValueError` if it is none of ours."""
    for algorithm in (P256, SM2):
        if public_key.startswith(algorithm.key_prefix):
            return algorithm
    raise ValueError("a key of another kind")
