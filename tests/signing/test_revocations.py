from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.signing import revocations
from assessor.signing.revocations import LostKey
from tests.signing.conftest import NOW

lost_keys = st.builds(
    LostKey,
    serial=st.integers(1, 1 << 158),
    key_id=st.integers(0, 16**32 - 1).map(lambda number: f"{number:032x}"),
    last_counter=st.integers(0, 1 << 53),
    declared=st.integers(0, 10**9).map(lambda seconds: NOW - timedelta(seconds=seconds)),
)


@given(st.integers(0, 1 << 60), st.lists(lost_keys, max_size=4, unique_by=lambda key: key.serial))
@settings(max_examples=25, deadline=None)
def test_reading_a_list_gives_back_what_was_written(office, number, lost):
    key, root = office.authority._key, office.authority._root
    written = revocations.write_list(key, root, number, lost, NOW)
    read = revocations.read_list(written.encoded)
    assert (read.number, read.issued, read.lost) == (number, NOW, tuple(lost))
    assert read == written
    assert revocations.is_list_of(read, root)


def test_a_list_of_another_root_is_not_ours(office, make_office):
    namesake = make_office(office.authority.root.name).authority
    revoked = office.authority.root.revoked
    assert not revocations.is_list_of(revoked, namesake._root)


def test_a_list_of_another_program_is_refused(office):
    root, entry = office.authority._root, x509.RevokedCertificateBuilder()
    entry = entry.serial_number(5).revocation_date(NOW).build()
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(NOW)
        .next_update(NOW + timedelta(days=1))
    )
    numbered = builder.add_extension(x509.CRLNumber(1), critical=False)
    for other in (builder, numbered.add_revoked_certificate(entry)):
        encoded = other.sign(office.authority._key, SHA256()).public_bytes(Encoding.DER)
        with pytest.raises(ValueError, match="extension is missing"):
            revocations.read_list(encoded)
