"""One listing in; what its owner could mend out. The kinds are explained in data/findings.tsv."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from geo.municipalities import municipalities
from indexers.enrich import PLACED
from indexers.index.document import expiry
from indexers.listing import Kind, Listing, Precision
from indexers.value import Value

SOON = timedelta(days=14)  # enough to renew a listing, or to write the next season's
OLD = timedelta(days=730)  # two seasons without a change: is it still true?
MEETING = (Kind.HOBBY, Kind.EVENT)  # kinds that nobody can join without knowing when
# Repairs that speak of a position that its source got wrong.
POSITIONS = ("location:", "map:", "position:", "coordinates:", "coordinate:")


class Finding(Value):
    """Something that could be better; `note` has what it is about, where that is not plain."""

    kind: str
    note: str = ""


def findings(listing: Listing, now: datetime) -> Iterator[Finding]:
    """What there is to mend in an enriched listing at a moment."""
    yield from _of_place(listing)
    yield from _of_time(listing, now)
    yield from _of_texts(listing)
    for code in sorted(set(listing.provenance.unmapped)):
        yield Finding(kind="unknown_code", note=code)
    if not (listing.contacts or listing.links or _signs_up(listing)):
        yield Finding(kind="no_contact")


def _of_place(listing: Listing) -> Iterator[Finding]:
    placed = [place for place in listing.locations if place.channel in PLACED]
    if not listing.locations or any(place.precision is Precision.NONE for place in placed):
        yield Finding(kind="no_place")
    if any(place.precision in (Precision.MUNICIPALITY, Precision.POSTCODE) for place in placed):
        yield Finding(kind="vague_place")
    for repair in listing.provenance.repairs:
        if repair.startswith(POSITIONS):
            yield Finding(kind="doubtful_position", note=repair)


def _of_time(listing: Listing, now: datetime) -> Iterator[Finding]:
    over = expiry(listing)
    if over and now < over <= now + SOON:
        yield Finding(kind="ends_soon", note=f"{over:%Y-%m-%d}")
    if listing.kind in MEETING and not listing.sessions:
        yield Finding(kind="no_time")
    if listing.modified and listing.modified < now - OLD:
        yield Finding(kind="old", note=f"{listing.modified:%Y-%m-%d}")


def _of_texts(listing: Listing) -> Iterator[Finding]:
    texts = listing.texts.values()
    if not any(text.description or text.summary for text in texts):
        yield Finding(kind="no_description")
    titled = {lang for lang, text in listing.texts.items() if text.title}
    if "sv" not in titled and _for_swedish_speakers(listing):
        yield Finding(kind="no_swedish")


def _for_swedish_speakers(listing: Listing) -> bool:
    """Whether it takes place in a municipality with Swedish, or serves the whole country."""
    codes = {place.municipality for place in listing.locations if place.municipality}
    here = any("sv" in municipalities()[code].language for code in codes)
    return here or any(area.kind == "country" for area in listing.serves)


def _signs_up(listing: Listing) -> bool:
    registration = listing.registration
    return bool(registration.url or registration.email or any(p.phone for p in listing.locations))
