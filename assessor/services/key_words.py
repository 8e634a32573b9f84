"""The five steps to keys, endings and reasons in words, for the window and the command line."""

from assessor.i18n import _
from assessor.services.key_steps import Stage
from assessor.signing.revocations import LossReason


def step_titles() -> tuple[str, ...]:
    """What each of the five steps is called."""
    return (
        _("The office key, twice"),
        _("A key and its request"),
        _("Compare and certify"),
        _("Take in the certificate"),
        _("Whom to trust"),
    )


def stage_words(stage: Stage) -> str:
    """How far a step is."""
    return {
        Stage.DONE: _("done"),
        Stage.NEXT: _("next"),
        Stage.WAITING: _("waiting"),
    }[stage]


def reason_words(reason: LossReason) -> str:
    """Why a key counts no longer."""
    return {
        LossReason.LOST: _("lost or stolen"),
        LossReason.LEFT: _("the holder does other work now"),
        LossReason.REPLACED: _("replaced by another key"),
    }[reason]
