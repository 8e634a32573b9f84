"""Any file that travels, appraised for people: the verdict first, then who, when and why not.

Reports and result files are judged by `verification`; trust bundles and backups, which
travel on the same sticks, are told apart here, so that anything can be dropped.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from assessor import files, progress
from assessor.domain.documents import Part, PlanDocument, Sealed
from assessor.domain.inspection import CHINA_TIME, Revision
from assessor.domain.signatures import INSPECTOR_FIELD, OFFICE_FIELD, REVIEWER_FIELD
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext
from assessor.progress import ProgressFn
from assessor.services import trusting
from assessor.services.intake import Held, held_files
from assessor.services.office_authority import TRUST_SUFFIX, grouped, read_asked
from assessor.services.verification import FileVerdict, verify_file
from assessor.signing.office_folder import read_certificate
from assessor.signing.trust import State, load_trust
from assessor.signing.verdict import Finding, SignatureVerdict
from assessor.storage import BackupError, backups
from assessor.storage.intakes import Intakes

#: What a trust bundle may settle.
_CURABLE = {Finding.UNKNOWN, Finding.NO_LIST}


_REQUEST, _CERTIFICATE = ".csr", ".crt"
#: Looked at in folders, where sticks hold much else.
_OURS = {".pdf", ".asice", ".p7m", TRUST_SUFFIX, backups.SUFFIX, _REQUEST, _CERTIFICATE}


class Tone(StrEnum):
    """How a verdict sounds: one may rely on the file, one may not, or not yet."""

    GOOD = "good"
    BAD = "bad"
    DOUBT = "doubt"  # unchanged, but nobody here knows the signer


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a file, under a heading; some people want no details."""

    heading: str
    words: str
    is_detail: bool = False


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What to think of a file. `needs_trust` says that a trust bundle may settle it."""

    path: Path
    tone: Tone
    headline: str
    facts: tuple[Fact, ...] = ()
    needs_trust: bool = False

    def __str__(self) -> str:
        lines = (current().headed(fact.heading, fact.words) for fact in self.facts)
        return "\n".join((str(self.path), self.headline, *lines))


def appraise_all(
    keys: Path,
    paths: Sequence[Path],
    on_progress: ProgressFn = progress.ignore,
    intakes: Intakes | None = None,
) -> tuple[Appraisal, ...]:
    """Appraise files, and those below folders whose names are like ours, by a profile's trust.

    `intakes` tells since when this office holds which result files.
    """
    found = [file for path in paths for file in _files_of(path)]
    held = held_files(intakes, load_trust(keys)) if intakes else {}
    return tuple(appraise(keys, path, held) for path in progress.each(found, on_progress))


def appraise(keys: Path, path: Path, held: Mapping[str, Held] | None = None) -> Appraisal:
    """Appraise a file; what cannot be read is bad, with the reason. `held`: as `verify_file`."""
    suffix = path.suffix.lower()
    if suffix == TRUST_SUFFIX:
        return _of_bundle(keys, path)
    if suffix == backups.SUFFIX:
        return _of_backup(path)
    if suffix == _REQUEST:
        return _of_request(keys, path)
    if suffix == _CERTIFICATE:
        return _of_certificate(keys, path)
    verdict = verify_file(path, load_trust(keys), held)
    return _of_report(path, verdict) if verdict.kind == "report" else _of_result(path, verdict)


def _files_of(path: Path) -> Iterator[Path]:
    try:
        is_folder = files.is_folder(path)
    except files.FileError:
        is_folder = False  # reading it will say why
    if is_folder:
        found = (each for each in path.rglob("*") if each.suffix.lower() in _OURS)
        yield from sorted(each for each in found if each.is_file())
    else:
        yield path


def _of_report(path: Path, verdict: FileVerdict) -> Appraisal:
    facts = [_signed(each, verdict.reason) for each in verdict.signatures]
    if verdict.held:
        facts.append(Fact(_("Held by an office since"), _time(verdict.held)))
    if verdict.unchanged and verdict.signatures:
        facts += [
            Fact(
                _("Covered"),
                _("every page as it is printed, and the result attached inside."),
            ),
            Fact(
                _("Not covered"),
                _("whether what the inspector saw was so, and what was signed on paper."),
            ),
        ]
    facts += _reasons(verdict.reason, verdict.notes)
    tone, headline = _headline(verdict)
    return Appraisal(path, tone, headline, tuple(facts), verdict.finding in _CURABLE)


def _headline(verdict: FileVerdict) -> tuple[Tone, str]:
    finding = verdict.finding
    if verdict.good:
        return Tone.GOOD, _("Genuine and unchanged: signed by {name}.").format(name=verdict.signer)
    if finding is Finding.UNKNOWN:
        return Tone.DOUBT, _("Unchanged, but nobody here knows who signed it.")
    if finding is Finding.ENCRYPTED:
        return Tone.DOUBT, _("Encrypted: only the office that it is for can open it.")
    words = {
        Finding.UNREADABLE: _("Not readable: this is no file of this program, or it is damaged."),
        Finding.UNSIGNED: _("Not signed: anybody may have written it."),
        Finding.WEAK: _("Not to be relied on: the signature can be forged."),
        Finding.DISAGREES: _("Not to be relied on: report and attached result do not agree."),
        Finding.ATTACHMENT_CHANGED: _("Changed after signing: the attached result was replaced."),
        Finding.PAGE_CHANGED: _("Changed after signing: something was put on a page."),
        Finding.EXPIRED: _("Not to be relied on: the certificate was not valid any more."),
        Finding.LOST_BEFORE: _("Not to be relied on: signed after the key was lost."),
        Finding.LOST: _("Not to be relied on: the key is lost, and nothing proves the time."),
        Finding.NO_LIST: _("Not to be relied on yet: the list of lost keys is missing."),
        Finding.UNSUITABLE: _("Not to be relied on: the certificate is not for signing."),
        Finding.FOREIGN: _("Not to be relied on: another program signed it."),
    }
    if finding in words:
        return Tone.BAD, words[finding]
    if verdict.unchanged:
        return Tone.BAD, _("Not to be relied on, though it is unchanged.")
    return Tone.BAD, _("Changed after signing, or damaged.")


def _signed(signature: SignatureVerdict, told: str) -> Fact:
    """Who signed, and what is wrong with that signature unless it is told anyway."""
    role = {
        INSPECTOR_FIELD: _("Signed by the inspector"),
        REVIEWER_FIELD: _("Approved by the reviewer"),
        OFFICE_FIELD: _("Signed by the office"),
    }.get(signature.field, _("Signed by"))
    name = signature.signer or _("unknown here")
    words = f"{name} · {_time(signature.at)}" if signature.at else name
    if signature.reason not in ("", told):
        words = f"{words} · {signature.reason}"
    return Fact(role, words)


def _of_result(path: Path, verdict: FileVerdict) -> Appraisal:
    facts = [Fact(_("Signed by"), verdict.signer)] if verdict.signer else []
    facts += [Fact(_("Signed at"), _time(each)) for each in _times(verdict.documents)]
    if verdict.documents:
        facts.append(Fact(_("Covered"), _contents(verdict.documents)))
        words = _("whether what the inspector saw was so.")
        facts.append(Fact(_("Not covered"), words))
    if verdict.held:
        facts.append(Fact(_("Held by an office since"), _time(verdict.held)))
    facts += _reasons(verdict.reason, verdict.notes)
    tone, headline = _headline(verdict)
    return Appraisal(path, tone, headline, tuple(facts), verdict.finding in _CURABLE)


def _contents(documents: Sequence[Sealed]) -> str:
    """What a result file holds, in words."""
    checks = [each.document for each in documents if isinstance(each.document, Revision)]
    plans = [each.document for each in documents if isinstance(each.document, PlanDocument)]
    names = [current().noted(each.check.site.name, each.check.site.code) for each in checks]
    names += [each.plan.campaign.title for each in plans]
    words = ngettext(
        "{count} document with all its photos: {names}",
        "{count} documents with all their photos: {names}",
        len(documents),
    )
    return words.format(count=len(documents), names=_(", ").join(names) or "—")


def _times(documents: Sequence[Sealed]) -> list[datetime]:
    signed = (each.document for each in documents if not isinstance(each.document, Part))
    return sorted({document.signed_at for document in signed})


def _of_bundle(keys: Path, path: Path) -> Appraisal:
    try:
        offered = trusting.offer(keys, path)
    except AssessorError as error:
        return _refused(path, _("No trust bundle, or a damaged one."), str(error))
    facts = tuple(
        Fact(
            each.name,
            _("list {number} of lost keys, of {day}; fingerprint {fingerprint}").format(
                number=each.number,
                day=each.issued.astimezone(CHINA_TIME).date(),
                fingerprint=each.fingerprint,
            ),
        )
        for each in offered.offices
    )
    if offered.has_unknown:
        headline = _("A trust bundle of an office that is not known here yet.")
        return Appraisal(path, Tone.DOUBT, headline, facts, needs_trust=True)
    if offered.is_news:
        headline = _("Genuine: it brings news of an office that is trusted here.")
        return Appraisal(path, Tone.GOOD, headline, facts, needs_trust=True)
    headline = _(
        "Genuine: a trust bundle of an office that is trusted here. It brings nothing new."
    )
    return Appraisal(path, Tone.GOOD, headline, facts)


def _of_backup(path: Path) -> Appraisal:
    try:
        backup = backups.check(path)
    except BackupError as error:
        return _refused(path, _("The backup is damaged, or it is none."), str(error))
    inside = sum(each.inside for each in backup.files)
    facts = (
        Fact(_("Made"), _time(backup.made)),
        Fact(
            _("Holds"),
            _("{inside} of {count} files").format(inside=inside, count=len(backup.files)),
        ),
        Fact(_("Fingerprint of the workspace"), backup.fingerprint, is_detail=True),
        Fact(_("Not covered"), _("who made it: a backup bears no signature.")),
    )
    return Appraisal(path, Tone.GOOD, _("A sound backup: every byte is as it was written."), facts)


def _of_request(keys: Path, path: Path) -> Appraisal:
    try:
        asked = read_asked(keys, path)
    except AssessorError as error:
        return _refused(path, _("No request of this program, or a damaged one."), str(error))
    headline = _("A request of {name} for a certificate; an office certifies it as step 3.")
    facts = (
        Fact(_("Name"), " · ".join(filter(None, (asked.name, asked.organisation)))),
        Fact(_("Number to compare"), grouped(asked.key_id)),
    )
    return Appraisal(path, Tone.DOUBT, headline.format(name=asked.name), facts)


def _of_certificate(keys: Path, path: Path) -> Appraisal:
    try:
        issued, certificate = read_certificate(path)
    except (AssessorError, ValueError):
        words = _("This file holds no certificate. Ask the office for it again.")
        return _refused(path, _("No certificate of this program, or a damaged one."), words)
    standing = load_trust(keys).judge(certificate, issued.issued)
    facts = [
        Fact(_("Name"), " · ".join(filter(None, (issued.name, issued.organisation)))),
        Fact(_("Valid"), f"{_day(issued.issued)} – {_day(issued.expires)}"),
        Fact(_("Key"), grouped(issued.key_id), is_detail=True),
    ]
    if standing.state is State.UNKNOWN:
        headline = _("A certificate of an office that nobody here knows.")
        return Appraisal(path, Tone.DOUBT, headline, tuple(facts), needs_trust=True)
    if standing.lost:
        headline = _("The certificate of a key that was declared lost.")
        return Appraisal(path, Tone.BAD, headline, tuple(facts))
    if standing.state is not State.TRUSTED:
        facts += _reasons(standing.reason, ())
        return Appraisal(path, Tone.BAD, _("A certificate that is not for signing."), tuple(facts))
    headline = _("The certificate of {name}, genuine; its holder takes it in as step 4.")
    return Appraisal(path, Tone.GOOD, headline.format(name=issued.name), tuple(facts))


def _day(at: datetime) -> str:
    return at.astimezone(CHINA_TIME).date().isoformat()


def _refused(path: Path, headline: str, reason: str) -> Appraisal:
    return Appraisal(path, Tone.BAD, headline, tuple(_reasons(reason, ())))


def _reasons(reason: str, notes: Sequence[str]) -> list[Fact]:
    found = [Fact(_("Why"), reason)] if reason else []
    return found + [Fact(_("Note"), note, is_detail=True) for note in notes]


def _time(at: datetime) -> str:
    return f"{at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
