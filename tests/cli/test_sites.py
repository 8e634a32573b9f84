import io

import pytest

from assessor.exchange.spreadsheets import write_register
from tests.actors import PASSPHRASE, site, units

DRAW = (
    "--campaign", "2026-Q4", "--title", "第四季度", "--starts", "2026-10-01", "--ends", "2026-12-31",
    "--seed", "三次掷骰", "--quota", "MARKET=2", "--quota", "TOILET=1",
)  # fmt: skip


@pytest.fixture
def sheet(tmp_path):
    """A spreadsheet with units and six sites."""
    sites = [site(n) for n in range(1, 5)] + [site(n, "TOILET") for n in (1, 2)]
    path = tmp_path / "底册.xlsx"
    write_register(path, units(), sites)
    return path


@pytest.fixture
def registered(assessor, office, sheet):
    assert assessor("--profile", office.folder, "sites", "import", sheet).code == 0
    return office


def test_a_register_goes_in_and_comes_out_the_same(assessor, registered, tmp_path):
    out, again = tmp_path / "out.xlsx", tmp_path / "again"
    assert assessor("--profile", registered.folder, "sites", "export", out).code == 0
    assert assessor("--profile", again, "sites", "import", out).out == (
        "6 units and 6 sites taken in.\n"
    )


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
