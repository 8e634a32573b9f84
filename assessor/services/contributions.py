"""What colleagues signed inside a record: told, packed as evidence, and checked."""

from collections.abc import Mapping
from dataclasses import replace

from assessor.domain.documents import Part, Sealed
from assessor.domain.inspection import Contribution, Observation, SiteCheck
from assessor.errors import AssessorError
from assessor.exchange import codec
from assessor.exchange.container import Container, Member, document_member, part_members
from assessor.exchange.manifest import read_manifest
from assessor.i18n import _
from assessor.signing.cms import check_manifest
from assessor.signing.trust import Trust
from assessor.storage import Evidence, Workspace

_MEDIA_TYPES = ("application/json", "application/xml", "application/pkcs7-signature")


class PartError(AssessorError):
    """A colleague's part does not belong to this check, or is not what he signed."""


def contributed(workspace: Workspace, check: SiteCheck) -> SiteCheck:
    """The check with each contribution's items: those still marked as the colleague did.

    An item that several colleagues marked alike is the first one's.
    """
    told: list[Contribution] = []
    given: set[str] = set()
    for contribution in check.contributions:
        part = part_of(codec.decode(workspace.contributions.evidence(contribution).part))
        items = _unchanged(part.check.observations, check) - given
        given |= items
        told.append(replace(contribution, items=tuple(sorted(items))))
    return replace(check, contributions=tuple(each for each in told if each.items))


def evidence_members(workspace: Workspace, check: SiteCheck) -> tuple[Member, ...]:
    """What colleagues signed, as members of the result file."""
    members: dict[str, Member] = {}
    for contribution in check.contributions:
        evidence = workspace.contributions.evidence(contribution)
        names = part_members(*evidence.digests)
        contents = (evidence.part, evidence.manifest, evidence.signature)
        members |= {
            name: Member(name, kind, content)
            for name, kind, content in zip(names, _MEDIA_TYPES, contents, strict=True)
        }
    return tuple(members.values())


def evidence_in(container: Container, check: SiteCheck) -> tuple[Evidence, ...]:
    """What colleagues signed for a check, from its result file; `PartError` if it lacks any."""
    found = []
    for contribution in check.contributions:
        names = part_members(contribution.part, contribution.manifest, contribution.signature)
        if missing := [name for name in names if name not in container.members]:
            raise PartError(
                _("{member}, which a colleague signed, is missing.").format(member=missing[0])
            )
        found.append(Evidence(*(container.members[name] for name in names)))
    return tuple(found)


def check_contributions(container: Container, check: SiteCheck, trust: Trust) -> None:
    """Make sure that colleagues signed what a record says they observed.

    Raises `PartError`, or `SignatureError` as for a result file.
    """
    for contribution, evidence in zip(
        check.contributions, evidence_in(container, check), strict=True
    ):
        signer = check_manifest(evidence.manifest, evidence.signature, trust)
        part = part_of(codec.decode(evidence.part))
        signed = read_manifest(evidence.manifest).get(document_member(contribution.part))
        is_signed = signed is not None and signed.hex() == contribution.part
        if not is_signed or not signer.key == part.key == contribution.key:
            raise PartError(
                _("{name} did not sign what the record says he observed.").format(
                    name=contribution.inspector
                )
            )
        refuse_other_visit(check, part.check)
        if set(contribution.items) - _unchanged(part.check.observations, check):
            raise PartError(
                _("What {name} observed was changed, but still bears his name.").format(
                    name=contribution.inspector
                )
            )


def part_of(sealed: Sealed) -> Part:
    """The part in a document; `PartError` if it is something else."""
    if not isinstance(sealed.document, Part):
        raise PartError(_("This is no colleague's part but a result file. Merge it instead."))
    return sealed.document


def refuse_other_visit(check: SiteCheck, other: SiteCheck) -> None:
    """Raise `PartError` unless both are of one site and one standard."""
    if (check.site.code, check.standard) != (other.site.code, other.standard):
        raise PartError(
            _(
                "The part is for {other} under {other_standard}, this check is for {site} "
                "under {standard}. Open the check it belongs to."
            ).format(
                other=other.site.name,
                other_standard=other.standard,
                site=check.site.name,
                standard=check.standard,
            )
        )


def _unchanged(marks: Mapping[str, Observation], check: SiteCheck) -> set[str]:
    return {item for item, seen in marks.items() if check.observations.get(item) == seen}
