from pathlib import Path

from assessor.services.wording import telling_folders


def test_files_of_one_name_are_told_apart_by_their_folders():
    assert telling_folders(["/s/a/x.asice", "/s/b/x.asice", "/s/b/y.asice"]) == ["a", "b", ""]
    places = [str(Path("s", "a")), str(Path("t", "a"))]
    assert telling_folders([str(Path(each, "x.asice")) for each in places]) == places
    assert telling_folders(["x.asice", "x.asice"]) == ["", ""]
