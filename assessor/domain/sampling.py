"""Drawing the sites of a campaign so that anyone can draw them again.

Each site of the frame gets the SHA-256 of seed, a line feed and its code; the sites of a
type with the smallest values are drawn. No random generator of any language is involved.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessor.domain.inspection import Campaign, Site, Unit


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A site kept out of the draw, and why."""

    site: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn from which frame, with everything needed to repeat it.

    `frame` holds the codes of all sites that could be drawn, sorted; `quotas` how many
    of each site type (fewer are drawn where the frame holds fewer); `drawn` the codes.
    """

    seed: str
    frame: tuple[str, ...]
    frame_digest: str
    quotas: tuple[tuple[str, int], ...]
    excluded: tuple[Exclusion, ...]
    drawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign with the sites drawn for it and the units they belong to."""

    campaign: Campaign
    units: tuple[Unit, ...]
    sites: tuple[Site, ...]
    draw: Draw


def draw(
    sites: Iterable[Site],
    quotas: Mapping[str, int],
    seed: str,
    excluded: Iterable[Exclusion] = (),
) -> Draw:
    """Draw sites by type."""
    left_out = tuple(sorted(excluded, key=lambda each: each.site))
    barred = {each.site for each in left_out}
    frame = sorted((site.code, site.site_type) for site in sites if site.code not in barred)
    drawn: list[str] = []
    for site_type, count in quotas.items():
        of_type = [code for code, kind in frame if kind == site_type]
        drawn += sorted(of_type, key=lambda code: _lot(seed, code))[:count]
    codes = tuple(code for code, _kind in frame)
    return Draw(
        seed=seed,
        frame=codes,
        frame_digest=frame_digest(codes),
        quotas=tuple(sorted(quotas.items())),
        excluded=left_out,
        drawn=tuple(sorted(drawn)),
    )


def frame_digest(codes: Iterable[str]) -> str:
    """SHA-256, hex, of the sorted codes, each followed by a line feed."""
    return hashlib.sha256("".join(f"{code}\n" for code in sorted(codes)).encode()).hexdigest()


def redraws(plan: Plan) -> bool:
    """Whether drawing again from the stored frame and seed gives the stored sites.

    A site's type is the part of its code between the last two hyphens.
    """
    stored = plan.draw
    frame = [Site(code, "", type_in(code), "") for code in stored.frame]
    again = draw(frame, dict(stored.quotas), stored.seed, stored.excluded)
    listed = tuple(sorted(site.code for site in plan.sites))
    return again == stored and listed == stored.drawn


def type_in(site_code: str) -> str:
    """The site type that a code names: `530325001001-MARKET-0003` is a `MARKET`."""
    parts = site_code.split("-")
    return parts[-2] if len(parts) >= 3 else ""


def _lot(seed: str, code: str) -> str:
    return hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest()
