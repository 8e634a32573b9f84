import shutil

import pytest

from assessor.paths import shipped


def test_the_shipped_standards_are_listed(assessor, tmp_path):
    rows = assessor("--profile", tmp_path, "standards", "list", "--json").rows
    (row,) = [row for row in rows if row["id"] == "NSC-2021"]
    assert row["revision"] == 1
    assert set(row["site_types"]) == {
        "MARKET", "TOILET", "ROAD_MAIN", "ALLEY", "F_CATER", "ESTATE_OLD",
    }  # fmt: skip
    assert row["items"] == 82
    assert row["unverified"] > 0


def test_a_form_is_shown_with_points_and_rules(assessor, tmp_path):
    said = assessor("--profile", tmp_path, "standards", "show", "NSC-2021", "--site-type", "MARKET")
    assert said.code == 0
    assert "MARKET.15" in said.out
    assert "vetoes the result" in said.out
    assert "TOILET.01" not in said.out


def test_an_unknown_standard_is_refused_and_the_known_ones_named(assessor, tmp_path):
    said = assessor("--profile", tmp_path, "standards", "show", "NSC-1999")
    assert said.code == 1
    assert "NSC-2021/1" in said.err


@pytest.fixture
def copy(tmp_path):
    """A copy of the shipped standard that may be broken."""
    return shutil.copytree(shipped("standards") / "NSC-2021" / "1", tmp_path / "NSC-2021" / "1")


def test_a_sound_folder_is_called_sound(assessor, copy):
    assert assessor("standards", "check", copy).code == 0


def test_every_problem_of_a_folder_is_listed_at_once(assessor, copy):
    market = copy / "site_types" / "MARKET.toml"
    broken = market.read_text(encoding="utf-8").replace("points = ", "pionts = ", 2)
    market.write_text(broken, encoding="utf-8")
    toilet = copy / "site_types" / "TOILET.toml"
    toilet.write_text(toilet.read_text(encoding="utf-8") + "\nx = = 1\n", encoding="utf-8")
    said = assessor("standards", "check", copy)
    assert said.code == 1
    assert "MARKET.toml" in said.err
    assert "TOILET.toml" in said.err
    assert "points" in said.err


def test_a_folder_above_the_revisions_names_them(assessor, copy):
    said = assessor("standards", "check", copy.parent)
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert "Name one of them: 1." in said.err


def test_a_folder_that_is_not_there_is_one_sentence(assessor, tmp_path):
    said = assessor("standards", "check", tmp_path / "none")
    assert (said.code, len(said.err.splitlines())) == (1, 1)


@pytest.mark.parametrize("wanted", ["NSC-2021/9", "NSC-2021/x", "NSC-2021/²", "NSC-2021/"])
def test_a_revision_that_is_none_is_refused(assessor, tmp_path, wanted):
    said = assessor("--profile", tmp_path, "standards", "show", wanted)
    assert (said.code, said.out) == (1, "")
    assert wanted in said.err


def test_an_unknown_site_type_is_refused_and_the_known_ones_named(assessor, tmp_path):
    said = assessor("--profile", tmp_path, "standards", "show", "NSC-2021", "--site-type", "X")
    assert (said.code, said.out) == (1, "")
    assert "MARKET" in said.err
