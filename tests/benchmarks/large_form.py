"""Opening a form of 500 items on the check page until it is painted, against a bare tree of 500 rows."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTreeView

from assessor.domain.inspection import Visit
from assessor.paths import Paths, shipped
from assessor.services.fieldwork import new_check
from assessor.standards import Library
from assessor.storage import Workspace
from assessor.ui.application import prepare
from assessor.ui.check_page import CheckPage
from assessor.ui.desk import Desk
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.jobs import Jobs
from assessor.ui.preferences import Preferences
from tests.benchmarks.measuring import Measure, in_turns
from tests.ui import large_form

ITEMS = 500
AT = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)
AIM = 0.3  # seconds


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        installed, paths = Path(folder) / "standards", Paths(Path(folder) / "profile")
        paths.profile.mkdir()
        large_form.install(installed, ITEMS)
        application = QApplication.instance() or QApplication([])
        preferences, jobs = Preferences(paths.settings), Jobs()
        with Workspace(paths.workspace) as workspace:
            library = Library(shipped("standards"), installed)
            desk = Desk(paths, workspace, library, preferences, jobs)
            prepare(application, "zh_CN", desk.theme)
            standard = library.standard(large_form.STANDARD)
            check = new_check(workspace, large_form.SITE, standard.ref, Visit(AT))
            workspace.drafts.begin(check, f"EACH.{ITEMS // 2:03}")

            def ours() -> None:
                fieldwork = Fieldwork(workspace, library, check.id)
                _painted(CheckPage(desk, fieldwork))

            def bare() -> None:
                model = QStandardItemModel()
                for item in standard.site_type("EACH").items:
                    model.appendRow(QStandardItem(item.text.zh))
                view = QTreeView()
                view.setModel(model)
                _painted(view)

            for each in (ours, bare):
                each()
            took, floor = in_turns(ours, bare, 9)
            note = f"aim ≤ {AIM} s: {'kept' if took <= AIM else 'missed'}"
            yield Measure(
                f"opening a form of {ITEMS} items", "a bare tree", took, floor, None, note
            )
            jobs.shut_down()


def _painted(widget) -> None:
    widget.resize(1366, 768)
    widget.show()
    QApplication.processEvents()
    widget.close()
    widget.deleteLater()
