"""A report and the data attached to it name each other, whatever kind of report it is."""

import hashlib
import json

import pytest

from assessor.services.agreement import agreement
from assessor.services.bulletins import bulletin_paper
from assessor.services.comparison import rank_units
from assessor.services.reports import ranking_paper
from assessor.services.site_reports import site_paper
from assessor.services.unit_reports import unit_paper
from assessor.signing.attachments import Enclosed, enclosed_in
from tests.actors import NOON, site, units

VALUES = {"issuer": "县爱卫办", "at": NOON}


def attached(*contents):
    return {f"{hashlib.sha256(each).hexdigest()}.json": each for each in contents}


def digest(content):
    return hashlib.sha256(content).hexdigest()


RECORD = b'{"kind":"record"}'
BASIS = json.dumps({"report": "site", "documents": [digest(RECORD)], "fingerprint": "A 1"}).encode()
NAMED = f"urn:assessor:report:{digest(BASIS)}"


def test_every_kind_of_report_agrees_with_its_data(people):
    _zhang, clerk, _chief = people
    office = clerk.workspace, clerk.library
    clerk.workspace.register.save_units(units())
    record = clerk.checks(site(), faults=2).report.read_bytes()
    ranking = rank_units(*office, "town")
    for pdf in (
        record,
        site_paper(*office, site().code, "en", **VALUES).pdf,
        unit_paper(*office, "990001001", "en", **VALUES).pdf,
        bulletin_paper("标题：一\n期号：7\n\n字".encode(), "en", **VALUES).pdf,
        ranking_paper(*office, ranking, "en", **VALUES).pdf,
    ):
        enclosed = enclosed_in(pdf)
        assert enclosed.files
        assert enclosed.identifier
        found = agreement(enclosed, {clerk.key.key_id})
        assert (found.reason, found.notes) == ("", ())


@pytest.mark.parametrize(
    ("identifier", "files", "words"),
    [
        (NAMED, attached(RECORD), "of another record than the data"),
        (NAMED, attached(BASIS) | {f"{'0' * 64}.txt": b"x"}, "not the record that its name says"),
        (NAMED, attached(BASIS, b'{"kind":"other"}'), "does not rest on: b59c6ddfb8f1"),
        ("urn:assessor:bulletin:A-2", attached(BASIS), "of another record than the data"),
        ("urn:assessor:bulletin:A-1", attached(BASIS, b"{}"), "does not rest on: 44136fa355b3"),
        (f"urn:sha256:{digest(RECORD)}", attached(RECORD), "kind"),
        (NAMED, {}, "of another record than the data"),
    ],
)
def test_a_report_and_data_that_do_not_name_each_other_disagree(identifier, files, words):
    assert words in agreement(Enclosed(identifier, files), ()).reason


def test_a_report_and_data_that_name_each_other_agree():
    for identifier in (NAMED, "urn:assessor:bulletin:A-1"):
        found = agreement(Enclosed(identifier, attached(BASIS, RECORD)), ())
        assert (found.reason, found.notes) == ("", ())


def test_what_the_report_does_not_tell_of_is_named():
    named = agreement(Enclosed(NAMED, attached(BASIS) | {"list.txt": b"x"}), ())
    assert (named.reason, len(named.notes)) == ("", 1)
    assert "list.txt is attached too" in named.notes[0]
    silent = agreement(Enclosed("", attached(BASIS)), ())
    assert (silent.reason, len(silent.notes)) == ("", 1)
    assert "does not say from which data" in silent.notes[0]


@pytest.mark.parametrize(
    "told", [b"[" * 100_000, b"\xff", b'{"report":1}', b'{"report":"x","documents":[{}, 1]}']
)
def test_hostile_data_is_data(told):
    files = attached(told, RECORD)
    assert agreement(Enclosed(f"urn:assessor:report:{digest(told)}", files), ()).reason
