import pytest

from assessor.errors import AssessorError
from assessor.services.demonstration import demonstrate


class _StopError(Exception):
    pass


@pytest.mark.parametrize("exists", [False, True])
def test_a_demonstration_that_fails_takes_away_what_it_made(tmp_path, exists):
    folder = tmp_path / "demo"
    if exists:
        folder.mkdir()

    def stop(done, _total):
        if done == 1:
            raise _StopError

    with pytest.raises(_StopError):
        demonstrate(folder, "zh_CN", stop)
    assert folder.exists() == exists
    assert list(tmp_path.rglob("*")) == ([folder] if exists else [])


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path):
    (tmp_path / "letter.txt").write_text("keep me")
    with pytest.raises(AssessorError):
        demonstrate(tmp_path, "zh_CN")
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]
