"""Closing a check: what is missing, the frozen revision, the signed report, the result file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assessor.domain.completeness import Lack, Missing, still_missing
from assessor.domain.documents import Sealed
from assessor.domain.inspection import CHINA_TIME, NotApplicable, Revision, SiteCheck, TrailHead
from assessor.domain.scoring import score
from assessor.errors import AssessorError
from assessor.exchange import codec
from assessor.exchange.container import open_container
from assessor.i18n import Translator, _, ngettext
from assessor.services import assessing, sealing
from assessor.services.contributions import contributed, evidence_in, evidence_members
from assessor.services.fieldwork import begin_draft, final_id
from assessor.services.photo_reuse import remarks_in
from assessor.services.reports import check_pdf, printed_around
from assessor.services.standards import keep_copies
from assessor.signing.keys import SigningKey
from assessor.signing.trust import Trust
from assessor.standards import Library
from assessor.storage import Received, Workspace

_NOBODY = "0" * 32  # stands for the signer's key id in a preview


class IncompleteError(AssessorError):
    """A check cannot be signed yet; `missing` says why."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(
            ngettext(
                "The check cannot be signed yet: {count} thing is missing.",
                "The check cannot be signed yet: {count} things are missing.",
                len(missing),
            ).format(count=len(missing))
        )
        self.missing = missing


@dataclass(frozen=True, slots=True)
class SignedCheck:
    """What sign-off leaves: the check's final id, the document's digest, report and file."""

    check_id: str
    digest: str
    report: Path
    container: bytes


def missing_in(workspace: Workspace, library: Library, check_id: str) -> tuple[Missing, ...]:
    """What a draft still lacks."""
    from assessor.reporting import unprintable_in  # ReportLab takes a while to load

    check = workspace.drafts.get(check_id).check
    _standard, site_type = assessing.form_of(check, library)
    missing = (
        *still_missing(site_type, check),
        *_unknown_reasons(check, library),
        *remarks_in(workspace, check_id),
    )
    printed = (contributed(workspace, check), *printed_around(workspace, check))
    if characters := unprintable_in(printed):
        return (*missing, Missing(Lack.UNPRINTABLE, blocks=False, detail=" ".join(characters)))
    return missing


def _unknown_reasons(check: SiteCheck, library: Library) -> Iterator[Missing]:
    """Items said not to apply for a reason that the shared words do not have."""
    vocabulary = library.vocabulary()
    for item, seen in check.observations.items():
        given = seen.reason if isinstance(seen, NotApplicable) else ""
        if given.strip() and vocabulary.reason(given) is None:
            yield Missing(Lack.NO_REASON, item)


def preview(
    workspace: Workspace, library: Library, check_id: str, language: str, at: datetime
) -> bytes:
    """The report as it would be signed now, without a signature (PDF)."""
    draft = workspace.drafts.get(check_id)
    check = _finished(contributed(workspace, draft.check), _NOBODY, at)
    sealed = _sealed(workspace, library, check, key=_NOBODY, counter=1, at=at, parents=())
    return check_pdf(workspace, library, sealed, language, is_preview=True)


def sign_off(
    workspace: Workspace,
    library: Library,
    check_id: str,
    key: SigningKey,
    *,
    language: str,
    at: datetime,
    reason: str = "",
    trust: Trust | None = None,
) -> SignedCheck:
    """Freeze a draft: revision, report and result file, signed and kept in the workspace.

    `reason` says why an earlier revision is corrected; `trust` knows the colleagues who
    contributed, if others than the key's own office do. Raises `IncompleteError`. The draft
    goes in the same transaction in which the revision comes.
    """
    if blocking := tuple(m for m in missing_in(workspace, library, check_id) if m.blocks):
        raise IncompleteError(blocking)
    draft = workspace.drafts.get(check_id)
    if draft.revises and not reason.strip():
        raise AssessorError(_("A signed check is corrected only with a reason. Say why."))
    _refuse_clock_set_back(draft.check.visit.started, at)
    _refuse_other_answers(workspace, draft.check)
    check = _finished(contributed(workspace, draft.check), key.key_id, at)
    counter = workspace.documents.next_counter(key.key_id)
    sealed = _sealed(
        workspace,
        library,
        check,
        key.key_id,
        counter,
        at,
        draft.revises,
        reason=reason,
        trail=workspace.trail.head(),
    )
    content, _documents = sealing.pack_documents(
        [sealed.document],
        workspace.photos.picture,
        key,
        at,
        evidence=evidence_members(workspace, check),
    )
    # Read as others will read it: what they would refuse must not leave a signed report.
    known = Trust.of_key(key)
    received = _received(library, content, known.joined(trust) if trust else known)
    pdf = check_pdf(workspace, library, sealed, language)
    report = workspace.reports.keep(sealed.digest, _signed(pdf, key, at, Translator(language)))
    keep_copies(workspace, library, [check.standard])
    workspace.documents.accept(received, at, closes=check_id)
    return SignedCheck(check.id, sealed.digest, report, content)


