"""What became of faults, as far as later checks tell."""

from assessor.domain.following import Fate, Following, Look, follow
from assessor.domain.inspection import Fault, Faults, NotApplicable
from assessor.domain.scoring import score
from assessor.domain.standard import StandardRef
from tests import builders

OTHER = StandardRef("TEST-1", 2, "cd" * 32)
ITEM = "MARKET.01"
FAULTY, SOUND = Faults((Fault(),)), Faults()


def look(seen, ref=builders.REF):
    observations = {} if seen is None else {ITEM: seen}
    return Look(ref, score(builders.form(builders.item(1)), observations))


def test_the_latest_visit_tells_nothing_yet():
    assert follow((look(FAULTY),), 0, ITEM) == Following(Fate.LATEST)


def test_the_next_look_at_the_item_tells():
    assert follow((look(FAULTY), look(SOUND)), 0, ITEM) == Following(Fate.MENDED, 1)
    assert follow((look(FAULTY), look(FAULTY)), 0, ITEM) == Following(Fate.AGAIN, 1)


def test_only_the_first_look_counts():
    looks = look(FAULTY), look(SOUND), look(FAULTY)
    assert follow(looks, 0, ITEM) == Following(Fate.MENDED, 1)


def test_what_was_open_or_did_not_apply_is_passed_over():
    looks = look(FAULTY), look(None), look(NotApplicable("not_exist")), look(SOUND)
    assert follow(looks, 0, ITEM) == Following(Fate.MENDED, 3)
    assert follow(looks[:3], 0, ITEM) == Following(Fate.UNSEEN)


def test_another_revision_of_the_form_tells_nothing():
    assert follow((look(FAULTY), look(SOUND, OTHER)), 0, ITEM) == Following(Fate.UNSEEN)


def test_an_item_that_the_form_lacks_tells_nothing():
    assert follow((look(FAULTY), look(SOUND)), 0, "MARKET.09") == Following(Fate.UNSEEN)
