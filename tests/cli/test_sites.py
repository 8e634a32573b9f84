import io
from dataclasses import replace
from datetime import date

import pytest

from assessor.domain.inspection import Unit, UnitKind
from assessor.domain.territory import Holdings, Partnership
from assessor.exchange.spreadsheets import write_register
from tests.actors import PASSPHRASE, site, units

DRAW = (
    "--campaign", "2026-Q4", "--title", "第四季度", "--starts", "2026-10-01", "--ends", "2026-12-31",
    "--seed", "三次掷骰", "--quota", "MARKET=2", "--quota", "TOILET=1",
)  # fmt: skip


@pytest.fixture
def sheet(tmp_path):
    """A spreadsheet with units and six sites."""
    sites = (*(site(n) for n in range(1, 5)), *(site(n, "TOILET") for n in (1, 2)))
    path = tmp_path / "底册.xlsx"
    write_register(path, Holdings(units(), sites))
    return path


@pytest.fixture
def registered(assessor, office, sheet):
    assert assessor("--profile", office.folder, "sites", "import", sheet).code == 0
    return office


def test_a_register_goes_in_and_comes_out_the_same(assessor, registered, tmp_path):
    out, again = tmp_path / "out.xlsx", tmp_path / "again"
    assert assessor("--profile", registered.folder, "sites", "export", out).code == 0
    for units_, sites in ((6, 6), (0, 0)):  # the second time there is nothing new
        assert assessor("--profile", again, "sites", "import", out).out == (
            f"{units_} units, {sites} sites and 0 partnerships taken in.\n"
        )


def test_a_preview_says_what_would_change_and_changes_nothing(assessor, registered, tmp_path):
    changed = tmp_path / "changed.xlsx"
    later = Unit("990001001", "东门新区", UnitKind.TOWN, "990001", date(2026, 5, 1))
    moved = replace(site(1), name="新市场", community="990001002001")
    care = Partnership("990001001", "ORG-SJ", date(2026, 1, 1))
    write_register(changed, Holdings((later,), (moved,), (care,)))
    said = assessor("--profile", registered.folder, "sites", "import", changed, "--preview")
    assert said.out.splitlines() == [
        "990001001  东门新区  from 2026-05-01: name 东门街道 → 东门新区",
        f"{moved.code}  新市场  changed: name 东门市场1 → 新市场; "
        "community 990001001001 → 990001002001",
        "990001001  东门街道  from 2026-01-01: looked after by 示例县市场监督管理局",
        "1 units, 1 sites and 1 partnerships would change.",
    ]
    assert registered.workspace.register.holdings().partnerships == ()


def test_units_are_listed_as_they_were_on_a_day(assessor, registered, tmp_path):
    changed = tmp_path / "changed.xlsx"
    later = Unit("990001001", "东门新区", UnitKind.TOWN, "990001", date(2026, 5, 1))
    care = Partnership("990001001", "ORG-SJ")
    write_register(changed, Holdings((later,), (), (care,)))
    assert assessor("--profile", registered.folder, "sites", "import", changed).code == 0
    for day, name in (("2026-04-30", "东门街道"), ("2026-05-01", "东门新区")):
        said = assessor("--profile", registered.folder, "units", "list", "--at", day, "--json")
        named = {row["code"]: row for row in said.rows}
        assert named["990001001"]["name"] == name
        assert named["990001001001"]["partner"] == "ORG-SJ"
        assert (named["990001002"]["partner"], named["990001002"]["parent"]) == ("", "990001")
    said = assessor("--profile", registered.folder, "units", "list", "--at", "2026-05-01")
    assert "990001001     东门新区" in said.out


