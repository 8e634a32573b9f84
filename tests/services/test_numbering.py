from datetime import timedelta

from assessor.services.diagnosis import Gravity, diagnose
from assessor.services.numbering import never_arrived, used_twice
from tests.actors import NOON, site


def sets_back(person):
    """The workspace of a person is that of before anything was signed, as after a restore."""
    person.close()
    for path in person.folder.glob("workspace.assessor*"):
        path.rename(path.with_name(f"old-{path.name}"))
    person.opens()


def test_a_number_that_two_documents_bear_is_told_by_name(people, tmp_path):
    zhang, clerk, _chief = people
    for number in (1, 2):
        clerk.merges(zhang.exports(zhang.checks(site(number)).check_id, tmp_path / "stick"))
    assert list(used_twice(clerk.workspace.documents)) == []
    sets_back(zhang)
    clerk.merges(zhang.exports(zhang.checks(site(3)).check_id, tmp_path / "stick"))
    (words,) = used_twice(clerk.workspace.documents)
    assert words.startswith("zhang signed different documents as number 1.")
    assert list(never_arrived(clerk.workspace.documents)) == []
    found = diagnose(clerk.workspace, clerk.library, tmp_path, NOON + timedelta(days=1))
    assert [each.gravity for each in found.findings if each.words == words] == [Gravity.DOUBT]


def test_the_same_document_twice_is_one(people, tmp_path):
    zhang, clerk, _chief = people
    stick = zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")
    clerk.merges(stick)
    clerk.merges(stick)
    assert list(used_twice(clerk.workspace.documents)) == []
