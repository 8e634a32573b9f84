"""Blank forms to print and fill in by hand."""

from datetime import datetime

from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.i18n import _


def blank_forms(standard: Standard, site_type: str, language: str, at: datetime) -> bytes:
    """A standard's form for one kind of site, or all its forms where none is named (PDF/A-3a)."""
    from assessor.reporting import Checklist, checklist

    forms = tuple(each for each in standard.site_types if site_type in ("", each.code))
    if not forms:
        raise AssessorError(
            _("Standard {standard} has no form {form}. It has: {known}.").format(
                standard=standard.ref,
                form=site_type or "",
                known=_(", ").join(each.code for each in standard.site_types) or _("none"),
            )
        )
    return checklist(Checklist(standard, forms, at), language)
