"""A listing in, what it is compared by out: small, without personal data, kept beside the listing.

Features are made once per listing and stored; comparing two needs nothing else.
"""

from collections.abc import Iterator
from functools import cache

from geo.municipalities import municipalities
from indexers.duplicates.fingerprints import (
    contact_mark,
    email_mark,
    page_mark,
    phone_mark,
    sentence_marks,
)
from indexers.duplicates.names import names_of
from indexers.duplicates.places import Place, places_of
from indexers.duplicates.times import FOREVER, Times, day_of, times_of
from indexers.duplicates.title_words import ages_of, days_told
from indexers.duplicates.titles import MOST_LANGUAGES, Titles, atoms, read_titles
from indexers.index.terms import MADE_FOR
from indexers.listing import Channel, Kind, Listing, Price
from indexers.value import Value
from synonyms.audiences import OLDEST, audiences

MOST_MARKS = 16  # of contacts and pages
MOST_SENTENCES = 24
MOST_CONTEXT = 40
MOST_AREAS = 12
GENDERS = {"female": ("women", "girls"), "male": ("men", "boys")}
TEXT_ORDER = ("fi", "sv", "en")  # whose sentences are kept first


class Features(Value):
    """What a listing is compared by. What the source does not tell is empty."""

    id: str
    source: str
    kind: Kind
    same_as: tuple[str, ...] = ()  # ids that the source tells for the same thing
    page: str = ""  # mark of the listing's own page
    titles: Titles
    told: tuple[str, ...] = ()  # marks (see title_words) that its facts tell
    context: tuple[str, ...] = ()  # atoms of the organisation's and the towns' names
    organisation: str = ""  # its id
    names: tuple[str, ...] = ()  # of the organisation
    places: tuple[Place, ...] = ()
    areas: tuple[str, ...] = ()  # municipalities where it is, else those that it serves
    channels: tuple[Channel, ...] = ()
    times: Times = Times()
    shown: tuple[int, int] = (0, FOREVER)  # days since 1970 of its period
    ages: tuple[tuple[int, int], ...] = ()  # of its audience, else those that its title names
    genders: tuple[str, ...] = ()
    price: Price = Price.UNKNOWN
    contacts: tuple[str, ...] = ()  # marks of phones, e-mail addresses and the pages it links to
    sentences: tuple[str, ...] = ()  # marks of its texts


def features(listing: Listing) -> Features:
    """The features of an enriched listing; never raises."""
    organisation = listing.organisation
    titles = read_titles(listing.texts)
    times = times_of(listing.sessions)
    ages = tuple(_ages(listing)) or tuple(ages_of(titles.marks))
    return Features(
        id=listing.id,
        source=listing.provenance.source,
        kind=listing.kind,
        same_as=tuple(sorted(listing.provenance.same_as))[:MOST_MARKS],
        page=page_mark(listing.provenance.url),
        titles=titles,
        told=tuple(sorted(set(_told(listing, ages, times)))),
        context=tuple(sorted(_context(listing))[:MOST_CONTEXT]),
        organisation=organisation.id.partition(":")[2] or organisation.id if organisation else "",
        names=names_of(organisation.name) if organisation else (),
        places=places_of(listing.locations),
        areas=_areas(listing),
        channels=tuple(sorted({location.channel for location in listing.locations})),
        times=times,
        shown=(day_of(listing.valid_from, 0), day_of(listing.valid_until, FOREVER)),
        ages=ages,
        genders=tuple(sorted(set(listing.audience.genders))),
        price=listing.price,
        contacts=tuple(sorted(set(filter(None, _contacts(listing))))[:MOST_MARKS]),
        sentences=_sentences(listing),
    )


def _ages(listing: Listing) -> Iterator[tuple[int, int]]:
    for age in sorted(listing.audience.ages, key=lambda one: one.min):
        yield age.min, OLDEST if age.max is None else age.max


def _told(listing: Listing, ages: tuple[tuple[int, int], ...], times: Times) -> Iterator[str]:
    for audience in audiences().values():
        if audience.kind == "age" and listing.audience.ages and audience.share_of(ages) >= MADE_FOR:
            yield f"age:{audience.id}"
    for gender in listing.audience.genders:
        yield from (f"gender:{name}" for name in GENDERS[gender])
    yield from days_told({day for day, _ in times.slots})
    if {location.channel for location in listing.locations} & {Channel.ONLINE, Channel.HYBRID}:
        yield "channel:online"


def _context(listing: Listing) -> set[str]:
    """The organisation's and the towns' names, as the titles' languages would read them."""
    titled = sorted(listing.texts)[:MOST_LANGUAGES]
    found = set[str]()
    if listing.organisation:
        for own, name in listing.organisation.name.items():
            found |= {atom for lang in (own, *titled) for atom in atoms(name, lang)}
    for code in _areas(listing):
        found |= _town_atoms(code)
    return found


@cache
def _town_atoms(code: str) -> frozenset[str]:
    town = municipalities().get(code)
    names = (town.name_fi, town.name_sv) if town else ()
    return frozenset(atom for name in names for lang in TEXT_ORDER for atom in atoms(name, lang))


def _areas(listing: Listing) -> tuple[str, ...]:
    where = {location.municipality for location in listing.locations if location.municipality}
    serves = {area.code for area in listing.serves if area.kind == "municipality"}
    return tuple(sorted(where or serves)[:MOST_AREAS])


def _contacts(listing: Listing) -> Iterator[str]:
    yield from map(contact_mark, listing.contacts)
    yield email_mark(listing.registration.email)
    yield page_mark(listing.registration.url)
    yield page_mark(listing.organisation.url if listing.organisation else None)
    yield from (page_mark(link.url) for link in listing.links)
    for location in listing.locations:
        yield phone_mark(location.phone)
        yield page_mark(location.url)


def _sentences(listing: Listing) -> tuple[str, ...]:
    others = [lang for lang in sorted(listing.texts) if lang not in TEXT_ORDER]
    order = [lang for lang in TEXT_ORDER if lang in listing.texts] + others
    return sentence_marks(listing.texts[lang] for lang in order)[:MOST_SENTENCES]
