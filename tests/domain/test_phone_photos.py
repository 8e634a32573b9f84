"""Photos of a phone go to the item that was open when they were taken."""

from datetime import UTC, datetime, timedelta

from assessor.domain.phone_photos import Aside, ItemVisit, PhonePhoto, Proposal, offsets, propose

TEN = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)  # ten o'clock in China


def after(**time):
    return TEN + timedelta(**time)


VISITS = (
    ItemVisit("a", "MARKET.01", TEN),
    ItemVisit("a", "MARKET.02", after(minutes=5)),
    ItemVisit("b", "TOILET.01", after(minutes=20)),
)


def proposed(at, ahead=None, model=""):
    photo = PhonePhoto("p", at, model)
    (made,) = propose([photo], VISITS, "a", ahead or {})
    return made


def test_a_photo_goes_to_the_item_that_was_open():
    assert proposed(after(minutes=2)) == Proposal("p", after(minutes=2), "MARKET.01", check="a")
    assert proposed(after(minutes=5)).item == "MARKET.02"
    assert proposed(after(minutes=19)).item == "MARKET.02"


def test_one_looks_before_one_opens_the_item():
    assert proposed(after(minutes=-2)).item == "MARKET.01"
    assert proposed(after(minutes=-2, seconds=-1)).aside is Aside.NOTHING_OPEN


def test_the_phones_clock_is_corrected_and_another_phones_is_not():
    ahead = {"Mate": timedelta(minutes=7)}
    made = proposed(after(minutes=8), ahead, "Mate")
    assert (made.item, made.at) == ("MARKET.01", after(minutes=1))
    assert proposed(after(minutes=8), ahead, "Other").item == "MARKET.02"


def test_photos_of_other_checks_days_and_times_are_left_aside_with_a_reason():
    other = proposed(after(minutes=21))
    assert (other.item, other.aside, other.check) == ("", Aside.OTHER_CHECK, "b")
    assert proposed(after(hours=2)).aside is Aside.NOTHING_OPEN
    assert proposed(after(days=1)).aside is Aside.OTHER_DAY
    assert proposed(None).aside is Aside.NO_TIME


def test_the_day_is_chinas():
    late = datetime(2026, 5, 12, 15, 59, tzinfo=UTC)  # a minute to midnight
    assert proposed(late).aside is Aside.NOTHING_OPEN
    assert proposed(late + timedelta(minutes=1)).aside is Aside.OTHER_DAY


def test_the_photo_of_the_code_measures_the_clock_and_goes_to_no_item():
    code = PhonePhoto("c", after(minutes=9), "Mate", code_time=after(minutes=1))
    assert offsets([code]) == {"Mate": timedelta(minutes=8)}
    (made,) = propose([code], VISITS, "a", {})
    assert (made.item, made.aside) == ("", Aside.CODE)


def test_of_several_codes_the_last_one_counts_and_nonsense_does_not():
    first = PhonePhoto("c", after(minutes=9), "Mate", code_time=after(minutes=1))
    last = PhonePhoto("d", after(minutes=20), "Mate", code_time=after(minutes=15))
    wild = PhonePhoto("e", after(days=900), "Other", code_time=after(minutes=15))
    assert offsets([last, first, wild]) == {"Mate": timedelta(minutes=5)}


def test_proposals_come_in_the_order_of_time_and_those_without_one_last():
    photos = [PhonePhoto("x"), PhonePhoto("z", after(minutes=6)), PhonePhoto("y", TEN)]
    assert [each.digest for each in propose(photos, VISITS, "a", {})] == ["y", "z", "x"]
