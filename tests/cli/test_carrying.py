import pytest

from assessor.domain.inspection import Band, Fault, Faults, YesNo
from assessor.paths import Paths
from assessor.storage import Workspace
from tests.actors import NOON, site
from tests.services.editions import begun, two_revisions


@pytest.fixture
def profile(tmp_path):
    """A profile with two revisions of a standard, and a draft marked by the first."""
    paths = Paths(tmp_path / "profile")
    library = two_revisions(paths.standards)
    with Workspace(paths.workspace) as workspace:
        check_id = begun(workspace, library)
        for item, seen in (
            ("SHOP.01", Faults((Fault(2, "污渍"),))),
            ("SHOP.02", Band(10)),
            ("SHOP.03", YesNo(True)),
        ):
            workspace.drafts.mark(check_id, item, seen, NOON)
    return paths.profile, check_id


@pytest.fixture
def carry(assessor, profile):
    def run(*arguments):
        return assessor("--profile", profile[0], "check", "carry", profile[1], *arguments)

    return run


def answers(profile):
    with Workspace(Paths(profile[0]).workspace) as workspace:
        check = workspace.drafts.get(profile[1]).check
        return check.standard.revision, sorted(check.observations)


def test_without_a_decision_the_plan_is_shown_and_nothing_changes(carry, profile):
    said = carry("--to", "SHOP-2030/2")
    assert said.code == 0
    assert "Nothing was changed" in said.out
    assert "SHOP.03" in said.out
    assert "90.00 / 100.00" in said.out
    assert answers(profile) == (1, ["SHOP.01", "SHOP.02", "SHOP.03"])


def test_what_kept_its_sense_goes_over_and_what_is_taken(carry, profile):
    said = carry("--to", "SHOP-2030/2", "--all-same", "--take", "SHOP.03", "--by", "李四")
    assert (said.code, said.out.splitlines()[-1]) == (0, profile[1])
    assert answers(profile) == (2, ["SHOP.02", "SHOP.03"])
    record = carry().out
    assert "李四" in record
    assert "taken over" in record
    assert "to be marked anew" in record


def test_undo_brings_everything_back(carry, profile):
    carry("--to", "SHOP-2030/2", "--all-same")
    said = carry("--undo")
    assert (said.code, "SHOP-2030/1" in said.out) == (0, True)
    assert answers(profile) == (1, ["SHOP.01", "SHOP.02", "SHOP.03"])
    assert carry("--undo").code == 1
    assert carry().code == 1


def test_items_that_are_not_there_are_refused(carry, profile):
    said = carry("--to", "SHOP-2030/2", "--take", "SHOP.99")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert "SHOP.99" in said.err
    assert answers(profile)[0] == 1


def test_answers_given_since_are_only_given_up_knowingly(carry, profile):
    carry("--to", "SHOP-2030/2", "--all-same")
    with Workspace(Paths(profile[0]).workspace) as workspace:
        at = workspace.carrying.records(profile[1])[0].at.replace(year=2099)
        workspace.drafts.mark(profile[1], "SHOP.03", YesNo(True), at)
    said = carry("--undo")
    assert (said.code, "SHOP.03" in said.err) == (1, True)
    assert carry("--undo", "--give-up").code == 0


def test_last_rounds_signed_answers_begin_a_new_draft_under_another_revision(assessor, zhang):
    signed = zhang.checks(site(), faults=2)
    zhang.workspace.close()
    said = assessor(
        "--profile",
        zhang.folder,
        "check",
        "carry",
        signed.check_id,
        "--to",
        "NSC-2021/1",
        "--all-same",
    )
    assert said.code == 0
    draft = said.out.splitlines()[-1]
    assert draft != signed.check_id
    zhang.opens()
    check = zhang.workspace.drafts.get(draft).check
    assert (str(check.standard), check.site.code) == ("NSC-2021/1", site().code)
    assert check.observations
    assert zhang.workspace.documents.check(signed.check_id).head == signed.digest


def test_a_check_that_is_not_here_is_refused(carry, assessor, profile):
    said = assessor("--profile", profile[0], "check", "carry", "x", "--to", "SHOP-2030/2")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert carry("--to", "SHOP-2030/1").code == 1
