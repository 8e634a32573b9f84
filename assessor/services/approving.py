"""What follows the inspector's signature: a reviewer's, the office's, and the time.

Each is added at the end of the report, which stays as it was; a report that is not good is
not approved.
"""

from datetime import datetime
from enum import StrEnum

from assessor.domain.inspection import CHINA_TIME
from assessor.domain.signatures import INSPECTOR_FIELD, OFFICE_FIELD, REVIEWER_FIELD
from assessor.errors import AssessorError
from assessor.i18n import Translator, _
from assessor.services.verification import judge_report
from assessor.signing.keys import SigningKey
from assessor.signing.trust import Trust


class Role(StrEnum):
    """In whose place a report is approved."""

    REVIEWER = "reviewer"
    OFFICE = "office"


_FIELDS = {Role.REVIEWER: REVIEWER_FIELD, Role.OFFICE: OFFICE_FIELD}


def approve(
    pdf: bytes, trust: Trust, key: SigningKey, role: Role, *, language: str, at: datetime
) -> bytes:
    """The report with the signature and stamp of its reviewer or of the office.

    The office's signature certifies what nobody else signs, such as a bulletin. Raises
    `AssessorError` for a report that is not good, has no empty place, or may not be signed
    with this key.
    """
    from assessor.signing.pdf import field_names, sign_pdf  # pyHanko takes half a second to load

    fields, field = field_names(pdf), _FIELDS[role]
    if field not in fields:
        raise AssessorError(_("This PDF has no place for such a signature."))
    if fields[field]:
        raise AssessorError(_("This place is signed already."))
    if not fields.get(INSPECTOR_FIELD, True):
        raise AssessorError(_("The inspector has not signed this report yet."))
    if role is Role.OFFICE and not key.is_office:
        raise AssessorError(_("Only the key of an office signs in the place of the office."))
    is_first = not any(fields.values())
    if not is_first:
        _require_good(pdf, trust, key, role)
    return sign_pdf(pdf, key, field, _stamp(key, role, language, at), at, certify=is_first)


def stamp_time(pdf: bytes, trust: Trust, key: SigningKey, at: datetime) -> bytes:
    """The report with the office's timestamp: it held the report then, just as it is."""
    from assessor.signing.pdf import timestamp_pdf

    _require_good(pdf, trust)
    return timestamp_pdf(pdf, key, at)


def stamp_time_by_service(pdf: bytes, trust: Trust, url: str) -> bytes:
    """The report with the timestamp of a public service, which needs a network."""
    from assessor.signing.pdf import timestamp_pdf_by_service

    _require_good(pdf, trust)
    return timestamp_pdf_by_service(pdf, url)


def _require_good(
    pdf: bytes, trust: Trust, key: SigningKey | None = None, role: Role | None = None
) -> None:
    """Refuse a report that is not good, and a review by whoever made the record."""
    verdict = judge_report(pdf, trust)
    if not verdict.good:
        raise AssessorError(
            _("The report is not good, so nothing is added to it. {reason}").format(
                reason=verdict.reason
            )
        )
    own = {each.key for each in verdict.signatures if each.field == INSPECTOR_FIELD}
    if role is Role.REVIEWER and key is not None and key.key_id in own:
        raise AssessorError(_("Nobody reviews the record that he signed himself."))


def _stamp(key: SigningKey, role: Role, language: str, at: datetime) -> bytes:
    from assessor.reporting import SIGNATURE_BOX, stamp

    text = Translator(language).text
    who: tuple[str, ...]
    if role is Role.OFFICE:
        who = (key.organisation or key.name, text("Signed by: {name}").format(name=key.name))
    else:
        who = (text("Reviewer: {name}").format(name=key.name),)
    lines = (
        *who,
        text("Signed: {time}").format(time=at.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M:%S")),
        text("Key: {key}").format(key=key.key_id[:16]),
    )
    return stamp(lines, *SIGNATURE_BOX)
