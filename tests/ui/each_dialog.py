"""Every dialog of the program, by its class, made from what an inspector has open.

A dialog that is not here fails `test_accessibility`: add it, so that it is looked at, too.
"""

import importlib
import pkgutil
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog

import assessor.ui
from assessor.domain.carrying import CarryPlan
from assessor.domain.explaining import explain
from assessor.domain.figures import Area, Subject
from assessor.domain.inspection import Visit
from assessor.domain.references import References
from assessor.i18n import current
from assessor.photos.drawing import draw_scene
from assessor.services import carrying
from assessor.services.authoring import Head
from assessor.services.conflicts import Contest, Dispute, Mark, Side
from assessor.services.fieldwork import new_check
from assessor.services.imported_standard import ImportedTable
from assessor.services.registering import Line
from assessor.services.taking_in import FileOutcome
from assessor.services.trusting import OfferedOffice, Standing, TrustOffer
from assessor.services.unfolding import Branch
from assessor.storage import ImportedFile, ImportRecord, Outcome
from assessor.ui import register_questions
from assessor.ui.evidence_dialog import About
from assessor.ui.jobs import Job
from assessor.ui.publish_work import Kind
from assessor.ui.unit_tree import read_register_of
from tests.registers import sites_of

#: Tested with a camera of their own making.
ELSEWHERE = {"CameraDialog"}


def classes():
    """Every class of dialog that the windows have."""
    for each in pkgutil.iter_modules(assessor.ui.__path__, "assessor.ui."):
        importlib.import_module(each.name)
    return {each.__name__: each for each in _below(QDialog) if _is_ours(each)}


def made(desk, places):
    """Each dialog with its name; those of several screens once for each."""
    known = classes()
    for name, make in _MAKERS.items():
        for number, dialog in enumerate(make(known[name], desk, places)):
            yield f"{name} {number}", dialog


def missing():
    """The dialogs that nobody looks at."""
    return sorted(set(classes()) - set(_MAKERS) - ELSEWHERE)


def _below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _is_ours(kind):
    return kind.__module__.startswith("assessor.ui.")


def _standard(desk):
    return desk.library.standard("NSC-2021")


def _tree(desk, places):
    fieldwork = places.fieldwork
    return explain(fieldwork.card, fieldwork.vocabulary, current())


def _site(desk):
    return sites_of(desk.workspace, "MARKET")[0]


def _steps(kind, desk, places):
    for number in range(4):
        dialog = kind(desk, places)
        dialog._show(number)
        yield dialog


def _plan(desk) -> CarryPlan:
    older = desk.library.standard("NSC-2021", 1)
    visit = Visit(datetime.now(UTC), inspectors=("张三",))
    check = new_check(desk.workspace, _site(desk), older.ref, visit)
    desk.workspace.drafts.begin(check, older.site_type("MARKET").items[0].id)
    return carrying.plan_of(desk.workspace, desk.library, check.id, _standard(desk))


def _compare(kind, desk, places):
    references = References(desk.library.standards())
    yield kind(desk, references, references.standard("NSC-2021/2"), places)


def _carry(kind, desk, places):
    yield kind(desk, _plan(desk), lambda _plan, _choices: None, places)


def _evidence(kind, desk, places):
    unit = desk.workspace.register.units()[0]
    area = Area(unit.code, "NSC-2021")
    about = About(area, Subject.INDICATOR, "IND-01", 2025, "人均公园绿地面积", "")
    yield kind(desk, about, places)


def _import(kind, desk, places):
    yield kind(ImportedTable("表.xlsx", "表", {}, {}, (), {}, (), ()), Head(), places)


def _sign_off(kind, desk, places):
    for step in range(5):
        dialog = kind(desk, places.fieldwork, places)
        dialog._go_to(step)
        yield dialog


def _colleague(kind, desk, places):
    for page in ("share", "hand_over", "take_in"):
        dialog = kind(desk, places.fieldwork, places)
        dialog.show_page(page)
        yield dialog


def _enrolment(kind, desk, places):
    for role in ("inspector", "office"):
        desk.preferences.change(role=role)
        for step in range(5):
            dialog = kind(desk, places)
            dialog.show_step(step)
            yield dialog


def _trust(kind, desk, places):
    office = OfferedOffice("示例县爱卫办", "dfae " * 16, Standing.UNKNOWN, 1, desk.now(), 2)
    yield kind(desk, TrustOffer(Path("/media/USB/office.trust"), (office,)), places)


