import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from assessor.domain.inspection import Band, Faults, Visit
from assessor.paths import shipped
from assessor.services.fieldwork import begin_draft, new_check
from assessor.services.sign_off import sign_off
from assessor.standards import Library, digest, load_standard
from tests.actors import NOON, site
from tests.standards.standard_files import (
    TAILORING,
    change,
    rich_standard,
    rich_vocabulary,
    standard,
    written,
)


def test_the_shipped_standards_are_listed(assessor, tmp_path):
    rows = assessor("--profile", tmp_path, "standards", "list", "--json").rows
    (row,) = [row for row in rows if (row["id"], row["revision"]) == ("NSC-2021", 1)]
    assert set(row["site_types"]) == {
        "MARKET", "TOILET", "ROAD_MAIN", "ALLEY", "F_CATER", "ESTATE_OLD",
    }  # fmt: skip
    assert row["items"] == 82
    assert row["unverified"] > 0
    assert row["levels"] == ["city", "county"]


def test_a_list_for_people_has_a_line_for_each_revision(assessor, tmp_path):
    said = assessor("--profile", tmp_path, "standards", "list")
    heads, *lines = said.out.splitlines()
    assert heads.split("  ")[0] == "Standard"
    assert sum(line.startswith("NSC-2021") for line in lines) == 2
    assert said.err == ""


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("--clauses", "21.10"),
        ("--indicators", "no verified figure"),
        ("--thresholds", "toilet."),
    ],
)
def test_the_parts_of_a_standard_are_shown(assessor, tmp_path, part, expected):
    said = assessor("--profile", tmp_path, "standards", "show", "NSC-2021", part)
    assert said.code == 0
    assert expected in said.out
    assert "(uncertain)" in said.out or "unverified" in said.out
    assert "MARKET.01" not in said.out


def test_borrowed_forms_are_told(assessor, tmp_path):
    said = assessor("--profile", tmp_path, "standards", "show", "NST-2021")
    assert "Its forms are those of NSC-2021/2." in said.out


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


@pytest.mark.parametrize("name", ["NSC-2021/1", "common/1"])
def test_a_changed_copy_of_what_was_published_is_no_sound_revision(assessor, tmp_path, name):
    copied = shutil.copytree(shipped("standards") / name, tmp_path / name)
    first = next(copied.glob("*.toml"))
    first.write_text(first.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")
    said = assessor("--profile", tmp_path / "profile", "standards", "check", copied)
    assert said.code == 1
    assert f"{name} is published, and its files are not the published ones." in said.err


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


def test_a_tailoring_is_shown_with_its_reasons(assessor, tmp_path):
    installed = tmp_path / "standards"
    text = TAILORING.replace("DIGEST", digest(standard(installed)))
    written(installed / "TOWN-SHOP" / "1", {"tailoring.toml": text})
    said = assessor("--profile", tmp_path, "standards", "show", "TOWN-SHOP")
    assert "张三 adapted SHOP-2030/1 on 2030-05-01: 本地要求" in said.out
    assert "SHOP.01  60 points became 50: 地面要求更严" in said.out
    assert "SHOP.02  switched off, 40 points: 证照另查" in said.out
    assert "SHOP.03  added with 20 points: 本地新增" in said.out


def test_what_does_not_fit_the_shared_words_is_a_problem_for_its_author(assessor, tmp_path):
    folder = rich_standard(tmp_path)
    change(folder, "site_types/SHOP.toml", '"small6"', '"small9"')
    change(folder, "site_types/SHOP.toml", '"NSC-2014:14.22"', '"NSC-2014:14.99"')
    said = assessor("--profile", tmp_path / "profile", "standards", "check", folder)
    assert said.code == 1
    assert "site_types/SHOP.toml, groups: small9 is not known here; did you mean small" in said.err
    assert "item 1 (SHOP.01), clauses: NSC-2014:14.99 is not known here" in said.err
    assert "2 problems" in said.err


def test_a_phrase_for_an_item_that_nobody_has_is_a_problem(assessor, tmp_path):
    folder = rich_vocabulary(tmp_path)
    said = assessor("--profile", tmp_path / "profile", "standards", "check", folder)
    assert said.code == 1
    assert "phrases.toml, phrase 1 (门前堆物), items: SHOP.01 is not known here;" in said.err


def test_a_standard_goes_to_another_computer(assessor, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    standard(here / "standards")
    out = tmp_path / "shop.zip"
    assert assessor("--profile", here, "standards", "export", "SHOP-2030", out).code == 0
    said = assessor("--profile", there, "standards", "install", out)
    assert (said.code, said.out) == (0, "SHOP-2030/1 is installed.\n")
    said = assessor("--profile", there, "standards", "install", out)
    assert (said.code, said.out) == (0, "SHOP-2030/1 was here already.\n")
    assert assessor("--profile", there, "standards", "show", "SHOP-2030").code == 0
    assert not (there / "workspace.assessor").exists()


def test_a_zip_that_is_none_is_refused(assessor, tmp_path):
    (tmp_path / "x.zip").write_bytes(b"nothing")
    said = assessor("--profile", tmp_path, "standards", "install", tmp_path / "x.zip")
    assert (said.code, len(said.err.splitlines())) == (1, 1)


def signed_by_own_standard(zhang):
    """A check marked by a standard that only this inspector installed; gives check and folder."""
    folder = standard(zhang.paths.standards)
    check = new_check(
        zhang.workspace,
        replace(site(), site_type="SHOP"),
        load_standard(folder).ref,
        Visit(NOON, inspectors=("张三",)),
        key=zhang.key.key_id,
    )
    library = Library(shipped("standards"), zhang.paths.standards)
    begin_draft(zhang.workspace, library, check, "SHOP.01")
    zhang.workspace.drafts.mark(check.id, "SHOP.01", Faults(), NOON)
    zhang.workspace.drafts.mark(check.id, "SHOP.02", Band(10), NOON)
    later = NOON + timedelta(hours=1)
    signed = sign_off(zhang.workspace, library, check.id, zhang.key, language="en", at=later)
    return signed.check_id, folder


def test_installing_scores_what_waited(assessor, office, zhang, tmp_path):
    check_id, folder = signed_by_own_standard(zhang)
    result = zhang.exports(check_id, tmp_path / "stick")
    assert assessor("--profile", office.folder, "merge", result).code == 0
    said = assessor("--profile", office.folder, "standards", "install", folder)
    assert said.code == 0
    assert "1 check that waited for its standard is scored now." in said.out


def test_a_check_is_explained_though_its_standard_was_removed(assessor, zhang):
    check_id, folder = signed_by_own_standard(zhang)
    zhang.workspace.close()
    shutil.rmtree(folder)
    said = assessor("--profile", zhang.folder, "explain", check_id)
    assert (said.code, said.err) == (0, "")
    assert "100" in said.out
