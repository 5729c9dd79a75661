"""All listings in; what was found, by source, region and organisation, out.

The counts are of listings: one with three unknown classes counts once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from geo.municipalities import municipalities
from indexers.index.card import display_title
from indexers.listing import Listing
from indexers.quality.findings import Finding, findings
from indexers.value import Value

GROUPINGS = ("source", "region", "organisation")
NOWHERE = ""  # the region of what takes place nowhere, the organisation of what names none


class Found(Value):
    """What was found in one listing."""

    id: str
    title: str
    organisation: str
    regions: tuple[str, ...]
    findings: tuple[Finding, ...]


class Group(Value):
    """Some listings that belong together: how many there are, and of each kind of finding."""

    grouping: str
    code: str  # a source, a region's code, an organisation's id
    listings: int
    counts: Mapping[str, int]


class Survey(Value):
    """The quality of everything that is wanted in the index."""

    made_at: str  # ISO time
    listings: int
    without_findings: int
    counts: Mapping[str, int]
    groups: tuple[Group, ...]
    found: tuple[Found, ...]


def survey(
    listings: Iterable[Listing], now: datetime, dead: Mapping[str, str] | None = None
) -> Survey:
    """Look at every listing; `dead` has links that do not work, with what came back."""
    totals = dict[tuple[str, str], Counter[str]]()
    everything, found = Counter[str](), list[Found]()
    for listing in listings:
        told = [*findings(listing, now), *_dead_links(listing, dead or {})]
        kinds = {one.kind for one in told}
        regions = _regions(listing)
        everything.update(["listings", *kinds, *([] if kinds else ["fine"])])
        for key in _groups(listing, regions):
            totals.setdefault(key, Counter()).update(["listings", *kinds])
        if told:
            found.append(_found(listing, regions, told))
    return Survey(
        made_at=now.isoformat(),
        listings=everything.pop("listings", 0),
        without_findings=everything.pop("fine", 0),
        counts=dict(everything.most_common()),
        groups=tuple(_ordered(totals)),
        found=tuple(found),
    )


def links_of(listing: Listing) -> set[str]:
    """The web addresses that a listing gives."""
    www = {contact.value for contact in listing.contacts if contact.kind == "www"}
    links = {link.url for link in listing.links}
    places = {place.url for place in listing.locations if place.url}
    own = {listing.registration.url} if listing.registration.url else set()
    return {url for url in www | links | places | own if url.startswith(("http://", "https://"))}


def _dead_links(listing: Listing, dead: Mapping[str, str]) -> Iterator[Finding]:
    for url in sorted(links_of(listing) & dead.keys()):
        yield Finding(kind="dead_link", note=f"{url}: {dead[url]}")


def _regions(listing: Listing) -> tuple[str, ...]:
    codes = {place.municipality for place in listing.locations if place.municipality}
    served = {area.code for area in listing.serves if area.kind == "municipality"}
    known = [municipalities()[code].region for code in codes or served if code in municipalities()]
    return tuple(sorted({*known, *(a.code for a in listing.serves if a.kind == "region")}))


def _groups(listing: Listing, regions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield "source", listing.provenance.source
    for region in regions or (NOWHERE,):
        yield "region", region
    yield "organisation", listing.organisation.id if listing.organisation else NOWHERE


def _found(listing: Listing, regions: tuple[str, ...], told: list[Finding]) -> Found:
    organisation = listing.organisation
    return Found(
        id=listing.id,
        title=display_title(listing),
        organisation=organisation.id if organisation else NOWHERE,
        regions=regions,
        findings=tuple(told),
    )


def _ordered(totals: Mapping[tuple[str, str], Counter[str]]) -> Iterator[Group]:
    """Groups by grouping, those with the most to mend first."""
    by_grouping = defaultdict[str, list[Group]](list)
    for (grouping, code), counts in totals.items():
        kinds = {kind: count for kind, count in counts.most_common() if kind != "listings"}
        by_grouping[grouping].append(
            Group(grouping=grouping, code=code, listings=counts["listings"], counts=kinds)
        )
    for grouping in GROUPINGS:
        yield from sorted(
            by_grouping[grouping], key=lambda one: (-sum(one.counts.values()), one.code)
        )
