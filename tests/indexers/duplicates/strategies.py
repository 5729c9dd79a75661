"""Listings of any kind for property tests: likely ones that resemble each other, and wild ones.

Likely ones are drawn by a seed: hypothesis would take longer to draw one than it takes to compare
a thousand.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from geo.point import Point
from indexers.listing import Channel, Known, Listing, Precision, Price, Text
from indexers.session import DatedSession, Session, WeeklySession
from tests.indexers.duplicates.made import sessions

T = TypeVar("T")

SOURCES = ("lahella", "ptv", "linked_events", "hsds", "palvelukartta", "table", "unheard_of")
KINDS = ("hobby", "support", "volunteering", "event", "service")
LANGUAGES = ("fi", "sv", "en", "ru")
TITLES = ("Jooga", "Jooga, alkeet", "Joogga", "Avoin kuoroilta", "Kuoro-ilta", "Körkväll", "")
NAMES = ("Keksitty kuoro ry", "Keksitty Kuoro", "Rannan Venyttäjät r.f.", "KK", "")
TEXTS = ("", "Laulamme yhdessä kansanlauluja ja iskelmiä.", "Lempeä jooga sopii kaikille hyvin.")
STREETS = ("", "Keksittykatu 1", "Keksitty katu 1 A 2", "Keksittykatu 15", "Rantakatu 2")
POINTS = (
    None,
    Point(65.0127, 25.4715),
    Point(65.0128, 25.4716),
    Point(65.05, 25.5),
    Point(61.5, 23.8),
)
TOWNS = (None, "564", "837")
SESSIONS: tuple[Session, ...] = (
    *sessions("ti 18.00-19.30 2026-09-01/2027-05-31", "ti 18.10-19.30 2026-09-08/"),
    *sessions("to 18.00-19.00 2026-09-03/2026-12-17", "ma 8.00-16.00 2026-01-01/"),
    *sessions("2026-11-24 18.00-19.30", "2026-12-01 18.00-19.30", "2026-11-10/2026-11-24"),
)
PHONES = ("+358 50 000 0001", "050 0000001", "0800 000 001", "112", "soita")
PAGES = ("https://kuoro.example", "http://www.kuoro.example/", "https://kuoro.example/fi/ilta?b=1")
MAILS = ("Kuoro@kuoro.example", "kuoro@kuoro.example")
CONTACTS = (
    *({"kind": "phone", "value": value} for value in PHONES),
    *({"kind": "www", "value": value} for value in PAGES),
    *({"kind": "email", "value": value} for value in MAILS),
)
MOMENTS = (None, datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC))
AGES = ({"min": 0, "max": 6}, {"min": 7, "max": 12}, {"min": 18, "max": None})


def listings(source: str | None = None) -> st.SearchStrategy[Listing]:
    """Listings of which any two may well be the same."""
    return st.integers(0, 2**32).map(lambda seed: _likely(Random(seed), source))


def _likely(rng: Random, source: str | None) -> Listing:
    source = source or rng.choice(SOURCES)
    native = rng.choice("123")
    texts = {lang: _text(rng) for lang in _some(rng, LANGUAGES)}
    if not any(text["title"] for text in texts.values()):
        texts["fi"] = {"title": "Jooga"}
    return Listing.model_validate(
        {
            "id": f"{source}:{native}",
            "kind": rng.choice(KINDS),
            "texts": texts,
            "organisation": rng.choice([None, _organisation(rng)]),
            "themes": _some(rng, ["ht_urheilu", "ht_kulttuuri"]),
            "audience": {"ages": _some(rng, AGES), "genders": rng.choice([[], ["female"]])},
            "price": rng.choice(list(Price)),
            "locations": [_location(rng) for _ in range(rng.randrange(4))],
            "contacts": _some(rng, CONTACTS),
            "images": [{"url": page, "alt": {"fi": "Kuva"}} for page in _some(rng, PAGES)],
            "links": [{"url": page} for page in _some(rng, PAGES)],
            "keywords": _some(rng, [{"fi": "kuoro"}, {"sv": "kör"}, {"fi": "kuoro", "sv": "kör"}]),
            "needs": _some(rng, ["loneliness", "grief"]),
            "ongoing": rng.random() < 0.5,
            "modified": rng.choice(MOMENTS),
            "valid_from": rng.choice(MOMENTS),
            "valid_until": rng.choice(MOMENTS),
            "provenance": {
                "source": source,
                "native_id": native,
                "url": rng.choice([None, *PAGES]),
                "same_as": _some(rng, ["lahella:1", "lipas:5"]),
            },
        }
    )


def _text(rng: Random) -> dict[str, str]:
    return {
        "title": rng.choice(TITLES),
        "summary": rng.choice(TEXTS),
        "description": rng.choice(TEXTS),
        "pricing": rng.choice(["", "Maksuton"]),
    }


def _organisation(rng: Random) -> dict[str, Any]:
    names = {lang: rng.choice(NAMES) for lang in _some(rng, LANGUAGES)}
    return {"id": rng.choice(["lahella:9", "ptv:9"]), "name": names, "url": rng.choice(PAGES)}


def _location(rng: Random) -> dict[str, Any]:
    return {
        "channel": rng.choice(list(Channel)),
        "point": rng.choice(POINTS),
        "precision": rng.choice(list(Precision)),
        "address": {"street": rng.choice(STREETS)},
        "municipality": rng.choice(TOWNS),
        "summary": {lang: "Toinen kerros" for lang in _some(rng, LANGUAGES)},
        "accessibility": {"wheelchair": rng.choice(list(Known))},
        "sessions": _some(rng, SESSIONS),
        "url": rng.choice([None, *PAGES]),
        "phone": rng.choice([None, *PHONES]),
    }


def _some(rng: Random, pool: Sequence[T]) -> list[T]:
    return rng.sample(pool, rng.randrange(min(4, len(pool) + 1)))


WEEKLY = st.builds(
    WeeklySession,
    weekday=st.integers(1, 7),
    start=st.just(time(23, 59, 59)),
    end=st.none() | st.just(time(0)),
    monthly=st.booleans(),
    valid_from=st.dates(max_value=date(8999, 12, 31)),
    valid_until=st.none() | st.dates(),
)
DATED = st.builds(DatedSession, start=st.datetimes(timezones=st.just(UTC)))


@st.composite
def wild_listings(draw: st.DrawFn) -> Listing:
    """What a Listing allows: any text in every field, any time of the calendar, any point."""
    plain = draw(listings())
    word = draw(st.text(max_size=40))
    titles = draw(st.dictionaries(st.sampled_from([*LANGUAGES, "xx"]), st.text(max_size=40)))
    location = {
        "point": Point(draw(st.floats(-90, 90)), draw(st.floats(-180, 180))),
        "precision": "point",
        "address": {"street": draw(st.text(max_size=20))},
        "municipality": draw(st.from_regex(r"[0-9]{3}", fullmatch=True)),
        "sessions": draw(st.lists(WEEKLY | DATED, max_size=3)),
        "url": word,
        "phone": word,
    }
    texts = {lang: Text(title=title, description=word) for lang, title in titles.items()}
    return Listing.model_validate(
        {
            **plain.model_dump(),
            "texts": {**texts, "fi": Text(title=word or "?", summary=word)},
            "organisation": {"id": "x", "name": {"fi": word}, "url": word},
            "locations": [location],
            "contacts": [{"kind": kind, "value": word} for kind in ("email", "phone", "www")],
            "links": [{"url": word}],
            "valid_from": draw(st.none() | st.datetimes(timezones=st.just(UTC))),
        }
    )
