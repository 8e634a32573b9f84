"""Reading what became of the clauses of an older standard."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from assessor.domain.standard import Correspondence, Crosswalk, Kinship
from assessor.i18n import _
from assessor.standards import names
from assessor.standards.fields import Table
from assessor.standards.names import Register
from assessor.standards.origins import origin
from assessor.standards.values import shortened


def crosswalk(table: Table, own_id: str, clauses: Register, sources: Register) -> Crosswalk:
    """A whole file of `crosswalk/`, named after the older standard."""
    older = PurePosixPath(table.file).stem
    if not names.STANDARD.pattern.fullmatch(older) or older == own_id:
        message = _(
            "the file is named after the older standard, such as NSC-2014.toml, not {name}."
        )
        table.refuse("", message.format(name=shortened(older)))
    found = []
    for entry in table.tables("correspondence", required=True):
        kinship = entry.choice("kinship", Kinship)
        correspondence = Correspondence(
            entry.names("older", names.CLAUSE),
            entry.names("newer", names.CLAUSE),
            kinship or Kinship.CHANGED,
            origin(entry, sources),
        )
        clauses.expect_all(entry, "newer", correspondence.newer)
        if kinship:
            _refuse_wrong_kinship(entry, correspondence)
        entry.close()
        found.append((entry, correspondence))
    _refuse_contradictions(found)
    table.close()
    return Crosswalk(older, tuple(correspondence for _entry, correspondence in found))


def _refuse_wrong_kinship(entry: Table, correspondence: Correspondence) -> None:
    """Note numbers of clauses that contradict what is said to have become of them."""
    older, newer = len(correspondence.older), len(correspondence.newer)
    match correspondence.kinship:
        case Kinship.NEW:
            sound, message = older == 0 and newer > 0, _("what is new has no older clause.")
        case Kinship.GONE:
            sound, message = older > 0 and newer == 0, _("what is gone has no newer clause.")
        case Kinship.SPLIT:
            sound, message = older > 0 and newer > 1, _("what is split has several newer clauses.")
        case Kinship.JOINED:
            sound, message = (
                older > 1 and newer > 0,
                _("what is joined has several older clauses."),
            )
        case _other:
            sound, message = older > 0 and newer > 0, _("names clauses of both standards.")
    if not sound:
        entry.refuse("kinship", message)


def _refuse_contradictions(found: Sequence[tuple[Table, Correspondence]]) -> None:
    """Note clauses that are said to be new, or gone, and to be something else besides."""
    older = Counter(clause for _entry, each in found for clause in each.older)
    newer = Counter(clause for _entry, each in found for clause in each.newer)
    for entry, correspondence in found:
        match correspondence.kinship:
            case Kinship.NEW:
                twice = [clause for clause in correspondence.newer if newer[clause] > 1]
            case Kinship.GONE:
                twice = [clause for clause in correspondence.older if older[clause] > 1]
            case _other:
                continue
        for clause in twice:
            message = _("{clause} stands in another correspondence too.")
            entry.refuse("kinship", message.format(clause=clause))
