def test_checks_are_written_as_columns(assessor, office, result, tmp_path):
    assessor("--profile", office.folder, "merge", result)
    said = assessor("--profile", office.folder, "analyse", "--parquet", tmp_path / "columns")
    assert said.code == 0
    assert said.out.splitlines()[0] == "1 check was written as columns."
    assert len(list((tmp_path / "columns").glob("*.parquet"))) == 2
