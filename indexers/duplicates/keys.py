"""Features in, a few short strings out that true duplicates share: only those are then compared.

A key depends on its listing alone, so an index of keys can be kept as listings come and go. Keys
are of several kinds, since each kind misses some duplicates: a title with a slip shares no title
key, but the organisation and town, or the hour and street.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from indexers.duplicates.features import Features
from indexers.duplicates.titles import UNKNOWN

# A key that more listings have than this says nothing (a city's e-mail address, a common text):
# the caller ignores it. Such listings have rarer keys too.
MOST_PER_KEY = 200
MOST_KEYS = 64  # of a listing
MOST_AREAS = 3
MOST_SLOTS = 3
MOST_THINGS = 4
MOST_CONTACTS = 6
FIRST_SENTENCES = 2
NOWHERE = "-"


def block_keys(known: Features) -> frozenset[str]:
    """The keys of a listing, at most MOST_KEYS."""
    return frozenset(islice(dict.fromkeys(_keys(known)), MOST_KEYS))


def _keys(known: Features) -> Iterator[str]:
    """Keys by what they are worth, since the last ones may be cut."""
    yield from (f"id {one}" for one in (known.id, *known.same_as))
    if known.page:
        yield f"page {known.page}"
    areas = known.areas[:MOST_AREAS] or (NOWHERE,)
    things = _things(known)
    names = known.names[:2]
    yield from (f"title {area} {whole}" for whole in _whole_titles(known) for area in areas)
    yield from (f"group {area} {name}" for name in names for area in areas)
    yield from (f"group {thing} {name}" for name in names for thing in things)
    slots = [f"{day}.{minute}" for day, minute in sorted(known.times.slots)[:MOST_SLOTS]]
    streets = [place.street for place in known.places[:2] if place.street]
    yield from (f"time {areas[0]} {slot} {what}" for slot in slots for what in (*things, *streets))
    yield from (f"contact {one} {thing}" for one in _contacts(known) for thing in things[:2])
    yield from (f"page {one}" for one in known.contacts if one.startswith("u"))
    yield from (f"text {one}" for one in known.sentences[:FIRST_SENTENCES])


def _whole_titles(known: Features) -> Iterator[str]:
    """The things of each title together, whatever their order, form and fillers."""
    for title in islice(known.titles.by_language.values(), 3):
        yield " ".join(_bare(title.things or title.fillers)) or title.joined[:40]


def _things(known: Features) -> list[str]:
    """The longest things of all titles, which are the rarest."""
    found = {one for title in known.titles.by_language.values() for one in _bare(title.things)}
    return sorted(found, key=lambda one: (-len(one), one))[:MOST_THINGS]


def _bare(atoms: Iterable[str]) -> list[str]:
    return sorted(atom.removeprefix(UNKNOWN) for atom in atoms)


def _contacts(known: Features) -> list[str]:
    return [one for one in known.contacts if not one.startswith("u")][:MOST_CONTACTS]
