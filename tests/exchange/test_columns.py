from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest
from pyarrow import parquet

from assessor.exchange import columns
from assessor.exchange.columns import CheckColumns, ItemColumns, VisitColumns, write_columns

AT = datetime(2026, 5, 6, 7, 8, 9, 123_000, tzinfo=UTC)
TEXTS = [""] * 14


def check(number, *points):
    visit = VisitColumns(f"c{number}", "R1", AT, *TEXTS, "NSC-2021", 3)
    items = tuple(
        ItemColumns("", "", f"I.{at}", "", ("A:1",), "lost", Fraction(5), each, Fraction(0), False,
                    "", 2, (("CH08", "摊外摊", 2),))
        for at, each in enumerate(points)
    )  # fmt: skip
    whole = Fraction(5 * len(points))
    return CheckColumns(visit, AT, AT, "k", "d", whole, whole, whole, 0, 2, items)


def test_many_checks_are_written_some_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(columns, "_BATCH", 4)
    waiting = iter([check(number, *[Fraction(number)] * (number % 3)) for number in range(10)])
    by_check, by_item = write_columns(tmp_path, "R1-2026-05", waiting)
    assert by_check.name == "checks-R1-2026-05.parquet"
    assert parquet.ParquetFile(by_check).num_row_groups == 3
    items = parquet.read_table(by_item)
    assert items["check"].to_pylist() == [f"c{n}" for n in range(10) for _item in range(n % 3)]
    assert items["points"].to_pylist() == [Decimal(n) for n in range(10) for _item in range(n % 3)]


def test_types_are_exact(tmp_path):
    _by_check, by_item = write_columns(tmp_path, "x", [check(1, Fraction(14, 3), None)])
    items = parquet.read_table(by_item)
    schema = items.schema
    assert schema.field("points").type == pa.decimal128(20, 10)
    assert schema.field("started").type == pa.timestamp("ms", "UTC")
    assert items["points"].to_pylist() == [Decimal("4.6666666667"), None]
    assert items["points_exact"].to_pylist() == ["14/3", None]
    assert items["started"].to_pylist() == [AT, AT]
    assert items["disorders"].to_pylist()[0] == [{"code": "CH08", "name": "摊外摊", "places": 2}]
    group = parquet.ParquetFile(by_item).metadata.row_group(0)
    texts = [group.column(at) for at in range(group.num_columns)]
    assert all(
        "RLE_DICTIONARY" in each.encodings for each in texts if each.path_in_schema == "standard"
    )


def test_what_fails_midway_leaves_no_file(tmp_path):
    def failing():
        yield check(1, Fraction(1))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_columns(tmp_path, "x", failing())
    assert list(tmp_path.iterdir()) == []