def _contest():
    sides = tuple(
        Side(f"{n:064x}", name, datetime(2026, 5, 12, tzinfo=UTC), "复核")
        for n, name in enumerate(("张三", "李四"))
    )
    marks = (Mark("未查", ()), Mark("满分", ("ab" * 32,)))
    return Contest("check", "东门市场", sides, (Dispute("MARKET.01", "01 公示", marks),))


def _receipt(desk):
    file = ("a.asice", Outcome.QUARANTINED, "damaged", 0, 2, 1)
    record = ImportRecord(1, desk.now(), (ImportedFile(*file),))
    return record, (FileOutcome(*file),)


def _register(kind, desk, places):
    register = read_register_of(desk.workspace, {}, desk.now().date())
    town = register.territory.unit("990001001")
    asked = register_questions
    for ask in (asked.ask_new_unit, asked.ask_name, asked.ask_end, asked.ask_partner):
        yield ask(register, town, places)
    yield asked.ask_site(register, register.holdings.sites[0], places)


def _place():
    fault = Branch("地面有垃圾", "-2.00", is_lossy=True, photos=("ab" * 32,))
    item = Branch("03 路面", "8.00 / 10.00", "2处", is_lossy=True, children=(fault,))
    return Branch(
        "东门街道", "96.00 / 100.00", children=(Branch("现场检查", "", children=(item,)),)
    )


_MAKERS = {
    "AddSiteDialog": lambda kind, desk, places: [kind(desk, _standard(desk), places)],
    "AddedItemDialog": lambda kind, desk, places: [
        kind(_standard(desk).site_type("MARKET"), "MARKET.91", "", places)
    ],
    "BackupDialog": lambda kind, desk, places: [kind(desk, places)],
    "CarryDialog": _carry,
    "CertificateDialog": lambda kind, desk, places: [kind(desk, (), Path("zhang.crt"), places)],
    "ChangeDialog": lambda kind, desk, places: [
        kind("底册.xlsx", (Line("990001001", "东门街道", "from 2026-05-01: name"),) * 30, places)
    ],
    "CodeDialog": lambda kind, desk, places: [kind(desk.now, places)],
    "CompareDialog": _compare,
    "CrashDialog": lambda kind, desk, places: [kind("Traceback …\n" * 40, None, 2, places)],
    "ColleagueDialog": _colleague,
    "ContestDialog": lambda kind, desk, places: [kind(desk, _contest(), (), places)],
    "EditSiteDialog": lambda kind, desk, places: [kind(desk, _standard(desk), _site(desk), places)],
    "EnrolmentDialog": _enrolment,
    "EnvelopeDialog": lambda kind, desk, places: [kind(desk, places)],
    "EvidenceDialog": _evidence,
    "ExaminationDialog": lambda kind, desk, places: [kind(desk, places)],
    "ExplanationDialog": lambda kind, desk, places: [kind(_tree(desk, places), places)],
    "ExportDialog": lambda kind, desk, places: [kind(desk, (places.fieldwork.check.id,), places)],
    "FirstSteps": _steps,
    "GuideDialog": lambda kind, desk, places: [kind(desk, places)],
    "ImportDialog": _import,
    "InboxDialog": lambda kind, desk, places: [
        kind(desk, places.fieldwork, places.page.marker, places)
    ],
    "JobDialog": lambda kind, desk, places: [kind(Job(lambda _r: None, desk.jobs), "…", places)],
    "KeysDialog": lambda kind, desk, places: [kind(places)],
    "MarkupDialog": lambda kind, desk, places: [
        kind("ab" * 32, draw_scene("市场", 1), (), desk.theme, places)
    ],
    "PictureDialog": lambda kind, desk, places: [kind(draw_scene("脏", 1), places)],
    "ProblemsDialog": lambda kind, desk, places: [kind("heading", ["one", "two"] * 20, places)],
    "PublishDialog": lambda kind, desk, places: [kind(desk, None, places, Kind.SITE)],
    "ReceiptDialog": lambda kind, desk, places: [kind(desk, *_receipt(desk), places)],
    "RegisterDialog": _register,
    "RestoreDialog": lambda kind, desk, places: [
        kind(desk.paths, desk.workspace.path, desk.jobs, desk.theme, places)
    ],
    "RevokeDialog": lambda kind, desk, places: [kind(desk, "ab" * 16, "张三", places)],
    "SignOffDialog": _sign_off,
    "TailorDialog": lambda kind, desk, places: [kind(desk, _standard(desk), places)],
    "TrustDialog": _trust,
    "UnfoldDialog": lambda kind, desk, places: [kind(desk, _place(), places)],
}
