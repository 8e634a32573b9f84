"""Reports made from what a workspace holds: check records, ranking bulletins and tables."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from assessor.domain.boards import NO_LINES, BoardLines, boards
from assessor.domain.documents import Sealed
from assessor.domain.inspection import (
    CHINA_TIME,
    Fault,
    Photo,
    Revision,
    SiteCheck,
    UnitKind,
    faults_of,
)
from assessor.domain.ranking import Place
from assessor.domain.scoring import score
from assessor.domain.wording import described
from assessor.errors import AssessorError
from assessor.exchange import codec
from assessor.i18n import Translator, _
from assessor.services.assessing import form_of
from assessor.services.comparison import RankingResult, rank_units
from assessor.services.papers import Paper, basis, campaigns_alike, paper
from assessor.services.sealing import photos_of
from assessor.services.wording import provisional_words
from assessor.standards import Library
from assessor.storage import Workspace, WorkspaceError

if TYPE_CHECKING:  # ReportLab takes a while to load, so it is loaded when a report is made
    from assessor.reporting import Attachment, Ranking, TypicalFault

_TOWN_DIGITS = 9
_TYPICAL = 6  # faults that a bulletin shows


def revision_of(workspace: Workspace, check_id: str) -> Revision:
    """The revision of a signed check that counts, or the first of those that conflict."""
    header = workspace.documents.check(check_id)
    if header is None or not header.heads:
        raise AssessorError(_("There is no signed check {check} here.").format(check=check_id))
    document = codec.decode(workspace.documents.body(header.head or header.heads[0])).document
    if not isinstance(document, Revision):
        raise TypeError(check_id)
    return document


def check_pdf(
    workspace: Workspace,
    library: Library,
    sealed: Sealed,
    language: str,
    *,
    is_preview: bool = False,
) -> bytes:
    """The record of a check, unsigned, with its signed document attached (PDF/A-3a)."""
    from assessor.reporting import Attachment, CheckReport, check_report

    revision = sealed.document
    if not isinstance(revision, Revision):
        raise TypeError(sealed.digest)
    check = revision.check
    standard, site_type = form_of(check, library)
    town = workspace.register.unit(check.site.community[:_TOWN_DIGITS])
    campaign = workspace.register.campaign(check.campaign) if check.campaign else None
    document = Attachment(
        f"{sealed.digest}.json",
        "application/json",
        sealed.body,
        Translator(language).text("The signed record as data"),
    )
    content = CheckReport(
        standard=standard,
        site_type=site_type,
        sealed=sealed,
        card=score(site_type, check.observations),
        vocabulary=library.vocabulary(),
        picture=workspace.photos.picture,
        town_name=town.name if town else "",
        campaign_title=campaign.title if campaign else "",
        unit_names=_responsible(workspace, check),
        attachments=() if is_preview else (document,),
        is_preview=is_preview,
    )
    return check_report(content, language)


def printed_around(workspace: Workspace, check: SiteCheck) -> tuple[object, ...]:
    """What is printed on a check's record beside the check itself: units, campaign, photos."""
    campaign = workspace.register.campaign(check.campaign) if check.campaign else None
    return (
        workspace.register.unit(check.site.community[:_TOWN_DIGITS]),
        campaign.title if campaign else "",
        _responsible(workspace, check),
        photos_of(workspace, check),
    )


def _responsible(workspace: Workspace, check: SiteCheck) -> dict[str, str]:
    """The names of the units that the check's faults name, by code."""
    faults = (fault for seen in check.observations.values() for fault in faults_of(seen))
    codes = {fault.responsible for fault in faults if fault.responsible}
    units = filter(None, map(workspace.register.unit, sorted(codes)))
    return {unit.code: unit.name for unit in units}


def ranking_paper(
    workspace: Workspace,
    library: Library,
    ranking: RankingResult,
    language: str,
    *,
    issuer: str,
    at: datetime,
    number: int = 0,
    title: str = "",
    remarks: str = "",
    lines: BoardLines = NO_LINES,
) -> Paper:
    """The bulletin of a ranking, with the ranking of organisations and typical faults.

    `title` stands in the masthead in place of the usual one, `remarks` are requirements to
    the units; by `lines` they are put on the red and the black list.
    """
    from assessor.reporting import Bulletin, bulletin

    campaign = ranking.campaign
    rankings = [_table(ranking, workspace, library)]
    if ranking.by != UnitKind.ORGANISATION.value:
        line = rank_units(
            workspace,
            library,
            UnitKind.ORGANISATION.value,
            campaign.id if campaign else None,
            ranking.profile.id,
            standard=ranking.standard,
            pass_line=ranking.profile.pass_line,
        )
        rankings.append(_table(line, workspace, library))
    results = (result for place in ranking.places for result in place.area.results)
    dates = [_day(result.finished) for result in results]
    content = Bulletin(
        number=number,
        issuer=issuer,
        issued_at=at,
        starts=campaign.starts if campaign else min(dates, default=_day(at)),
        ends=campaign.ends if campaign else max(dates, default=_day(at)),
        standard=ranking.standard,
        profile=ranking.profile,
        rankings=tuple(rankings),
        vocabulary=library.vocabulary(),
        fingerprint=workspace.documents.fingerprint(),
        campaign=campaign,
        typical=_typical(workspace, library, ranking, language),
        warning=provisional_words(ranking, Translator(language)),
        left_out=ranking.others,
        lacking=tuple(_lacking_words(ranking, language)),
        attachments=(_basis(workspace, ranking, language),),
        title=title,
        remarks=remarks,
        boards=boards(ranking.rates, lines),
    )
    return paper(content, bulletin(content, language))


