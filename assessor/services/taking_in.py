"""What becomes of result files that were judged: looked at only, or taken in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assessor.domain.merging import still_counts
from assessor.i18n import _, current
from assessor.services.judging_files import Judge, Judged, OpenFn, readable
from assessor.services.planning import types_without_form
from assessor.services.standards import keep_copies
from assessor.services.wording import reason_words
from assessor.standards import Library
from assessor.storage import (
    ImportedFile,
    Outcome,
    PreparedDocument,
    PreparedFile,
    Workspace,
    as_recorded,
    outlined,
)


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file; the reason is a sentence to read out on the telephone.

    `path` is where it lies: who looked at a preview gives `merge_files` the paths of those
    outcomes that are to be taken in. A quarantined file that was tried again has none.
    """

    file: str
    outcome: Outcome
    reason: str = ""
    checks: int = 0
    photos_expected: int = 0
    photos_received: int = 0
    path: Path = Path()
    signer: str = ""  # whose file it is, in words, where that is known


class Previewing:
    """Says what would become of files as things stand now, were they taken in, in turn."""

    def __init__(self, workspace: Workspace, judge: Judge, open_envelope: OpenFn | None) -> None:
        self._workspace = workspace
        self._judge = judge
        self._open_envelope = open_envelope
        self._looked_at: list[PreparedFile] = []
        self._places: dict[str, list[int]] = {}  # of those that speak of a check, or hold a plan

    def outcomes(self, group: Sequence[Judged]) -> list[FileOutcome]:
        """What becomes of a group of files."""
        sizes = {each.sha: each.size for each in group if each.is_known}
        known = self._workspace.documents.known_files(sizes)
        judged = [self._opened(each, known) for each in group]
        became = self._become(judged, known)
        return [self._outcome(each, file) for each, file in zip(judged, became, strict=True)]

    def conclude(self) -> None:
        """No more files come."""

    def _become(
        self, group: Sequence[Judged], known: Mapping[str, ImportedFile]
    ) -> Sequence[ImportedFile]:
        found = iter(self._look_at([outlined(each.good) for each in group if each.good]))
        return [next(found) if each.good else _told(each, known) for each in group]

    def _look_at(self, files: Sequence[PreparedFile]) -> list[ImportedFile]:
        """What these files bring after those before them that speak of the same."""
        spoken = {subject for file in files for subject in _subjects(file)}
        places = sorted({place for each in spoken for place in self._places.get(each, ())})
        before = [self._looked_at[place] for place in places]
        receipts = self._workspace.documents.preview([*before, *files])[len(before) :]
        for place, file in enumerate(files, start=len(self._looked_at)):
            for subject in _subjects(file):
                self._places.setdefault(subject, []).append(place)
        self._looked_at += files
        return [as_recorded(file, each) for file, each in zip(files, receipts, strict=True)]

    def _opened(self, judged: Judged, known: Mapping[str, ImportedFile]) -> Judged:
        """The file judged after all, if it was encrypted or is not here whole any more."""
        if judged.is_encrypted:
            judged = self._judge.decrypted(judged.path, self._open_envelope)
        if judged.is_known and judged.sha not in known:
            anew = replace(self._judge, known=frozenset())
            again = anew.judged(judged.path)
            return anew.decrypted(judged.path, self._open_envelope) if again.is_encrypted else again
        return judged

    def _outcome(self, judged: Judged, file: ImportedFile) -> FileOutcome:
        return FileOutcome(
            readable(judged.path),
            file.outcome,
            file.reason or _reason(judged.good, file, self._judge),
            file.checks,
            file.photos_expected,
            file.photos_received,
            judged.path,
            file.signer,
        )


class TakingIn(Previewing):
    """Takes files in; the import begins with the first that can be read."""

    def __init__(
        self, workspace: Workspace, judge: Judge, open_envelope: OpenFn | None, at: datetime
    ) -> None:
        super().__init__(workspace, judge, open_envelope)
        self._at = at
        self._number: int | None = None
        self._unreadable: list[ImportedFile] = []
        self._refused = {each.sha for each in workspace.documents.quarantined()}

    def conclude(self) -> None:
        """Note the state that the import left behind."""
        if self._number is not None:
            self._workspace.documents.conclude_import(self._number)

    def _become(
        self, group: Sequence[Judged], known: Mapping[str, ImportedFile]
    ) -> Sequence[ImportedFile]:
        documents = self._workspace.documents
        if self._number is None and any(each.sha for each in group):
            self._number = documents.begin_import(self._at)
        if self._number is None:
            self._unreadable += (_told(each, known) for each in group)
            return self._unreadable[-len(group) :]
        good = [each.good for each in group if each.good]
        standards = {each.standard for file in good for each in file.documents}
        keep_copies(self._workspace, self._judge.library, standards)
        brought = [each.good or each.refused or _told(each, known) for each in group]
        before = len(self._unreadable)
        became = documents.take_in(self._number, [*self._unreadable, *brought], self._at)
        self._unreadable.clear()
        for sha in self._refused.intersection(file.sha for file in good):
            documents.release(sha)
        return became[before:]


def _subjects(file: PreparedFile) -> set[str]:
    """The checks that a file speaks of, and the plans that it holds."""
    return {each.check or each.digest for each in file.documents}


def _told(judged: Judged, known: Mapping[str, ImportedFile]) -> ImportedFile:
    """What the log says of a file that brought nothing."""
    name = readable(judged.path.name)
    if judged.refused:
        return judged.refused.told
    if judged.unreadable:
        return ImportedFile(name, Outcome.QUARANTINED, judged.unreadable, 0, 0, 0)
    return replace(known[judged.sha], name=name)


def _reason(good: PreparedFile | None, file: ImportedFile, judge: Judge) -> str:
    """Why a file that was not refused needs somebody's attention, if it does."""
    documents = good.documents if good else ()
    if file.outcome is Outcome.PENDING:
        words = _("{standards} is not installed here; it is scored once the standard arrives.")
        unscored = {str(each.standard) for each in documents if each.check and not each.is_scored}
        return words.format(standards=_(", ").join(sorted(unscored)))
    is_lost = not all(
        still_counts(each.key, each.counter, judge.trust.cutoffs) for each in documents
    )
    if is_lost and file.outcome is not Outcome.CONFLICT:
        return _("Its key was declared lost before it was signed, so it does not count.")
    words = reason_words(file.outcome, file.photos_expected - file.photos_received, current())
    return " ".join(filter(None, (words, *_notices(documents, judge.library))))


def _notices(documents: Iterable[PreparedDocument], library: Library) -> Iterator[str]:
    """What plans draw that nobody can check by the standard of their campaign."""
    for plan in (each.plan.plan for each in documents if each.plan):
        if standard := library.by_ref(plan.campaign.standard):
            yield types_without_form(standard, (site.site_type for site in plan.sites))
