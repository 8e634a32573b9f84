import hashlib

from assessor.domain.inspection import Fault, Faults
from assessor.storage import Outcome
from tests.builders import assessed, check, hour, photo, received, revision, saying

BAD = b"not a container"
SHA = hashlib.sha256(BAD).hexdigest()


def test_an_import_lists_its_files_in_order(workspace):
    number = workspace.documents.begin_import(hour(1))
    file = received(assessed(saying("first")), file_name="a.asice")
    workspace.documents.accept(file, hour(1), import_id=number)
    workspace.documents.quarantine(
        "b.asice", "damaged", BAD, hour(1), retry=False, import_id=number
    )
    workspace.documents.accept(file, hour(1), import_id=number)
    later = workspace.documents.begin_import(hour(2))

    second, first = workspace.documents.imports()
    assert (second.id, second.at, second.files) == (later, hour(2), ())
    assert (first.id, first.at) == (number, hour(1))
    assert [(each.name, each.outcome, each.reason, each.checks) for each in first.files] == [
        ("a.asice", Outcome.NEW, "", 1),
        ("b.asice", Outcome.QUARANTINED, "damaged", 0),
        ("a.asice", Outcome.SAME, "", 1),
    ]


def test_what_is_signed_here_is_no_import(workspace):
    workspace.documents.accept(received(assessed(saying("first"))), hour(1))
    assert workspace.documents.imports() == ()


def test_photos_expected_and_received_are_noted(workspace):
    there, missing = photo(b"one"), photo(b"two")
    fault = Fault(photos=(there.digest, missing.digest))
    document = revision(check({"MARKET.01": Faults((fault,))}), photos=(there, missing))
    number = workspace.documents.begin_import(hour(1))
    workspace.documents.accept(
        received(assessed(document), pictures=[b"one"]), hour(1), import_id=number
    )
    (noted,) = workspace.documents.imports()[0].files
    assert (noted.photos_expected, noted.photos_received) == (2, 1)


def test_a_refused_file_is_kept_byte_for_byte(workspace):
    sha = workspace.documents.quarantine("b.asice", "damaged", BAD, hour(1), retry=False)
    assert sha == SHA
    (kept,) = workspace.documents.quarantined()
    assert (kept.sha, kept.file_name, kept.reason) == (SHA, "b.asice", "damaged")
    assert (kept.at, kept.retry) == (hour(1), False)
    assert workspace.documents.quarantined_file(SHA).read_bytes() == BAD
    assert workspace.documents.to_retry() == ()


def test_refusing_a_file_again_tells_the_latest_reason(workspace):
    workspace.documents.quarantine("b.asice", "damaged", BAD, hour(1), retry=False)
    workspace.documents.quarantine("stick.asice", "unknown signer", BAD, hour(2), retry=True)
    (kept,) = workspace.documents.to_retry()
    assert (kept.sha, kept.file_name, kept.reason) == (SHA, "stick.asice", "unknown signer")


def test_a_released_file_is_gone(workspace):
    workspace.documents.quarantine("b.asice", "damaged", BAD, hour(1), retry=True)
    workspace.documents.release(SHA)
    assert workspace.documents.quarantined() == ()
    assert not workspace.documents._kept.quarantined(SHA).exists()
    workspace.documents.release(SHA)


def test_the_quarantine_is_no_part_of_the_fingerprint(workspace):
    before = workspace.documents.fingerprint()
    workspace.documents.quarantine("b.asice", "damaged", BAD, hour(1), retry=True)
    assert workspace.documents.fingerprint() == before
