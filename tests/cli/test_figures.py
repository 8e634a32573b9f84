import pytest

from assessor.domain.inspection import Unit, UnitKind
from assessor.domain.territory import Holdings
from assessor.exchange.spreadsheets import write_register


@pytest.fixture
def county(assessor, tmp_path):
    """Run a command on the figures of a county."""
    profile = tmp_path / "clerk"
    register = tmp_path / "register.xlsx"
    write_register(register, Holdings((Unit("990001", "示例县", UnitKind.COUNTY),)))
    assert assessor("--profile", profile, "sites", "import", register).code == 0

    def run(command, action, *arguments):
        return assessor(
            "--profile", profile, command, action, "--unit", "990001", "--year", "2025", *arguments
        )

    return run


def test_values_are_entered_and_judged(county, tmp_path):
    proof = tmp_path / "report.pdf"
    proof.write_bytes(b"%PDF-1.7")
    said = county("indicators", "set", "36", "88", "--evidence", proof, "--remark", "台账")
    assert (said.code, said.out) == (0, "unmet\nby the target\n")
    shown = {row["id"]: row for row in county("indicators", "show", "--json").rows}
    assert len(shown) == 52
    assert shown["36"] == {
        "id": "36",
        "name": "Share of food businesses under risk grading",
        "rule": "threshold",
        "target": "≥90%",
        "year": 2025,
        "values": {"2025": "88"},
        "plan": "",
        "remark": "台账",
        "verdict": "unmet",
        "ground": "bounds",
        "missing": [],
        "evidence": ["report.pdf"],
    }
    assert (shown["01"]["target"], shown["01"]["verdict"]) == (None, "unknown")
    assert county("indicators", "show").out.endswith("met 0, unmet 1, unknown 51\n")


def test_a_sheet_goes_out_and_comes_in(county, tmp_path):
    county("indicators", "set", "48", "85")
    sheet = tmp_path / "x.xlsx"
    assert county("indicators", "export", sheet).code == 0
    assert county("indicators", "import", sheet).out == "Taken in: 0 values, 0 answers.\n"


def test_prerequisites_are_answered(county):
    assert county("prerequisites", "set", "P01", "no").out == "no\n"
    rows = county("prerequisites", "show", "--json").rows
    assert [row["answer"] for row in rows if row["id"] == "P01"] == ["no"]
    assert "No dry latrines" in county("prerequisites", "show").out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("indicators", "set", "99", "1"), 1, "has no indicator 99"),
        (("indicators", "set", "36", "many"), 1, "write a number in digits"),
        (("prerequisites", "set", "P01", "maybe"), 2, "invalid choice"),
        (("indicators", "show", "--year", "25"), 2, "write a year such as 2025"),
    ],
)
def test_what_cannot_be_is_a_sentence(county, arguments, code, words):
    said = county(*arguments)
    assert (said.code, words in said.err) == (code, True)
