"""Results of checks, scoring profiles, and strategies for both."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from assessor.domain.areas import CheckResult
from assessor.domain.standard import Module, ScoringProfile
from tests.domain.forms import OURS, STARTED, words


def result(check="a", site="", site_type="SHOP", rate=1, *, hours=0, **more):
    """What one check came to; its site is its own unless one is named."""
    finished = STARTED + timedelta(hours=hours)
    return CheckResult(check, site or f"site of {check}", site_type, rate, finished, **more)


def module(points, *site_types):
    name = "+".join(site_types)
    return Module(name, words(f"module {name}"), Decimal(points), site_types)


def profile(*modules, pass_line=None):
    line = None if pass_line is None else Decimal(pass_line)
    return ScoringProfile("test", words("profile"), False, modules, line, OURS)


TYPES = ("SHOP", "MARKET", "TOILET", "STREET")
rates = st.none() | st.fractions(0, 1, max_denominator=60)
results = st.lists(
    st.builds(
        result,
        st.uuids().map(str),
        st.sampled_from(["one", "two", "three", "four"]),
        st.sampled_from(TYPES),
        rates,
        hours=st.integers(0, 3),
        vetoes=st.sampled_from([(), (), ("SHOP.01",), ("SHOP.02",)]),
        coverage=st.sampled_from([Fraction(1), Fraction(1, 2)]),
    ),
    max_size=8,
    unique_by=lambda each: each.check,
)
profiles = st.lists(st.integers(1, 100), min_size=3, max_size=3).map(
    lambda points: profile(
        module(points[0], "SHOP", "MARKET"),
        module(points[1], "TOILET"),
        module(points[2], "STREET"),
    )
)
