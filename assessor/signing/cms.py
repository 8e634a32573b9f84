"""Judging the signature of a result file: whether it fits, and whether we believe the signer."""

from assessor.domain.documents import Signer
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.signing import cades
from assessor.signing.trust import State, Trust


class SignatureError(AssessorError):
    """A signature is forged, damaged, or of other content."""


class UnknownSignerError(SignatureError):
    """A signature is sound, but nobody here knows the signer: try again with more trust."""


def check_manifest(manifest: bytes, signature: bytes, trust: Trust) -> Signer:
    """Who signed a result file's manifest.

    The signer of a lost key is given too: `Trust.cutoffs` and the counters of the documents
    decide which of them count. Raises `SignatureError` or `UnknownSignerError`; depends on
    nothing but its arguments.
    """
    try:
        signed = cades.check(lambda algorithm: algorithm.digest(manifest), signature)
    except ValueError as error:
        raise SignatureError(
            _("The signature does not fit: the file was changed, damaged or forged.")
        ) from error
    if signed.at is None:
        raise SignatureError(_("The signature does not say when it was made."))
    standing = trust.judge(signed.certificate, signed.at)
    if standing.state is State.UNKNOWN or standing.signer is None:
        raise UnknownSignerError(standing.reason)
    if standing.state is not State.TRUSTED:
        raise SignatureError(standing.reason)
    return standing.signer


def notes_on(signature: bytes, trust: Trust) -> tuple[str, ...]:
    """Sentences on a signature that was checked which change nothing: see `Trust.notes`."""
    return trust.notes((cades.claimed_by(signature),))
