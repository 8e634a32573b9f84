from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.sampling import Exclusion, Plan, draw, frame_digest, redraws, type_in
from tests.builders import campaign, site

QUOTAS = {"SHOP": 3, "MARKET": 2}
universal = settings(max_examples=50, deadline=None)


TYPES = st.sampled_from(["SHOP", "MARKET", "TOILET"])
FRAME = [
    site(number, code=site_type)
    for site_type, count in [("SHOP", 12), ("MARKET", 8)]
    for number in range(count)
]


def plan(sites=FRAME, quotas=QUOTAS, seed="seed", excluded=()):
    drawn = draw(sites, quotas, seed, excluded)
    chosen = tuple(each for each in sites if each.code in drawn.drawn)
    return Plan(campaign(), (), chosen, drawn)


def changed(good, **changes):
    return replace(good, draw=replace(good.draw, **changes))


frames = st.lists(
    st.builds(site, st.integers(0, 40), code=TYPES),
    max_size=12,
    unique=True,
)
quota_tables = st.dictionaries(st.sampled_from(["SHOP", "MARKET", "STREET"]), st.integers(0, 6))


def test_the_draw_is_the_one_described_and_no_other():
    # printf '%s\n%s' seed CODE | sha256sum, over the codes of a type: the smallest are drawn
    assert draw(FRAME, QUOTAS, "seed").drawn == (
        "530325001001-MARKET-0004",
        "530325001001-MARKET-0007",
        "530325001001-SHOP-0001",
        "530325001001-SHOP-0002",
        "530325001001-SHOP-0011",
    )
    assert (
        draw(FRAME, QUOTAS, "seed").frame_digest
        == "d1c904b0fed1429898018025d02a36f021c98290c09a0d3b1fdf8df95f1ac435"
    )


@given(frames, quota_tables, st.text(max_size=5), st.randoms(use_true_random=False))
@universal
def test_the_order_of_sites_and_quotas_does_not_matter(sites, quotas, seed, chance):
    shuffled = chance.sample(sites, len(sites))
    backwards = dict(reversed(quotas.items()))
    assert draw(shuffled, backwards, seed) == draw(sites, quotas, seed)


def test_the_order_of_exclusions_does_not_matter():
    barred = [Exclusion(each.code, "closed") for each in FRAME[:3]]
    assert draw(FRAME, QUOTAS, "seed", barred) == draw(FRAME, QUOTAS, "seed", barred[::-1])


@given(frames, quota_tables, st.text(max_size=5), st.data())
@universal
def test_as_many_as_asked_for_are_drawn_and_none_that_was_excluded(sites, quotas, seed, data):
    barred = data.draw(st.lists(st.sampled_from(sites), unique=True)) if sites else []
    drawn = draw(sites, quotas, seed, [Exclusion(each.code, "closed") for each in barred])
    left = {each for each in sites if each not in barred}
    assert drawn.frame == tuple(sorted(each.code for each in left))
    for site_type in {"SHOP", "MARKET", "TOILET", "STREET"}:
        there = sum(each.site_type == site_type for each in left)
        chosen = [code for code in drawn.drawn if type_in(code) == site_type]
        assert len(chosen) == min(quotas.get(site_type, 0), there)
    assert set(drawn.drawn) <= set(drawn.frame)


@given(frames, quota_tables, st.text(max_size=5), st.data())
@universal
def test_more_sites_are_drawn_beside_the_same_ones_when_the_quota_grows(sites, quotas, seed, data):
    more = {site_type: count + data.draw(st.integers(0, 3)) for site_type, count in quotas.items()}
    assert set(draw(sites, quotas, seed).drawn) <= set(draw(sites, more, seed).drawn)


@given(frames, quota_tables, st.text(max_size=5), st.data())
@universal
def test_an_honest_plan_can_be_drawn_again(sites, quotas, seed, data):
    barred = data.draw(st.lists(st.sampled_from(sites), unique=True)) if sites else []
    assert redraws(plan(sites, quotas, seed, [Exclusion(each.code, "closed") for each in barred]))


GOOD = plan(excluded=[Exclusion(FRAME[0].code, "closed")])
SPARE = next(code for code in GOOD.draw.frame if code not in GOOD.draw.drawn)


@pytest.mark.parametrize(
    "tampered",
    [
        changed(GOOD, seed="another"),
        changed(GOOD, frame=GOOD.draw.frame[1:]),
        changed(GOOD, frame=(*GOOD.draw.frame, FRAME[0].code)),
        changed(GOOD, frame=GOOD.draw.frame[::-1]),
        changed(GOOD, frame_digest="0" * 64),
        changed(GOOD, quotas=(("MARKET", 2), ("SHOP", 4))),
        changed(GOOD, quotas=(("MARKET", 2), ("MARKET", 2), ("SHOP", 3))),
        changed(GOOD, quotas=(("SHOP", 3), ("MARKET", 2))),
        changed(GOOD, excluded=(*GOOD.draw.excluded, Exclusion(SPARE, "too far"))),
        changed(GOOD, drawn=GOOD.draw.drawn[1:]),
        changed(GOOD, drawn=(*GOOD.draw.drawn[1:], SPARE)),
        changed(GOOD, drawn=()),
        replace(GOOD, sites=GOOD.sites[1:]),
        replace(GOOD, sites=(*GOOD.sites, GOOD.sites[0])),
    ],
)
def test_a_plan_that_was_tampered_with_is_found(tampered):
    assert redraws(GOOD)
    assert not redraws(tampered)


@given(st.sampled_from(GOOD.draw.drawn), st.sampled_from(GOOD.draw.frame))
@universal
def test_no_drawn_site_can_be_exchanged_for_another(out, into):
    kept = {*GOOD.draw.drawn} - {out} | {into}
    sites = tuple(each for each in FRAME if each.code in kept)
    exchanged = replace(changed(GOOD, drawn=tuple(sorted(kept))), sites=sites)
    assert redraws(exchanged) == (out == into)


def test_the_digest_of_a_frame_depends_on_its_codes_and_not_on_their_order():
    assert frame_digest(["b", "a"]) == frame_digest(["a", "b"])
    assert frame_digest(["ab"]) != frame_digest(["a", "b"])
    assert frame_digest(["a"]) != frame_digest(["a", "b"])


@pytest.mark.parametrize(
    ("code", "site_type"),
    [
        ("530325001001-MARKET-0003", "MARKET"),
        ("530325001001-ROAD_MAIN-12", "ROAD_MAIN"),
        ("a-b-MARKET-3", "MARKET"),
        ("MARKET-3", ""),
        ("", ""),
    ],
)
def test_a_site_code_names_its_type(code, site_type):
    assert type_in(code) == site_type
