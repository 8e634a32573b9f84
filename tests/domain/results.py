"""Results of checks, and strategies for them and for scoring profiles."""

from fractions import Fraction

from hypothesis import strategies as st

from assessor.domain.areas import CheckResult
from tests.builders import hour
from tests.domain.standards import module, profile


def result(check="a", site="", site_type="MARKET", rate=1, *, hours=0, **more):
    """What one check came to; its site is its own unless one is named."""
    return CheckResult(check, site or f"site of {check}", site_type, rate, hour(hours), **more)


TYPES = ("MARKET", "SHOP", "TOILET", "STREET")
rates = st.none() | st.fractions(0, 1, max_denominator=60)
results = st.lists(
    st.builds(
        result,
        st.uuids().map(str),
        st.sampled_from(["one", "two", "three", "four"]),
        st.sampled_from(TYPES),
        rates,
        hours=st.integers(0, 3),
        vetoes=st.sampled_from([(), (), ("MARKET.01",), ("MARKET.02",)]),
        coverage=st.sampled_from([Fraction(1), Fraction(1, 2)]),
    ),
    max_size=8,
    unique_by=lambda each: each.check,
)
profiles = st.lists(st.integers(1, 100), min_size=3, max_size=3).map(
    lambda points: profile(
        module(points[0], "MARKET", "SHOP"),
        module(points[1], "TOILET"),
        module(points[2], "STREET"),
    )
)
