"""Forms that a standard takes over from another one, unchanged."""

from collections.abc import Iterable

from assessor.domain.forms import SiteType
from assessor.domain.limits import Threshold
from assessor.domain.standard import Standard
from assessor.domain.texts import Origin, Source
from assessor.i18n import _
from assessor.standards import names
from assessor.standards.fields import Table
from assessor.standards.names import Register


def borrowed_forms(head: Table, base: Standard, codes: Register) -> tuple[SiteType, ...]:
    """The base's forms that the head lists under `site_types`, in this order."""
    if base.forms is not None:
        message = _("{base} takes its forms from {forms}; name that one.")
        head.refuse("forms.standard", message.format(base=base.ref, forms=base.forms))
    known = {each.code: each for each in base.site_types}
    there = Register(known, of=str(base.ref))
    listed = head.names("site_types", names.SITE_TYPE)
    for code in listed:
        there.expect(head, "site_types", code)
        codes.add(head, "site_types", code)
    return tuple(known[code] for code in listed if code in known)


def cited_sources(
    head: Table, own: tuple[Source, ...], base: Standard, forms: Iterable[SiteType]
) -> tuple[Source, ...]:
    """The sources behind what was taken over, but for those the standard has itself."""
    registered = {source.id: source for source in own}
    cited = {source for origin in _origins(base.thresholds, forms) for source in origin.sources}
    found = []
    for source in base.sources:
        if source.id in cited and source.id not in registered:
            found.append(source)
        elif source.id in cited and registered[source.id] != source:
            message = _("{id} is another document in {base}. Give one of them another id.")
            head.refuse("source", message.format(id=source.id, base=base.ref))
    return tuple(found)


def _origins(thresholds: Iterable[Threshold], forms: Iterable[SiteType]) -> Iterable[Origin]:
    yield from (threshold.origin for threshold in thresholds)
    yield from (item.origin for form in forms for item in form.items)