def test_a_spreadsheet_with_mistakes_names_each_and_takes_in_nothing(assessor, office, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(b"no spreadsheet")
    said = assessor("--profile", office.folder, "sites", "import", tmp_path / "x.xlsx")
    assert said.code == 1
    assert "x.xlsx" in said.err


def test_a_plan_is_drawn_published_and_drawn_again(assessor, registered, monkeypatch, tmp_path):
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    plan = tmp_path / "plan.asice"
    drawn = assessor("--profile", registered.folder, "plan", "draw", plan, *DRAW)
    assert drawn.code == 0, drawn.err
    assert drawn.out.startswith("3 of 6 sites drawn")
    assert assessor("--profile", registered.folder, "plan", "verify", plan).code == 0

    said = assessor("--profile", registered.folder, "rank", "--json")
    assert said.code == 0
    assert [row["place"] for row in said.rows] == [None]


def test_an_inspector_takes_a_plan_in_and_finds_its_sites(
    assessor, registered, people, monkeypatch, tmp_path
):
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    plan = tmp_path / "plan.asice"
    assessor("--profile", registered.folder, "plan", "draw", plan, *DRAW)
    zhang = people["zhang"]
    assert [each.outcome for each in zhang.merges(plan)] == ["new"]
    assert len(zhang.workspace.register.planned_sites("2026-Q4")) == 3
    assert zhang.workspace.register.unit("990001001").name == "东门街道"


def test_only_an_office_may_publish_a_plan(assessor, people, sheet, monkeypatch, tmp_path):
    zhang = people["zhang"]
    zhang.workspace.close()
    assessor("--profile", zhang.folder, "sites", "import", sheet)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    said = assessor("--profile", zhang.folder, "plan", "draw", tmp_path / "p.asice", *DRAW)
    assert said.code == 1
    assert "office" in said.err


def test_a_sample_of_nothing_is_refused(assessor, office, monkeypatch, tmp_path):
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    said = assessor("--profile", office.folder, "plan", "draw", tmp_path / "p.asice", *DRAW)
    assert (said.code, said.out) == (1, "")
    assert "Import the site register first" in said.err


@pytest.fixture
def draws(assessor, registered, monkeypatch, tmp_path):
    """Draw a plan with something changed; gives what was said and whether there is a plan."""

    def run(*changes):
        plan = tmp_path / "plan.asice"
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
        said = assessor("--profile", registered.folder, "plan", "draw", plan, *DRAW, *changes)
        return said, plan.exists()

    return run


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        (("--standard", "NSC-1999"), "NSC-2021/1"),
        (("--scoring", "none"), "county-equal"),
        (("--quota", "PALACE=1"), "PALACE"),
        (("--quota", "MARKET=1"), "MARKET"),
        (("--exclude", "nowhere=closed"), "nowhere"),
        (("--ends", "2026-09-30"), "2026-09-30"),
    ],
)
def test_a_slip_in_a_draw_is_refused_with_a_sentence(draws, changes, named):
    said, there = draws(*changes)
    assert (said.code, said.out, len(said.err.splitlines()), there) == (1, "", 1, False)
    assert named in said.err


@pytest.mark.parametrize(
    "changes",
    [
        ("--quota", "MARKET=0"),
        ("--quota", "MARKET=²"),
        ("--quota", "MARKET=99999999999"),
        ("--campaign", "第四季度"),
        ("--title", " "),
        ("--seed", ""),
        ("--starts", "1.10.2026"),
        ("--exclude", "990001001001-MARKET-0001="),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(draws, changes):
    said, there = draws(*changes)
    assert (said.code, there) == (2, False)
    assert changes[0] in said.err


def test_a_quota_above_what_there_is_draws_all_and_says_so(draws):
    said, there = draws("--exclude", f"{site(1, 'TOILET').code}=拆除")
    assert (said.code, there, said.err) == (0, True, "")
    excluded = [f"--exclude={site(n, 'TOILET').code}=拆除" for n in (1, 2)]
    said, there = draws(*excluded)
    assert (said.code, there) == (0, True)
    assert said.err == "TOILET: 1 wanted, only 0 could be drawn.\n"


def test_a_plan_that_is_not_there_is_named_once(assessor, tmp_path):
    said = assessor("--profile", tmp_path, "plan", "verify", tmp_path / "none.asice")
    assert (said.code, said.err.count("none.asice")) == (1, 1)


def test_a_spreadsheet_must_be_named_as_one(assessor, registered, tmp_path):
    said = assessor("--profile", registered.folder, "sites", "export", tmp_path / "sites.txt")
    assert said.code == 2
    assert not (tmp_path / "sites.txt").exists()
