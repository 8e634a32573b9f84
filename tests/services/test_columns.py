"""Columns as other engines read them, down to the query that the README shows."""

import importlib
import re
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from assessor.domain.inspection import Fault, Faults, NotApplicable, Rate
from assessor.domain.scoring import score
from assessor.exchange import codec
from assessor.exchange.errors import MissingLibraryError
from assessor.services.columns import export_columns
from tests.actors import NOON, site, units

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
def office(people):
    clerk = people[1]
    clerk.workspace.register.save_units(units())
    return clerk


def query(folder, text):
    return duckdb.sql(text.replace("'columns/", f"'{folder}/")).fetchall()


def exported(office, folder, **more):
    return export_columns(office.workspace, office.library, folder, "zh_CN", **more)


def test_every_item_of_every_check_is_a_row_with_its_exact_points(office, tmp_path):
    first, second = office.checks(site(), faults=3), office.checks(site(2))
    done = exported(office, tmp_path / "columns")
    assert [each.name for each in done.files] == ["checks-2026-11.parquet", "items-2026-11.parquet"]
    assert (done.checks, done.left_out) == (2, 0)
    for signed in (first, second):
        check = codec.decode(office.workspace.documents.body(signed.digest)).document.check
        form = office.library.by_ref(check.standard).site_type(check.site.site_type)
        card = score(form, check.observations)
        rows = query(
            done.files[1].parent,
            "SELECT item, possible, points, lost, outcome FROM 'columns/items-*.parquet' "
            f"WHERE \"check\" = '{check.id}'",
        )
        assert [(row[0], row[2]) for row in rows] == [
            (each.item.id, each.item.points - Decimal(str(each.lost))) for each in card.items
        ]
        assert sum(row[1] for row in rows) == Decimal(str(card.possible))
        assert {row[4] for row in rows} <= {"full", "lost"}


def test_a_row_says_where_when_why_and_under_which_clause(office, tmp_path):
    office.checks(site(), faults=3)
    exported(office, tmp_path)
    (row,) = query(
        tmp_path,
        """SELECT county, county_name, town, town_name, community, grid, site, site_type,
        standard, revision, module, len(clauses) > 0, lost, points_exact, reason, places,
        disorders[1].code, disorders[1].places, epoch_ms(started) FROM 'columns/items-*.parquet'
        WHERE outcome = 'lost'""",
    )
    assert row[:2] == ("990001", "示例县")
    assert row[2:9] == (
        "990001001", "东门街道", "990001001001", "", site().code, "MARKET", "NSC-2021",
    )  # fmt: skip
    assert row[10] != ""
    assert row[11] is True
    assert (row[12], row[14:18]) == (Decimal(3), ("摊外摊", 3, "CH08", 3))
    assert row[13] == "5"  # of 8
    assert row[18] == NOON.timestamp() * 1000


def test_a_rate_keeps_its_fraction_and_what_does_not_apply_has_no_points(office, tmp_path):
    where = site(site_type="VECTOR")
    check_id = office.begins(where)
    items = office.library.standard("NSC-2021").site_type("VECTOR").items
    aside = next(each for each in items if each.may_not_apply and each.id != "VECTOR.03")
    office.marks(check_id, aside.id, NotApplicable("not_exist"))
    office.marks(check_id, "VECTOR.03", Rate(1, 3, (Fault(2, "无防鼠"),)))  # of 14 points
    office.marks_the_rest_good(check_id)
    office.signs(check_id)
    exported(office, tmp_path)
    found = {
        row[0]: row[1:]
        for row in query(
            tmp_path,
            """SELECT item, outcome, possible, points, points_exact, reason, places
            FROM 'columns/items-*.parquet'""",
        )
    }
    assert found[aside.id][:4] == ("not_applicable", 0, None, None)
    assert found[aside.id][4] != ""
    rate = ("lost", Decimal(14), Decimal("4.6666666667"), "14/3", "无防鼠", 2)
    assert found["VECTOR.03"] == rate


def test_what_does_not_count_is_left_out_and_told(office, people, tmp_path):
    signed = office.checks(site())
    item = office.library.standard("NSC-2021").site_type("MARKET").items[5].id
    office.checks(site(2))
    office.merges(*(forked(office, people, signed.check_id, item, tmp_path)))
    done = exported(office, tmp_path / "columns")
    assert (done.checks, done.left_out) == (1, 1)
    assert "1 check is left out" in list(done.sentences())[-1]


def forked(office, people, check_id, item, tmp_path):
    """Two corrections of one revision, made apart."""
    chief = people[2]
    stick = office.exports(check_id, tmp_path / "stick")
    for number, person in enumerate((chief, office)):
        if person is chief:
            person.merges(stick)
        person.corrects(check_id, item, Faults((Fault(number + 1, "摊外摊", "CH08"),)))
    return [chief.exports(check_id, tmp_path / "other")]


def test_without_checks_there_are_no_files(office, tmp_path):
    done = exported(office, tmp_path)
    assert (done.files, done.checks) == ((), 0)
    assert list(done.sentences()) == ["0 checks were written as columns."]


def test_without_the_library_a_sentence_says_what_to_install(monkeypatch):
    for name in ("assessor.services.columns", "assessor.exchange.columns"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingLibraryError, match="pip install pyarrow"):
        importlib.import_module("assessor.services.columns")


def test_the_query_of_the_readme_gives_the_worst_items(office, tmp_path):
    office.checks(site(), faults=3)
    office.checks(site(2), faults=1)
    exported(office, tmp_path)
    (sql,) = re.findall(r"```sql\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    rows = query(tmp_path, sql)
    assert len(rows) == 10
    county, item, what, lost, share = rows[0]
    assert (county, lost) == ("示例县", Decimal(4))
    assert item == office.library.standard("NSC-2021").site_type("MARKET").items[5].id
    assert what
    assert share > 0
    assert [row[4] for row in rows[1:]] == [0] * 9