def correct(workspace: Workspace, library: Library, check_id: str) -> str:
    """Open a signed check again as a draft that revises it; gives the draft's id.

    The visit keeps its time, whenever it is corrected. A check that is open already is
    left as it is.
    """
    if any(draft.id == check_id for draft in workspace.drafts.all()):
        return check_id
    header = workspace.documents.check(check_id)
    if header is None or header.head is None:
        raise AssessorError(
            _("Check {check} has no current revision to correct.").format(check=check_id)
        )
    revision = codec.decode(workspace.documents.body(header.head)).document
    if not isinstance(revision, Revision):
        raise TypeError(check_id)
    _standard, site_type = assessing.form_of(revision.check, library)
    container = open_container(workspace.documents.container_of(header.head))
    workspace.contributions.keep(evidence_in(container, revision.check))
    begin_draft(workspace, library, revision.check, site_type.items[0].id, revises=header.heads)
    return check_id


def _sealed(
    workspace: Workspace,
    library: Library,
    check: SiteCheck,
    key: str,
    counter: int,
    at: datetime,
    parents: Iterable[str],
    reason: str = "",
    trail: TrailHead | None = None,
) -> Sealed:
    _standard, site_type = assessing.form_of(check, library)
    parents = tuple(sorted(parents))
    known = {each.digest: each.ancestors for each in workspace.documents.lineages(check.id)}
    ancestors = set(parents).union(*(known.get(parent, frozenset()) for parent in parents))
    revision = Revision(
        check=check,
        score=score(site_type, check.observations).stated,
        key=key,
        counter=counter,
        signed_at=at,
        parents=parents,
        ancestors=tuple(sorted(ancestors)),
        photos=sealing.photos_of(workspace, check),
        reason=reason,
        trail=trail if trail and trail.number else None,
    )
    return codec.decode(codec.encode(revision))


def _refuse_clock_set_back(started: datetime, at: datetime) -> None:
    """Of two visits the later one counts, so a visit must not end before it began."""
    if at < started:
        raise AssessorError(
            _(
                "The check was begun at {started}, but this computer's clock says {now}. "
                "Set the clock right and sign again."
            ).format(
                started=f"{started.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}",
                now=f"{at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}",
            )
        )


def _refuse_other_answers(workspace: Workspace, check: SiteCheck) -> None:
    """What is signed must be what was answered, as the trail tells it step by step."""
    told = workspace.trail.replayed(check.id)
    if told is not None and told != check.observations:
        raise AssessorError(
            _(
                "The stored answers are not those that were given: the workspace was changed "
                "from outside or is damaged. Run “assessor doctor” before signing."
            )
        )


def _finished(check: SiteCheck, key_id: str, at: datetime) -> SiteCheck:
    """A draft as it is signed: owned by a key, and its visit ended, now unless it had ended."""
    visit = replace(check.visit, finished=check.visit.finished or at)
    return replace(check, id=final_id(check.id, key_id), visit=visit)


def _signed(pdf: bytes, key: SigningKey, at: datetime, translator: Translator) -> bytes:
    from assessor.reporting import INSPECTOR_FIELD, SIGNATURE_BOX, stamp
    from assessor.signing.pdf import sign_pdf  # pyHanko takes half a second to load

    text = translator.text
    lines = (
        text("Inspector: {name}").format(name=key.name),
        text("Signed: {time}").format(time=at.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M:%S")),
        text("Key: {key}").format(key=key.key_id[:16]),
    )
    return sign_pdf(pdf, key, INSPECTOR_FIELD, stamp(lines, *SIGNATURE_BOX), at, certify=True)


def _received(library: Library, content: bytes, trust: Trust) -> Received:
    opened = sealing.open_signed(content, trust)
    return Received(
        container=sealing.container_file(opened, content),
        signer=opened.signer,
        documents=tuple(assessing.assess(each, library) for each in opened.documents),
        file_name="",
    )
