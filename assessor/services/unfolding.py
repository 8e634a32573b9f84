"""A unit's score unfolded: modules, site types, sites, items, faults, and their photos.

A site's check is unfolded when it is asked for, for only then its document is read.
"""

from dataclasses import dataclass

from assessor.domain.explaining import Explanation, explain, explain_area
from assessor.domain.inspection import CHINA_TIME, faults_of
from assessor.domain.ranking import Place
from assessor.domain.scoring import fault_points, score, shown
from assessor.domain.standard import Standard
from assessor.i18n import Translator
from assessor.services.assessing import form_of
from assessor.services.reports import revision_of
from assessor.standards import Library
from assessor.storage import Workspace


@dataclass(frozen=True, slots=True)
class Branch:
    """One line: its words, its points, a note, and what is below it.

    A `check` is unfolded further by `unfold_check`; `photos` are the digests of a fault's.
    """

    words: str
    points: str
    note: str = ""
    is_lossy: bool = False
    children: tuple["Branch", ...] = ()
    check: str = ""
    photos: tuple[str, ...] = ()


def unfold_unit(
    workspace: Workspace, place: Place, standard: Standard, translator: Translator
) -> Branch:
    """Why a unit has its score, down to the checks that count."""
    tree = explain_area(place.area, standard, translator, lambda check: check)
    return _area_branch(workspace, place.name, tree)


def unfold_check(
    workspace: Workspace, library: Library, check_id: str, translator: Translator
) -> Branch:
    """Why a check has its score, down to the photos of its faults."""
    revision = revision_of(workspace, check_id)
    _standard, form = form_of(revision.check, library)
    card = score(form, revision.check.observations)
    tree = explain(card, library.vocabulary(), translator)
    photos = {
        each.item.id: [fault.photos for fault, _cost in fault_points(each)]
        for each in card.notable
        if faults_of(each.seen)
    }
    sections = []
    for section, told in zip(form.sections, tree.children, strict=True):
        items = tuple(
            _item_branch(line, photos.get(item.id, []))
            for item, line in zip(section.items, told.children, strict=True)
        )
        sections.append(_branch(told, items))
    return _branch(tree, tuple(sections), check_id)


def _area_branch(workspace: Workspace, name: str, tree: Explanation) -> Branch:
    modules = tuple(
        _branch(
            module,
            tuple(
                _branch(kind, tuple(_check_branch(workspace, each) for each in kind.children))
                for kind in module.children
            ),
        )
        for module in tree.children
    )
    whole = _branch(tree, modules)
    return Branch(name, whole.points, whole.note, whole.is_lossy, modules)


def _check_branch(workspace: Workspace, told: Explanation) -> Branch:
    """A check's line; its words are its id."""
    header = workspace.documents.check(told.words)
    branch = _branch(told)
    if header is None:
        return branch
    signer = workspace.documents.signer(header.key)
    day = f"{header.finished.astimezone(CHINA_TIME):%Y-%m-%d}"
    note = " · ".join(filter(None, (day, signer.name if signer else "", branch.note)))
    return Branch(header.site_name, branch.points, note, branch.is_lossy, check=header.id)


def _item_branch(told: Explanation, photos: list[tuple[str, ...]]) -> Branch:
    faults = tuple(
        Branch(each.words, _cost(each), each.note, is_lossy=True, photos=digests)
        for each, digests in zip(told.children, photos, strict=True)
    )
    return _branch(told, faults)


def _branch(told: Explanation, children: tuple[Branch, ...] = (), check: str = "") -> Branch:
    points = f"{shown(told.earned)} / {shown(told.possible)}"
    is_lossy = told.earned is not None and told.possible is not None and told.earned < told.possible
    return Branch(told.words, points, told.note, is_lossy, children, check)


def _cost(told: Explanation) -> str:
    return shown(told.earned) if told.earned else "0.00"
