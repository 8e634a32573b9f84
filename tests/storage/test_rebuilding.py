import re
import zlib

import pytest

from assessor.domain.inspection import Band, Fault, Faults, NotApplicable
from assessor.storage import WorkspaceError
from assessor.storage.database import execute_plain
from tests.builders import (
    ADA,
    OFFICE,
    assessed,
    chain,
    check,
    hour,
    plan,
    prepared_again,
    received,
    revision,
    saying,
    sealed,
)


@pytest.fixture
def filled(workspace):
    """A workspace with a chain, a conflict, a plan and a check with faults."""
    observations = {
        "MARKET.01": Faults((Fault(2, "地面有积水"), Fault(1))),
        "MARKET.02": Band(6, "", (Fault(3),)),
        "MARKET.03": NotApplicable("not_exist"),
    }
    faulty = sealed(revision(check(observations, nonce=7), counter=7))
    contrary = (saying("one", nonce=2, counter=8), saying("other", nonce=2, counter=9))
    for documents in (chain(3)[:2], chain(3)[2:], contrary, [faulty]):
        file = received(*(assessed(each) for each in documents))
        workspace.documents.accept(file, hour(20))
    workspace.documents.accept(received(assessed(plan()), signer=OFFICE), hour(20))
    return workspace


def execute(workspace, statement, *values):
    with workspace._database.writing() as connection:
        return execute_plain(connection, statement, values).rowcount


def test_the_fingerprint_is_short_enough_to_read_out(workspace):
    assert re.fullmatch(r"[0-9a-f]{4}(-[0-9a-f]{4}){3}", workspace.documents.fingerprint())


def test_the_same_documents_have_the_same_fingerprint_in_every_version(filled):
    assert filled.documents.fingerprint() == "2d29-9857-b01f-7fb0"
    filled.documents.set_cutoffs({ADA: 1}, hour(30))  # checks without a head
    assert filled.documents.fingerprint() == "60a5-561e-8ba9-520d"


def test_what_is_derived_anew_equals_what_was_derived_bit_by_bit(filled):
    before = filled.documents.checks(), filled.documents.fingerprint()
    assert filled.documents.rebuild(prepared_again)
    assert (filled.documents.checks(), filled.documents.fingerprint()) == before


def test_a_revoked_key_stays_revoked(filled):
    filled.documents.set_cutoffs({ADA: 8}, hour(30))
    assert filled.documents.conflicts() == ()
    assert filled.documents.rebuild(prepared_again)
    assert filled.documents.conflicts() == ()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE revision SET earned = '50' WHERE earned <> '50'",
        "DELETE FROM ancestor",
        "DELETE FROM planned_site",
        "UPDATE item_result SET lost_num = lost_num + 1",
        "DELETE FROM item_fault WHERE position = 1",
        "UPDATE document SET counter = counter + 100",
        "UPDATE document SET key = 'ff'",
        "UPDATE site_check SET state = 'current' WHERE state = 'conflict'",
        "DELETE FROM check_head",
    ],
)
def test_whatever_was_tampered_with_is_found_and_put_right(filled, tampering):
    good = filled.documents.checks(), filled.documents.gaps(), filled.documents.fingerprint()
    assert execute(filled, tampering)
    assert not filled.documents.rebuild(prepared_again)
    assert filled.documents.rebuild(prepared_again)
    assert (
        filled.documents.checks(),
        filled.documents.gaps(),
        filled.documents.fingerprint(),
    ) == good


def test_a_body_that_was_changed_is_found_and_nothing_is_replaced(filled):
    document = saying("one", nonce=2, counter=8)
    before = filled.documents.checks()
    forged = zlib.compress(document.body.replace(b"one", b"two"))
    assert execute(
        filled,
        "UPDATE body SET deflated = ? WHERE document = (SELECT id FROM document WHERE digest = ?)",
        forged,
        bytes.fromhex(document.digest),
    )
    with pytest.raises(WorkspaceError, match=document.digest[:12]):
        filled.documents.rebuild(prepared_again)
    assert filled.documents.checks() == before


def test_a_body_that_cannot_be_unpacked_is_a_sentence(filled):
    assert execute(filled, "UPDATE body SET deflated = ?", b"\0")
    with pytest.raises(WorkspaceError, match="damaged"):
        filled.documents.rebuild(prepared_again)
    with pytest.raises(WorkspaceError, match="damaged"):
        filled.documents.body(saying("one", nonce=2, counter=8).digest)


def test_item_rows_tell_exactly_what_is_not_at_full_marks(filled):
    with filled._database.reading() as connection:
        rows = execute_plain(
            connection,
            "SELECT item, kind, lost_num, lost_den, reason FROM item_result JOIN revision"
            " USING (document) WHERE check_id = ? ORDER BY item",
            (check(nonce=7).id,),
        ).fetchall()
        faults = execute_plain(
            connection, "SELECT item, count, lost_num FROM item_fault ORDER BY document, position"
        ).fetchall()
    assert rows == [
        ("MARKET.01", "lost", 3, 1, ""),
        ("MARKET.02", "lost", 4, 1, ""),
        ("MARKET.03", "not_applicable", 0, 1, "not_exist"),
        ("MARKET.04", "open", 10, 1, ""),
        ("MARKET.05", "open", 10, 1, ""),
    ]
    assert faults == [
        ("MARKET.01", 2, 2),
        ("MARKET.01", 1, 1),
        ("MARKET.02", 3, 4),
    ]