def _basis(workspace: Workspace, ranking: RankingResult, language: str) -> "Attachment":
    """The ranking as data, and the digests of the signed checks it rests on."""
    places = [
        {
            "place": place.place,
            "code": place.code,
            "score": None if place.score is None else str(place.score),
            "checks": sorted(result.check for result in place.area.results),
        }
        for place in ranking.places
    ]
    campaign = ranking.campaign.id if ranking.campaign else None
    about = {
        "report": "ranking",
        "by": ranking.by,
        "campaign": campaign or "",
        "standard": str(ranking.standard.ref),
        "profile": ranking.profile.id,
        "places": places,
    }
    heads = (head for each in workspace.documents.checks(campaign) for head in each.heads)
    return basis(workspace, about, heads, language)


def _lacking_words(ranking: RankingResult, language: str) -> Iterator[str]:
    """Each territory that may not apply, with the prerequisites it answered with no."""
    translator = Translator(language)
    texts = {each.id: each.text.in_language(language) for each in ranking.standard.prerequisites}
    for lacking in ranking.lacking:
        words = translator.text("; ").join(texts.get(each, each) for each in lacking.prerequisites)
        yield translator.text("{where}: {words}").format(where=lacking.name, words=words)


def _table(ranking: RankingResult, workspace: Workspace, library: Library) -> "Ranking":
    from assessor.reporting import RankedUnit, Ranking

    counts = _fault_counts(ranking, workspace)
    previous = _previous(ranking, workspace, library)
    units = tuple(
        RankedUnit(place, faults=_sum(place, counts), previous=previous.get(place.code))
        for place in ranking.places
    )
    return Ranking(ranking.by, units)


def _previous(
    ranking: RankingResult, workspace: Workspace, library: Library
) -> dict[str, Fraction | None]:
    """The scores of the campaign before, by unit, where they compare with these."""
    campaign = ranking.campaign
    if campaign is None or ranking.profile.id != campaign.profile:
        return {}
    if ranking.standard.ref.id != campaign.standard.id:
        return {}
    *_others, before = (None, *campaigns_alike(workspace, campaign)[:-1])
    if before is None:
        return {}
    with suppress(AssessorError):  # nothing was checked then, or its standard is not at hand
        places = rank_units(workspace, library, ranking.by, before.id).places
        return {place.code: place.score for place in places}
    return {}


def _fault_counts(ranking: RankingResult, workspace: Workspace) -> dict[str, int]:
    """The places at fault of each check that counts, from what is kept of them."""
    kept = workspace.documents.fault_places(ranking.campaign.id if ranking.campaign else None)
    return {check: sum(places.values()) for check, places in kept.items()}


def _sum(place: Place, counts: Mapping[str, int]) -> int:
    return sum(counts.get(result.check, 0) for result in place.area.results)


def _typical(
    workspace: Workspace, library: Library, ranking: RankingResult, language: str
) -> "tuple[TypicalFault, ...]":
    """The photographed faults of the units placed last, one of each check."""
    from assessor.reporting import TypicalFault

    translator, vocabulary = Translator(language), library.vocabulary()
    found: list[TypicalFault] = []
    for place in reversed(ranking.places):
        for result in place.area.results:
            if len(found) == _TYPICAL:
                return tuple(found)
            revision = revision_of(workspace, result.check)
            photographed = _photographed(workspace, revision)
            if photographed is None:
                continue
            fault, photo, picture = photographed
            found.append(
                TypicalFault(
                    site_name=revision.check.site.name,
                    words=described(fault, vocabulary, translator),
                    unit_name=place.name,
                    category=fault.category,
                    taken_at=photo.taken_at,
                    picture=picture,
                )
            )
    return tuple(found)


def _photographed(workspace: Workspace, revision: Revision) -> tuple[Fault, Photo, bytes] | None:
    """The first fault with a picture that can be printed.

    One that never arrived, or is no picture, must not stop everybody's bulletin.
    """
    from assessor.reporting import ReportError, jpeg_shape

    photos = {photo.digest: photo for photo in revision.photos}
    faults = (f for seen in revision.check.observations.values() for f in faults_of(seen))
    for fault, digest in ((each, digest) for each in faults for digest in each.photos):
        with suppress(WorkspaceError, ReportError):
            picture = workspace.photos.picture(digest)
            jpeg_shape(picture)
            return fault, photos[digest], picture
    return None


def _day(moment: datetime) -> date:
    """The day in China, where a morning's visit is still yesterday's in UTC."""
    return moment.astimezone(CHINA_TIME).date()
