import hashlib
from dataclasses import replace

from assessor.domain.inspection import Fault, Faults
from assessor.storage import ImportedFile, Outcome, Refused, prepared
from tests.builders import assessed, check, hour, photo, received, revision, saying

BAD = b"not a container"
SHA = hashlib.sha256(BAD).hexdigest()
DAMAGED = Refused("b.asice", "damaged", BAD, retry=False)
FOUND = ImportedFile("found.asice", Outcome.SAME, "", 3, 0, 0)


def test_an_import_lists_its_files_in_order(workspace):
    number = workspace.documents.begin_import(hour(1))
    file = received(assessed(saying("first")), file_name="a.asice")
    brought = [prepared(file), DAMAGED, prepared(file), replace(FOUND, name="c.asice")]
    workspace.documents.take_in(number, brought, hour(1))
    later = workspace.documents.begin_import(hour(2))

    second, first = workspace.documents.imports()
    assert (second.id, second.at, second.files) == (later, hour(2), ())
    assert (first.id, first.at) == (number, hour(1))
    assert [(each.name, each.outcome, each.reason, each.checks) for each in first.files] == [
        ("a.asice", Outcome.NEW, "", 1),
        ("b.asice", Outcome.QUARANTINED, "damaged", 0),
        ("a.asice", Outcome.SAME, "", 1),
        ("c.asice", Outcome.SAME, "", 3),
    ]


def test_what_is_signed_here_is_no_import(workspace):
    workspace.documents.accept(received(assessed(saying("first"))), hour(1))
    assert workspace.documents.imports() == ()


def test_photos_expected_and_received_are_noted(workspace):
    there, missing = photo(b"one"), photo(b"two")
    fault = Fault(photos=(there.digest, missing.digest))
    document = revision(check({"MARKET.01": Faults((fault,))}), photos=(there, missing))
    number = workspace.documents.begin_import(hour(1))
    file = received(assessed(document), pictures=[b"one"])
    workspace.documents.take_in(number, [prepared(file)], hour(1))
    (noted,) = workspace.documents.imports()[0].files
    assert (noted.photos_expected, noted.photos_received) == (2, 1)


def test_a_refused_file_is_kept_byte_for_byte(workspace):
    workspace.documents.quarantine(DAMAGED, hour(1))
    (kept,) = workspace.documents.quarantined()
    assert (kept.sha, kept.file_name, kept.reason) == (SHA, "b.asice", "damaged")
    assert (kept.at, kept.retry) == (hour(1), False)
    assert workspace.documents.quarantined_file(SHA).read_bytes() == BAD
    assert workspace.documents.to_retry() == ()


def test_refusing_a_file_again_tells_the_latest_reason(workspace):
    workspace.documents.quarantine(DAMAGED, hour(1))
    unknown = Refused("stick.asice", "unknown signer", BAD, retry=True)
    workspace.documents.quarantine(unknown, hour(2))
    (kept,) = workspace.documents.to_retry()
    assert (kept.sha, kept.file_name, kept.reason) == (SHA, "stick.asice", "unknown signer")


def test_a_released_file_is_gone(workspace):
    workspace.documents.quarantine(DAMAGED, hour(1))
    workspace.documents.release(SHA)
    assert workspace.documents.quarantined() == ()
    assert not workspace.documents._kept.quarantined(SHA).exists()
    workspace.documents.release(SHA)


def test_the_quarantine_is_no_part_of_the_fingerprint(workspace):
    before = workspace.documents.fingerprint()
    workspace.documents.quarantine(DAMAGED, hour(1))
    assert workspace.documents.fingerprint() == before


def test_a_file_is_known_by_its_digest_while_what_it_brought_is_here_whole(workspace):
    file = replace(received(assessed(saying("first"))), sha=SHA)
    size = len(file.container.content)
    number = workspace.documents.begin_import(hour(1))
    workspace.documents.take_in(number, [prepared(file)], hour(1))
    assert workspace.documents.taken_before() == {SHA}
    assert workspace.documents.taken_before([file.signer.key]) == frozenset()
    (known,) = workspace.documents.known_files({SHA: size, "00" * 32: 1}).values()
    assert (known.sha, known.outcome, known.checks) == (SHA, Outcome.SAME, 1)
    assert workspace.documents.known_files({SHA: size + 1}) == {}
    workspace.documents.undo_import(number, hour(2))
    assert workspace.documents.taken_before() == frozenset()
