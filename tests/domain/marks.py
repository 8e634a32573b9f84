"""Hypothesis strategies for items and for what is seen of them."""

from hypothesis import strategies as st

from assessor.domain.forms import BandLine, Mode
from assessor.domain.inspection import Band, Fault, Faults, NotApplicable, Rate, YesNo
from tests.builders import form, item

amounts = st.decimals("0.01", 100, places=2)
shares = st.decimals("0.01", 1, places=2)
fault_lists = st.lists(
    st.builds(
        Fault,
        count=st.integers(1, 30),
        words=st.sampled_from(["", "litter"]),
        widespread=st.sampled_from([False, False, False, True]),
    ),
    max_size=4,
).map(tuple)
reasons = st.builds(NotApplicable, st.just("not_exist"))


@st.composite
def items(draw, number=1):
    mode = draw(st.sampled_from(Mode))
    points = draw(amounts)
    lines = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 10)), max_size=3))
    return item(
        number,
        mode,
        points,
        deduct=draw(st.decimals("0.01", points, places=2)),
        band_lines=tuple(BandLine(*line) for line in sorted(lines)),
        veto_below=draw(st.none() | shares),
        may_not_apply=draw(st.booleans()),
    )


def suitable(wanted):
    """Observations that suit an item."""
    match wanted.mode:
        case Mode.FAULTS:
            seen = st.builds(Faults, fault_lists)
        case Mode.BAND:
            seen = st.builds(Band, st.integers(0, 10), st.just(""), fault_lists)
        case Mode.RATE:
            seen = st.integers(1, 40).flatmap(
                lambda looked_at: st.builds(
                    Rate, st.integers(0, looked_at), st.just(looked_at), fault_lists
                )
            )
        case Mode.YES_NO | Mode.VETO:
            seen = st.builds(YesNo, st.booleans(), fault_lists)
    return seen | reasons if wanted.may_not_apply else seen


bad_faults = st.lists(st.builds(Fault, count=st.integers(-5, 5)), max_size=3).map(tuple)
anything = st.one_of(
    st.builds(Faults, bad_faults),
    st.builds(Band, st.integers(-5, 20), st.just(""), bad_faults),
    st.builds(YesNo, st.booleans(), bad_faults),
    st.builds(Rate, st.integers(-5, 9), st.integers(-5, 9), bad_faults),
    reasons,
)


@st.composite
def marked_forms(draw, marks=suitable):
    """A form and what was seen at a site: each item marked, set aside or left open."""
    of_form = [draw(items(number)) for number in range(1, draw(st.integers(1, 6)) + 1)]
    seen = {each.id: draw(st.none() | marks(each)) for each in of_form}
    site_type = form(*of_form, parts=draw(st.integers(1, 3)))
    return site_type, {key: value for key, value in seen.items() if value is not None}
