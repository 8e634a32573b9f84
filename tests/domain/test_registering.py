from dataclasses import replace
from datetime import date

import pytest

from assessor.domain.inspection import Site, Unit, UnitKind
from assessor.domain.registering import (
    Change,
    change_to,
    flaws_of_partnership,
    flaws_of_site,
    flaws_of_unit,
    is_in_place,
    together,
)
from assessor.domain.territory import Holdings, Partnership, Territory

MAY = date(2026, 5, 1)
TOWN = Unit("990001001", "东门镇", UnitKind.TOWN)
COMMUNITY = Unit("990001001001", "第一社区", UnitKind.COMMUNITY, TOWN.code)
BODY = Unit("ORG-1", "县教育局", UnitKind.ORGANISATION)
SITE = Site("990001001001-MARKET-0001", "东门市场", "MARKET", COMMUNITY.code, BODY.code)
CARE = Partnership(SITE.code, BODY.code)
KNOWN = Holdings((TOWN, COMMUNITY, BODY), (SITE,), (CARE,))
RENAMED = replace(TOWN, name="东门街道", valid_from=MAY)
TERRITORY = Territory(KNOWN.units)


def test_what_says_the_same_is_no_change():
    assert not change_to(KNOWN, KNOWN)
    assert not change_to(KNOWN, Holdings())


def test_a_new_version_replaces_nothing_and_a_correction_does():
    corrected = replace(SITE, name="东门农贸市场")
    change = change_to(KNOWN, Holdings((TOWN, RENAMED), (corrected,)))
    assert change == Change(Holdings((), (SITE,)), Holdings((RENAMED,), (corrected,)))
    assert together(KNOWN, change.after).units == (*KNOWN.units, RENAMED)


def test_a_change_is_in_place_only_while_nothing_else_is_there():
    change = change_to(KNOWN, Holdings((RENAMED,), (replace(SITE, name="市场"),)))
    done = together(KNOWN, change.after)
    assert is_in_place(change, KNOWN)
    assert is_in_place(change.undoing, done)
    assert not is_in_place(change, done)
    assert not is_in_place(change.undoing, KNOWN)
    other = Holdings((replace(RENAMED, name="别名"),))
    assert not is_in_place(change, together(KNOWN, other))


@pytest.mark.parametrize(
    ("unit", "field"),
    [
        (replace(TOWN, parent="990009"), "parent"),
        (replace(TOWN, parent=TOWN.code), "parent"),
        (replace(TOWN, parent=COMMUNITY.code), "parent"),
        (replace(TOWN, parent=BODY.code), "parent"),
        (replace(TOWN, valid_from=MAY, valid_to=MAY), "valid_to"),
        (replace(COMMUNITY, valid_from=MAY), None),
        (replace(BODY, parent=TOWN.code), "parent"),
    ],
)
def test_what_is_wrong_with_a_unit_names_its_field(unit, field):
    assert [found for found, _words in flaws_of_unit(unit, TERRITORY)] == [field] * bool(field)


def test_an_organisation_does_not_lie_in_what_lies_in_it():
    inner = Unit("ORG-2", "一科", UnitKind.ORGANISATION, BODY.code)
    outer = replace(BODY, parent=inner.code)
    (flaw,) = flaws_of_unit(outer, Territory((inner, outer)))
    assert flaw == ("parent", "一科 lies in this unit itself.")


@pytest.mark.parametrize(
    ("site", "field"),
    [
        (SITE, None),
        (replace(SITE, community="990009001001"), "community"),
        (replace(SITE, community=TOWN.code), "community"),
        (replace(SITE, organisation=TOWN.code), "organisation"),
        (replace(SITE, organisation="ORG-9"), "organisation"),
    ],
)
def test_what_is_wrong_with_a_site_names_its_field(site, field):
    assert [found for found, _words in flaws_of_site(site, TERRITORY)] == [field] * bool(field)


@pytest.mark.parametrize(
    ("each", "field"),
    [
        (CARE, None),
        (Partnership(TOWN.code, BODY.code, MAY), None),
        (Partnership("nowhere", BODY.code), "subject"),
        (Partnership(BODY.code, BODY.code), "subject"),
        (Partnership(TOWN.code, TOWN.code), "partner"),
        (Partnership(TOWN.code, BODY.code, MAY, MAY), "valid_to"),
    ],
)
def test_what_is_wrong_with_a_partnership_names_its_field(each, field):
    found = flaws_of_partnership(each, TERRITORY, [SITE.code])
    assert [name for name, _words in found] == [field] * bool(field)
