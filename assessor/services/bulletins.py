"""Work bulletins: proposed from a campaign's numbers, written by a clerk, set in type."""

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from assessor.domain.bulletins import Article, WorkBulletin
from assessor.domain.inspection import CHINA_TIME
from assessor.domain.ranking import Place
from assessor.domain.scoring import shown
from assessor.domain.wording import category
from assessor.errors import AssessorError
from assessor.exchange.bulletin_texts import read_bulletin, write_bulletin
from assessor.i18n import Translator, _
from assessor.services.comparison import RankingResult, rank_units
from assessor.services.papers import Paper, paper
from assessor.standards import Library
from assessor.storage import Workspace

_FIRST_AND_LAST = 3  # places that are named
_CATEGORIES = 5


def drafted(
    workspace: Workspace,
    library: Library,
    language: str,
    *,
    issuer: str,
    at: datetime,
    campaign_id: str | None = None,
    number: int = 0,
) -> bytes:
    """The text of a bulletin as the numbers of a campaign tell it, for a clerk to go on with."""
    ranking = rank_units(workspace, library, "town", campaign_id)
    bulletin = _drafted(workspace, library, ranking, Translator(language))
    today = at.astimezone(CHINA_TIME).date()
    bulletin = replace(bulletin, number=number, issuer=issuer, issued=today)
    return write_bulletin(bulletin, Translator(language))


def read_text(content: bytes, number: int = 0) -> WorkBulletin:
    """A bulletin's text; `number` takes the place of its own. One has to be there."""
    bulletin = read_bulletin(content)
    if not (number or bulletin.number):
        raise AssessorError(
            _("Nothing says which issue this is. Write it at the top of the text, or name it.")
        )
    return replace(bulletin, number=number or bulletin.number)


def bulletin_paper(
    content: bytes, language: str, *, issuer: str, at: datetime, number: int = 0
) -> Paper:
    """A bulletin's text in type (PDF/A-3a, unsigned), the text attached.

    `number` and `issuer` take the place of what the text leaves out.
    """
    from assessor.reporting import Attachment, BulletinPaper, work_bulletin

    bulletin = read_text(content, number)
    bulletin = replace(bulletin, issuer=bulletin.issuer or issuer)
    digest = hashlib.sha256(content).hexdigest()
    words = Translator(language).text("The text of this bulletin")
    basis = Attachment(f"{digest}.txt", "text/plain", content, words)
    made = BulletinPaper(bulletin, basis, at)
    return paper(made, work_bulletin(made, language))


def _drafted(
    workspace: Workspace, library: Library, ranking: RankingResult, translator: Translator
) -> WorkBulletin:
    text = translator.text
    title = ranking.title(translator.language)
    counts = _places_at_fault(workspace, ranking)
    articles = [Article(text("Overview"), (_overview(ranking, counts.total(), translator),))]
    scored = [place for place in ranking.places if place.score is not None]
    if scored:
        articles.append(Article(text("Ranking"), tuple(_places(scored, translator))))
    if found := _categories(library, counts, translator):
        articles.append(Article(text("Main faults"), (found,)))
    return WorkBulletin(text("Results of {campaign}").format(campaign=title), tuple(articles))


def _places_at_fault(workspace: Workspace, ranking: RankingResult) -> Counter[str]:
    """The places at fault of the checks that count, by disorder."""
    kept = workspace.documents.fault_places(ranking.campaign.id if ranking.campaign else None)
    counts: Counter[str] = Counter()
    for place in ranking.places:
        for result in place.area.results:
            for (_item, disorder), count in kept.get(result.check, {}).items():
                counts[disorder] += count
    return counts


def _overview(ranking: RankingResult, faults: int, translator: Translator) -> str:
    results = [result for place in ranking.places for result in place.area.results]
    scores = [place.score for place in ranking.places if place.score is not None]
    mean = sum(scores, Fraction(0)) / len(scores) if scores else None
    words = translator.text(
        "{sites} sites in {units} towns and streets were checked, and {faults} places were found "
        "at fault; {vetoes} items vetoed the result. The towns and streets scored {mean} on "
        "average."
    )
    return words.format(
        sites=len({result.site for result in results}),
        units=len(scores),
        faults=faults,
        vetoes=sum(len(place.area.vetoes) for place in ranking.places),
        mean=shown(mean),
    )


def _places(scored: list[Place], translator: Translator) -> list[str]:
    text, comma = translator.text, translator.text(", ")

    def named(places: list[Place]) -> str:
        words = text("{name} ({score})")
        return comma.join(words.format(name=e.name, score=shown(e.score)) for e in places)

    if len(scored) <= 2 * _FIRST_AND_LAST:
        return [text("In order of their scores: {places}.").format(places=named(scored))]
    first, last = scored[:_FIRST_AND_LAST], scored[-_FIRST_AND_LAST:]
    return [
        text("Placed first: {places}.").format(places=named(first)),
        text("Placed last: {places}.").format(places=named(last)),
    ]


def _categories(library: Library, counts: Counter[str], translator: Translator) -> str:
    vocabulary = library.vocabulary()
    named = [
        translator.text("{name}: {count}").format(
            name=category(code, vocabulary, translator), count=count
        )
        for code, count in counts.most_common()
        if code
    ]
    if not named:
        return ""
    found = translator.text("; ").join(named[:_CATEGORIES])
    return translator.text("Most often found, in places: {found}.").format(found=found)
