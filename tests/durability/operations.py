"""The operations that are killed and cut: the program's own services, on small real data.

Each acts on a folder that holds a profile and a stick. It says when something is done,
and, run again after any interruption, goes on as a person would.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from shutil import copytree

from assessor.domain.carrying import Choice
from assessor.domain.inspection import Band, Fault, Faults, YesNo
from assessor.errors import AssessorError
from assessor.photos.drawing import draw_scene
from assessor.photos.importing import read_photo
from assessor.services import care, carrying
from assessor.services.exporting import export_noted
from assessor.services.photo_intake import take_in
from assessor.services.resolving import begin, heads_of
from assessor.services.sign_off import correct, sign_off
from assessor.services.transfer import export_check, merge_files
from assessor.standards import Library
from assessor.storage import Workspace
from tests.actors import NOON, Person, authority
from tests.durability.looking import Look, look_at_layout, look_at_restored, look_at_work
from tests.services.editions import begun, two_revisions

FROZEN = Path(__file__).parents[1] / "data" / "workspaces" / "workspace-1"
LATER = NOON + timedelta(hours=1)
AFTER = NOON + timedelta(days=1)
ANSWERS = 12
PHOTOS = 3
GOOD = {"SHOP.01": Faults(), "SHOP.02": Band(10), "SHOP.03": YesNo(True)}
DIRTY = Faults((Fault(2, "污渍"),))

Told = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """Two inspectors of one office, and the office's clerk; all their workspaces are closed."""

    library: Library
    zhang: Person
    li: Person
    clerk: Person

    @classmethod
    def set_up(cls, folder: Path) -> "Scene":
        library = two_revisions(folder / "standards")
        root = authority(folder / "authority")
        people = (
            Person(name, folder / name, root, is_office=name == "clerk", library=library)
            for name in ("zhang", "li", "clerk")
        )
        scene = cls(library, *people)
        for person in (scene.zhang, scene.li, scene.clerk):
            person.close()
        return scene


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that is interrupted. `prepare` gives the profile in which it happens."""

    name: str
    prepare: Callable[[Scene], Path]
    act: Callable[[Scene, Path, Told], None]
    look: Look = look_at_work


def open_work(folder: Path) -> Workspace:
    """The workspace of a profile."""
    return Workspace(folder / "workspace.assessor")


def _begin(person: Person, answers: Mapping[str, object] = GOOD) -> str:
    check_id = begun(person.workspace, person.library, key=person.key.key_id)
    for item, seen in answers.items():
        person.marks(check_id, item, seen)
    return check_id


def _sign(scene: Scene, person: Person, workspace: Workspace, check_id: str, **more: str) -> str:
    signed = sign_off(
        workspace, scene.library, check_id, person.key, language="zh_CN", at=LATER, **more
    )
    return signed.check_id


def _signed(scene: Scene, person: Person) -> str:
    """A signed check with a photo."""
    photo = person.photographs("污渍")
    dirty = Faults((Fault(2, "污渍", photos=(photo,)),))
    return _sign(scene, person, person.workspace, _begin(person, GOOD | {"SHOP.01": dirty}))


def _an_open_check(scene: Scene) -> Path:
    scene.zhang.opens()
    _begin(scene.zhang, {})
    scene.zhang.close()
    return scene.zhang.folder


def _answer(scene: Scene, folder: Path, told: Told) -> None:
    with open_work(folder) as workspace:
        draft = workspace.drafts.last_open()
        for number in range(1, ANSWERS + 1):
            seen = Faults((Fault(number, f"第{number}处"), Fault(1, "积水")))
            workspace.drafts.mark(draft, f"SHOP.{number:02}", seen, LATER)
            told()


def _pictures_on_a_card(scene: Scene) -> Path:
    folder = _an_open_check(scene)
    (folder / "stick").mkdir()
    for number in range(PHOTOS):
        small = read_photo(draw_scene("街道", number), "").thumbnail  # quick to take in
        (folder / "stick" / f"IMG_{number}.jpg").write_bytes(small)
    return folder


def _add_photos(scene: Scene, folder: Path, told: Told) -> None:
    with open_work(folder) as workspace:
        draft = workspace.drafts.last_open()
        for path in sorted((folder / "stick").iterdir()):
            taken = take_in(workspace, [path], lambda _done, _total: None)
            if taken.waiting:
                raise AssessorError(*taken.refusals)
            told()
            seen = Faults((Fault(1, path.name, photos=taken.digests),))
            workspace.drafts.mark(draft, f"SHOP.{path.stem[-1]}", seen, LATER)
            told()


def _a_finished_check(scene: Scene) -> Path:
    scene.zhang.opens()
    photo = scene.zhang.photographs("污渍")
    _begin(scene.zhang, GOOD | {"SHOP.01": Faults((Fault(2, "污渍", photos=(photo,)),))})
    scene.zhang.close()
    return scene.zhang.folder


def _sign_off(scene: Scene, folder: Path, told: Told) -> None:
    with open_work(folder) as workspace:
        draft = workspace.drafts.last_open()
        if draft is not None:
            _sign(scene, scene.zhang, workspace, draft)
        told()


def _a_signed_check(scene: Scene) -> Path:
    scene.zhang.opens()
    _signed(scene, scene.zhang)
    scene.zhang.close()
    (scene.zhang.folder / "stick").mkdir()
    return scene.zhang.folder


def _export(scene: Scene, folder: Path, told: Told) -> None:
    with open_work(folder) as workspace:
        (header,) = workspace.documents.checks()
        export_noted(workspace, header.id, folder / "stick", AFTER)
        told()


def _a_stick_with_three_results(scene: Scene) -> Path:
    stick = scene.clerk.folder / "stick"
    stick.mkdir()
    for person, count in ((scene.zhang, 2), (scene.li, 1)):
        person.opens()
        for _check in range(count):
            export_check(person.workspace, _signed(scene, person), stick)
        person.close()
    return scene.clerk.folder


def _merge(scene: Scene, folder: Path, told: Told) -> None:
    def taken(done: int, _total: int) -> None:
        if done:
            told()

    with open_work(folder) as workspace:
        paths = sorted((folder / "stick").iterdir())
        merge_files(workspace, scene.library, scene.clerk.trust, paths, AFTER, taken)


def _an_import(scene: Scene) -> Path:
    folder = _a_stick_with_three_results(scene)
    _merge(scene, folder, lambda: None)
    return folder


def _undo(scene: Scene, folder: Path, told: Told) -> None:
    with open_work(folder) as workspace:
        (record,) = workspace.documents.imports()
        if record.undone is None:
            workspace.documents.undo_import(record.id, AFTER)
        told()


def _a_conflict(scene: Scene) -> Path:
    zhang, clerk, stick = scene.zhang, scene.clerk, scene.clerk.folder / "stick"
    zhang.opens()
    clerk.opens()
    check_id = _signed(scene, zhang)
    clerk.merges(zhang.exports(check_id, stick))
    for person, seen in ((zhang, DIRTY), (clerk, Faults())):
        draft = correct(person.workspace, scene.library, check_id)
        person.marks(draft, "SHOP.01", seen)
        _sign(scene, person, person.workspace, draft, reason="复核")
    clerk.merges(zhang.exports(check_id, stick))
    zhang.close()
    clerk.close()
    return clerk.folder


def _resolve(scene: Scene, folder: Path, told: Told) -> None:
    with open_work(folder) as workspace:
        (header,) = workspace.documents.checks()
        if len(header.heads) > 1:
            if workspace.drafts.last_open() is None:
                base = min(heads_of(workspace, header.id))
                begin(workspace, scene.library, header.id, scene.clerk.key, base)
            told()
            _sign(scene, scene.clerk, workspace, header.id, reason="以照片为准")
        told()


def _back_up(scene: Scene, folder: Path, told: Told) -> None:
    with open_work(folder) as workspace:
        care.back_up(workspace, folder / "stick" / "whole.backup", AFTER)
        told()
        care.back_up_daily(workspace, folder / "stick" / "daily", AFTER)
        told()


def _a_backup(scene: Scene) -> Path:
    folder = _a_signed_check(scene)
    _back_up(scene, folder, lambda: None)
    return folder


def _restore(scene: Scene, folder: Path, told: Told) -> None:
    present, again = folder / "workspace.assessor", folder / "again.assessor"
    if not again.exists():
        care.restore(folder / "stick" / "whole.backup", present, again)
    told()


def _a_check_of_the_older_revision(scene: Scene) -> Path:
    scene.zhang.opens()
    _begin(scene.zhang)
    scene.zhang.close()
    return scene.zhang.folder


def _carry(scene: Scene, folder: Path, told: Told) -> None:
    newest = scene.library.standard("SHOP-2030", 2)
    with open_work(folder) as workspace:
        draft = workspace.drafts.last_open()
        if workspace.drafts.get(draft).check.standard != newest.ref:
            plan = carrying.plan_of(workspace, scene.library, draft, newest)
            taken = {step.item.id: Choice.TAKEN for step in plan.asked}
            carrying.carry_draft(workspace, draft, plan, taken, by="张三", at=LATER)
        told()


def _a_workspace_of_layout_1(scene: Scene) -> Path:
    folder = scene.zhang.folder.with_name("frozen")
    copytree(FROZEN, folder)
    return folder


def _upgrade(_scene: Scene, folder: Path, told: Told) -> None:
    open_work(folder).close()
    told()


OPERATIONS = (
    Operation("saving answers", _an_open_check, _answer),
    Operation("adding photos", _pictures_on_a_card, _add_photos),
    Operation("signing off", _a_finished_check, _sign_off),
    Operation("exporting", _a_signed_check, _export),
    Operation("importing", _a_stick_with_three_results, _merge),
    Operation("undoing an import", _an_import, _undo),
    Operation("resolving", _a_conflict, _resolve),
    Operation("backing up", _a_signed_check, _back_up),
    Operation("restoring", _a_backup, _restore, look_at_restored),
    Operation("carrying over", _a_check_of_the_older_revision, _carry),
    Operation("upgrading 1 to 2", _a_workspace_of_layout_1, _upgrade, look_at_layout),
)
