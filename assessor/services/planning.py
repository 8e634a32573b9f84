"""Drawing the sites of a campaign and publishing the plan as a signed document."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from assessor import files
from assessor.domain import sampling
from assessor.domain.documents import PlanDocument
from assessor.domain.inspection import Campaign, Site, Unit, UnitKind
from assessor.domain.sampling import Exclusion, Plan
from assessor.domain.standard import Standard
from assessor.domain.territory import Territory
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services import sealing
from assessor.signing.keys import SigningKey
from assessor.signing.trust import Trust
from assessor.standards import Library
from assessor.storage import Workspace

#: What a plan carries; what lies above a county means nothing to its inspectors.
_CARRIED = (UnitKind.COUNTY, UnitKind.TOWN, UnitKind.COMMUNITY, UnitKind.GRID)


def draw_plan(
    workspace: Workspace,
    standard: Standard,
    campaign: Campaign,
    quotas: Mapping[str, int],
    seed: str,
    excluded: Iterable[Exclusion] = (),
) -> Plan:
    """Draw sites from the register for a campaign under its standard.

    The plan carries the units that they belong to on the campaign's first day.
    """
    excluded = tuple(excluded)
    sites = workspace.register.sites()
    if strange := types_without_form(standard, quotas):
        raise AssessorError(strange)
    _refuse_slips(sites, campaign, quotas, excluded)
    drawn = sampling.draw(sites, quotas, seed, excluded)
    chosen = tuple(site for site in sites if site.code in set(drawn.drawn))
    units = _units_of(chosen, workspace.register.territory(), campaign.starts)
    return Plan(campaign, units, tuple(sorted(chosen, key=lambda site: site.code)), drawn)


def _units_of(sites: Iterable[Site], territory: Territory, on: date) -> tuple[Unit, ...]:
    codes: set[str] = set()
    for site in sites:
        codes.add(site.organisation)
        codes.update(territory.above(site.community, on))
    found = filter(None, (territory.unit(code, on) for code in sorted(codes)))
    return tuple(
        unit for unit in found if unit.kind in _CARRIED or unit.kind is UnitKind.ORGANISATION
    )


def proposed_standard(workspace: Workspace, library: Library, on: date, level: str) -> Standard:
    """The standard that is proposed for the area of the register on a day.

    `level` is `city`, `county` or `town`; empty: a county where the register has one, else a
    town. `AssessorError` where none is proposed.
    """
    units = {unit.kind: unit.code for unit in reversed(workspace.register.units())}
    level = level or ("town" if UnitKind.COUNTY not in units else "county")
    area = units.get(UnitKind.COUNTY) or units.get(UnitKind.TOWN, "")
    found = library.proposed(level, area, on)
    if not found:
        raise AssessorError(
            _("No standard is proposed for this level on {day}. Name one with --standard.").format(
                day=on
            )
        )
    return found[0]


def types_without_form(standard: Standard, types: Iterable[str]) -> str:
    """A sentence about types whose sites nobody could check by a standard; empty for none."""
    known = {form.code for form in standard.site_types}
    strange = sorted(set(types) - known)
    if not strange:
        return ""
    return _("{standard} has no form for {strange}. It has: {known}.").format(
        standard=standard.ref,
        strange=_(", ").join(strange),
        known=_(", ").join(sorted(known)),
    )


def _refuse_slips(
    sites: Collection[Site],
    campaign: Campaign,
    quotas: Iterable[str],
    excluded: Iterable[Exclusion],
) -> None:
    """Refuse what would quietly draw other sites than were meant."""
    if not sites:
        raise AssessorError(_("There are no sites to draw from. Import the site register first."))
    if campaign.ends < campaign.starts:
        raise AssessorError(
            _("The campaign ends on {ends}, before it starts on {starts}.").format(
                ends=campaign.ends, starts=campaign.starts
            )
        )
    types = {site.site_type for site in sites}
    if strange := sorted(set(quotas) - types):
        raise AssessorError(
            _("The register has no site of type {strange}. It has: {types}.").format(
                strange=_(", ").join(strange), types=_(", ").join(sorted(types))
            )
        )
    codes = {site.code for site in sites}
    if unknown := [each.site for each in excluded if each.site not in codes]:
        raise AssessorError(
            _("The register has no site {sites} that could be excluded.").format(
                sites=_(", ").join(unknown)
            )
        )


def publish_plan(workspace: Workspace, plan: Plan, key: SigningKey, at: datetime) -> bytes:
    """The plan as a signed file that inspectors take in; the caller keeps it and merges it."""
    if not key.is_office:
        raise AssessorError(
            _("A plan is signed with an office's key, and the one of {name} is none.").format(
                name=key.name
            )
        )
    document = PlanDocument(plan, key.key_id, workspace.documents.next_counter(key.key_id), at)
    content, _sealed = sealing.pack_documents([document], workspace.photos.picture, key, at)
    return content


def read_plan(path: Path, trust: Trust) -> PlanDocument:
    """The plan in a signed file."""
    try:
        documents = [sealed.document for sealed in sealing.open_signed(path, trust).documents]
    except files.FileError:  # it names the file itself
        raise
    except AssessorError as error:
        raise AssessorError(_("{path}: {reason}").format(path=path, reason=error)) from error
    for document in documents:
        if isinstance(document, PlanDocument):
            return document
    raise AssessorError(_("{path}: there is no plan in this file.").format(path=path))


def verify_plan(path: Path, trust: Trust) -> bool:
    """Whether the drawn sites follow from the seed and the frame that the plan states."""
    return sampling.redraws(read_plan(path, trust).plan)
