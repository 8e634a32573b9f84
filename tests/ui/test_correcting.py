"""A signed and exported check is found wrong: from the list of today to its second revision."""

import pytest

from assessor.domain.inspection import Fault, Faults
from assessor.services.fieldwork import not_exported
from assessor.services.reports import revision_of
from assessor.ui import dialogs
from assessor.ui.agenda import Stage
from assessor.ui.places import Places
from assessor.ui.sign_off_dialog import _KEY, _REPORT, _SITE, SignOffDialog
from tests.actors import PASSPHRASE, full_marks, site

LONG = 30_000


@pytest.fixture
def zhang(people):
    return people("zhang")


@pytest.fixture
def places(qtbot, zhang, seat):
    places = Places(seat(zhang))
    qtbot.addWidget(places)
    places.resize(1366, 720)
    places.show()
    places.begin()
    return places


def test_a_correction_goes_from_todays_row_to_a_second_signed_file(
    qtbot, zhang, places, tmp_path, monkeypatch
):
    stick = tmp_path / "stick"
    first = zhang.checks(site())
    zhang.exports(first.check_id, stick)
    zhang.workspace.handed_over.note(first.digest, places._desk.now())
    places.go_to("today")
    assert places.page._chosen().stage is Stage.EXPORTED

    places.page.card._correct.click()
    qtbot.waitUntil(lambda: places.fieldwork is not None, timeout=LONG)
    item = next(i for i in places.fieldwork.site_type.items if full_marks(i) == Faults())
    places.fieldwork.mark(item.id, Faults((Fault(1, "漏记一处"),)), "fault")

    places.sign()
    (dialog,) = places.findChildren(SignOffDialog)
    assert not dialog._next.isEnabled()  # not without a reason
    dialog.review.reason.setText("复核发现漏记一处")
    dialog.review.commit()
    for step in (_SITE, _REPORT, _KEY):
        dialog._next.click()
        assert dialog._steps.currentIndex() == step
    qtbot.waitUntil(lambda: dialog.report.pages > 0, timeout=LONG)
    dialog.key._passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.signed, timeout=LONG):
        dialog._next.click()

    revision = revision_of(zhang.workspace, first.check_id)
    assert revision.parents == (first.digest,)
    assert revision.reason == "复核发现漏记一处"
    assert [header.id for header in not_exported(zhang.workspace)] == [first.check_id]
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_asked: stick)
    with qtbot.waitSignal(dialog.export.exported, timeout=LONG):
        dialog.export.drives.other.click()
    dialog.close()
    assert places.page._chosen().stage is Stage.EXPORTED
