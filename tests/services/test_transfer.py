import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assessor.errors import AssessorError
from assessor.exchange.codec import decode
from assessor.paths import shipped
from assessor.services import crew, judging_files
from assessor.services.rebuilding import rebuild
from assessor.services.sealing import pack_documents
from assessor.services.transfer import export_check, merge_files, rescore, result_files
from assessor.signing.trust import keep_bundle
from assessor.standards import Library
from tests.actors import NOON, site


def test_folders_are_searched_and_files_are_taken_as_named(tmp_path):
    for name in ("b/2.ASICE", "b/1.asice", "b/c/3.asice", "b/notes.txt", "4.bin"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = result_files([tmp_path / "4.bin", tmp_path / "b"])
    assert [path.name for path in found] == ["4.bin", "1.asice", "2.ASICE", "3.asice"]


def test_a_check_of_an_unknown_standard_waits_and_is_scored_once_it_arrives(people, tmp_path):
    zhang, clerk, _chief = people
    stick = zhang.exports(zhang.checks(site(), faults=2).check_id, tmp_path / "stick")
    empty = tmp_path / "standards"
    shutil.copytree(shipped("standards") / "common", empty / "common")
    poor = Library(empty)

    (merged,) = merge_files(clerk.workspace, poor, clerk.trust, [stick], NOON)
    assert merged.outcome == "pending"
    assert not clerk.workspace.documents.checks()[0].scored
    before = clerk.fingerprint

    assert rescore(clerk.workspace, poor, NOON) == 0
    assert rescore(clerk.workspace, clerk.library, NOON) == 1
    (header,) = clerk.workspace.documents.checks()
    assert (header.scored, header.earned) == (True, 98)
    assert clerk.fingerprint == before


def test_what_waits_is_scored_by_the_next_merge(people, tmp_path):
    zhang, clerk, _chief = people
    stick = zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")
    shutil.copytree(shipped("standards") / "common", tmp_path / "standards" / "common")
    merge_files(clerk.workspace, Library(tmp_path / "standards"), clerk.trust, [stick], NOON)
    clerk.merges()
    assert clerk.workspace.documents.unscored() == ()


def test_an_export_goes_to_a_file_or_into_a_folder(people, tmp_path):
    zhang, *_office = people
    signed = zhang.checks(site())
    named = export_check(zhang.workspace, signed.check_id, tmp_path / "named.asice")
    inside = export_check(zhang.workspace, signed.check_id, tmp_path)
    assert inside.parent == tmp_path
    assert inside.name.startswith(site().code)
    assert named.read_bytes() == inside.read_bytes()


def test_a_wrong_score_is_refused_whether_the_standard_came_before_the_file_or_after(
    people, tmp_path
):
    zhang, clerk, chief = people
    right = zhang.exports(zhang.checks(site(1)).check_id, tmp_path / "stick")
    signed = zhang.checks(site(2), faults=2)
    revision = decode(zhang.workspace.documents.body(signed.digest)).document
    wrong = tmp_path / "wrong.asice"
    embellished = replace(revision, score=replace(revision.score, earned="99"))
    content, _sealed = pack_documents(
        [embellished], zhang.workspace.photos.picture, zhang.key, NOON
    )
    wrong.write_bytes(content)
    shutil.copytree(shipped("standards") / "common", tmp_path / "standards" / "common")
    poor = Library(tmp_path / "standards")

    merge_files(clerk.workspace, poor, clerk.trust, [wrong, right], NOON)
    assert len(clerk.workspace.documents.checks()) == 2
    assert not rebuild(clerk.workspace, clerk.library)  # one more is scored than before
    clerk.merges()
    chief.merges(wrong, right)
    assert clerk.fingerprint == chief.fingerprint
    (header,) = clerk.workspace.documents.checks()
    assert header.site == site(1).code
    (here,), (there,) = (each.workspace.documents.quarantined() for each in (clerk, chief))
    assert (here.sha, here.reason) == (there.sha, there.reason)
    assert rebuild(clerk.workspace, clerk.library)


def test_a_name_in_another_encoding_is_shown_as_well_as_it_can_be(people, tmp_path):
    _zhang, clerk, _chief = people
    odd = os.fsencode(tmp_path) + "/市场.asice".encode("gbk")
    with open(odd, "wb") as file:
        file.write(b"no result file")
    (merged,) = clerk.merges(Path(os.fsdecode(odd)))
    assert merged.outcome == "quarantined"
    assert merged.file.encode("utf-8").endswith(b".asice")
    (kept,) = clerk.workspace.documents.quarantined()
    assert kept.file_name.endswith(".asice")


def test_files_that_are_not_there_leave_no_receipt(people, tmp_path):
    _zhang, clerk, _chief = people
    assert [each.outcome for each in clerk.merges(tmp_path / "gone.asice")] == ["quarantined"]
    assert clerk.workspace.documents.imports() == ()


def test_what_was_signed_after_the_key_was_lost_says_so(people, tmp_path):
    zhang, clerk, _chief = people
    stick = zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")
    zhang.authority.revoke(zhang.key.key_id, last_counter=0)
    keep_bundle(clerk.paths.keys, zhang.authority.bundle())
    (merged,) = clerk.merges(stick)
    assert "declared lost" in merged.reason
    assert clerk.workspace.documents.checks()[0].state == "void"


def test_a_check_in_conflict_is_not_exported_as_one_of_its_sides(people):
    zhang = people[0]
    first = zhang.checks(site())
    with pytest.raises(AssessorError, match="not signed"):
        export_check(zhang.workspace, "unknown", Path("x"))
    zhang.authority.revoke(zhang.key.key_id, last_counter=0)
    keep_bundle(zhang.paths.keys, zhang.authority.bundle())
    zhang.merges()
    with pytest.raises(AssessorError, match="revoked"):
        export_check(zhang.workspace, first.check_id, Path("x"))


def test_of_what_was_looked_at_a_clerk_takes_in_some(people, tmp_path):
    zhang, clerk, _chief = people
    stick = tmp_path / "stick"
    wanted, other = (zhang.exports(zhang.checks(site(n)).check_id, stick) for n in (1, 2))
    looked_at = clerk.merges(wanted, other, preview=True)
    assert {each.path for each in looked_at} == {wanted, other}
    chosen = [each.path for each in looked_at if each.path == wanted]
    (taken,) = clerk.merges(*chosen)
    assert (taken.path, taken.outcome) == (wanted, "new")
    assert [each.path for each in clerk.merges(wanted, other)] == [wanted, other]
    assert len(clerk.workspace.documents.checks()) == 2


@pytest.mark.parametrize("at_once", [1, 20])
def test_a_preview_tells_what_files_do_to_one_another(people, tmp_path, monkeypatch, at_once):
    monkeypatch.setattr(judging_files, "_GROUP", at_once)
    zhang, clerk, _chief = people
    signed = zhang.checks(site())
    first = zhang.exports(signed.check_id, tmp_path / "stick")
    revision = decode(zhang.workspace.documents.body(signed.digest)).document
    contrary = replace(revision, counter=2, check=replace(revision.check, remarks="另有说法"))
    content, _sealed = pack_documents([contrary], zhang.workspace.photos.picture, zhang.key, NOON)
    second = tmp_path / "contrary.asice"
    second.write_bytes(content)
    paths = first, Path(shutil.copy(first, tmp_path / "copy.asice")), second
    looked_at = clerk.merges(*paths, preview=True)
    assert [each.outcome for each in looked_at] == ["new", "same", "conflict"]
    assert clerk.workspace.documents.checks() == ()
    assert clerk.merges(*paths) == looked_at


def test_many_files_are_judged_by_other_processes_and_taken_in_order(people, tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "_LONG", 0.0)  # any work counts as long
    zhang, clerk, _chief = people
    first = zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")
    copies = [shutil.copy(first, tmp_path / f"{number:03}.asice") for number in range(65)]
    (tmp_path / "050.asice").write_bytes(b"damaged")
    reported = []
    merged = merge_files(
        clerk.workspace,
        clerk.library,
        clerk.trust,
        copies,
        NOON,
        lambda done, total: reported.append((done, total)),
        jobs=1,
    )
    assert [each.path for each in merged] == copies
    assert merged[0].outcome == "new"
    assert {each.path.name for each in merged if each.outcome == "quarantined"} == {"050.asice"}
    assert sum(each.outcome == "same" for each in merged) == 63
    assert reported[0] == (0, 65)
    assert reported[-1] == (65, 65)
    assert reported == sorted(reported)
    (record,) = clerk.workspace.documents.imports()
    assert [each.name for each in record.files] == [path.name for path in copies]
    assert record.fingerprint == clerk.fingerprint


def test_files_of_an_honest_key_are_known_though_another_one_was_lost(people, tmp_path):
    zhang, clerk, chief = people
    stick = zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")
    clerk.merges(stick)
    zhang.authority.revoke(chief.key.key_id, last_counter=0)
    keep_bundle(clerk.paths.keys, zhang.authority.bundle())
    assert clerk.trust.cutoffs
    assert clerk.workspace.documents.taken_before(clerk.trust.cutoffs)
    (again,) = clerk.merges(stick)
    assert (again.outcome, again.checks) == ("same", 1)
