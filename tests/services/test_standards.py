import shutil
from dataclasses import replace

import pytest

from assessor.domain.inspection import Visit
from assessor.paths import shipped
from assessor.services.assessing import form_of
from assessor.services.fieldwork import begin_draft, new_check
from assessor.services.standards import keep_copies, lend_copies
from assessor.services.transfer import merge_files
from assessor.standards import Library
from assessor.storage import Workspace
from tests.actors import NOON, site
from tests.standards.standard_files import change, standard
from tests.standards.test_borrowing import borrowing


@pytest.fixture
def root(tmp_path):
    """Standards of an office's own, one of them with the forms of the other."""
    borrowing(tmp_path / "standards")
    return tmp_path / "standards"


@pytest.fixture
def workspace(tmp_path):
    with Workspace(tmp_path / "own.assessor") as opened:
        yield opened


def test_a_draft_opens_though_its_standard_was_removed(root, workspace):
    library = Library(root)
    read = library.standard("AREA-2031")
    check = new_check(workspace, replace(site(), site_type="SHOP"), read.ref, Visit(NOON))
    begin_draft(workspace, library, check, "SHOP.01")
    shutil.rmtree(root)

    later = Library(root)
    assert later.by_ref(read.ref) is None
    lend_copies(workspace, later)
    kept = workspace.drafts.get(check.id).check
    assert form_of(kept, later) == (read, read.site_type("SHOP"))


def test_a_revision_is_kept_with_what_it_rests_on(root, workspace):
    library = Library(root)
    read = library.standard("AREA-2031")
    keep_copies(workspace, library, [read.ref])
    assert workspace.standard_copies.refs() == {read.ref, read.forms}


def test_what_is_not_at_hand_is_passed_over(root, workspace):
    library = Library(root)
    ref = library.standard("SHOP-2030").ref
    keep_copies(workspace, library, [replace(ref, digest="0" * 64), replace(ref, revision=9)])
    assert workspace.standard_copies.refs() == frozenset()


def test_a_folder_that_changed_since_it_was_read_is_not_kept(tmp_path, workspace):
    folder = standard(tmp_path / "standards")
    library = Library(tmp_path / "standards")
    ref = library.standard("SHOP-2030").ref
    change(folder, "site_types/SHOP.toml", "地面洁净", "地面很洁净")
    keep_copies(workspace, library, [ref])
    assert workspace.standard_copies.refs() == frozenset()


def test_signed_checks_score_though_the_standard_was_removed(people, tmp_path):
    zhang, clerk, _chief = people
    signed = zhang.checks(site(), faults=2)
    first = zhang.exports(signed.check_id, tmp_path / "first")
    second = zhang.exports(zhang.checks(site(2)).check_id, tmp_path / "second")
    own = tmp_path / "standards"
    shutil.copytree(shipped("standards"), own)
    (merged,) = merge_files(clerk.workspace, Library(own), clerk.trust, [first], NOON)
    assert merged.outcome == "new"

    shutil.rmtree(own)
    poor = Library(own)
    lend_copies(clerk.workspace, poor)
    (merged,) = merge_files(clerk.workspace, poor, clerk.trust, [second], NOON)
    assert merged.outcome == "new"
    assert all(header.scored for header in clerk.workspace.documents.checks())


def test_signing_keeps_the_standard_of_a_draft_begun_before_copies_were_kept(people):
    zhang, _clerk, _chief = people
    signed = zhang.checks(site())
    header = zhang.workspace.documents.check(signed.check_id)
    assert header is not None
    assert [ref.id for ref in zhang.workspace.standard_copies.refs()] == ["NSC-2021"]
