"""Pictures of every page and the dialogs, to be looked at: `python -m tests.pictures DIR`.

In both languages, three looks, at 100 % and 150 % of a 1366×768 screen, from the
demonstration's office, which is made in DIR at first. Needs a screen (`xvfb-run -a`), or
`QT_QPA_PLATFORM=offscreen`.
"""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from assessor.domain.inspection import Visit
from assessor.i18n import LANGUAGES, current
from assessor.paths import Paths, shipped
from assessor.services.demonstration import demonstrate
from assessor.services.fieldwork import new_check
from assessor.settings import THEMES
from assessor.standards import Library
from assessor.storage import Workspace
from tests.registers import sites_of

SCREEN = (1366, 768)


def main(folder):
    profile = folder / "demo" / "office"
    if not profile.exists():
        demonstrate(folder / "demo", "zh_CN")
        begin_checks(Paths(profile))
    for scale in ("1", "1.5"):
        subprocess.run(
            [sys.executable, "-m", "tests.pictures", str(folder), scale],
            env=os.environ | {"QT_SCALE_FACTOR": scale, "QT_FONT_DPI": "96"},
            check=True,
        )


def begin_checks(paths):
    """Two drafts, of which the last one opens."""
    library = Library(shipped("standards"))
    standard = library.standard("NSC-2021")
    with Workspace(paths.workspace) as workspace:
        for site in sites_of(workspace, "MARKET")[:2]:
            visit = Visit(datetime.now(UTC), inspectors=("张三",))
            check = new_check(workspace, site, standard.ref, visit)
            form = standard.site_type(site.site_type)
            workspace.drafts.begin(check, form.items[0].id)


def take(folder, scale):
    from PySide6.QtWidgets import QApplication

    from assessor.ui.application import make_application, prepare
    from assessor.ui.desk import Desk
    from assessor.ui.jobs import Jobs
    from assessor.ui.main_window import MainWindow
    from assessor.ui.preferences import Preferences

    application = make_application()
    paths = Paths(folder / "demo" / "office")
    preferences = Preferences(paths.settings, application)
    with Workspace(paths.workspace) as workspace:
        jobs = Jobs()
        desk = Desk(paths, workspace, Library(shipped("standards")), preferences, jobs)
        prepare(application, desk.settings.language, desk.theme)
        window = MainWindow(folder / "window.ini")
        places = window.furnish(desk)
        window.showNormal()
        window.resize(*(int(side / float(scale)) for side in SCREEN))
        mark_something(places)
        for language in LANGUAGES:
            for theme in THEMES:
                preferences.change(language=language, theme=theme, role="office")
                stem = f"{int(float(scale) * 100)}-{language}-{theme}"
                for place in list(places._buttons):
                    places.go_to(place)
                    settle(application, jobs)
                    window.grab().save(str(folder / f"{stem}-{place}.png"))
                for name, dialog in dialogs(desk, places):
                    dialog.show()
                    settle(application, jobs)
                    dialog.grab().save(str(folder / f"{stem}-dialog-{name}.png"))
                    dialog.close()
        jobs.shut_down()
        window.close()
    QApplication.processEvents()


def mark_something(places):
    """A good item, and one with a fault in hand."""
    if places.fieldwork is None:
        return
    places.go_to("check")
    items = [item.id for item in places.fieldwork.site_type.items]
    marker, fieldwork = places.page.marker, places.fieldwork
    fieldwork.visit(items[0])
    marker.full()
    fieldwork.visit(items[2])
    marker.add_fault()
    marker.change_fault(words="通道堆放纸箱")
    marker.cancel()


def dialogs(desk, places):
    """Those that need nothing but what is open."""
    from assessor.domain.explaining import explain
    from assessor.ui.add_site_dialog import AddSiteDialog
    from assessor.ui.agenda import standard_in_force
    from assessor.ui.explanation_dialog import ExplanationDialog
    from assessor.ui.first_steps import FirstSteps
    from assessor.ui.guide_dialog import GuideDialog
    from assessor.ui.keys_dialog import KeysDialog
    from assessor.ui.sign_off_dialog import SignOffDialog

    yield "keys", KeysDialog(places)
    yield "guide", GuideDialog(desk, places)
    for number in range(4):
        steps = FirstSteps(desk, places)
        steps._show(number)
        yield f"steps-{number + 1}", steps
    yield "add-site", AddSiteDialog(desk, standard_in_force(desk.library, None), places)
    if fieldwork := places.fieldwork:
        tree = explain(fieldwork.card, fieldwork.vocabulary, current())
        yield "why", ExplanationDialog(tree, places)
        yield "sign-off", SignOffDialog(desk, fieldwork, places)


def settle(application, jobs):
    """Let pages finish what they show, and old ones go."""
    from PySide6.QtCore import QEvent

    application.processEvents()
    patience = time.monotonic() + 10
    while jobs.busy and time.monotonic() < patience:
        application.processEvents()
        time.sleep(0.01)
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    application.processEvents()


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        take(Path(sys.argv[1]), sys.argv[2])
