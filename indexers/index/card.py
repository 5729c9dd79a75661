"""What a hit shows, cut from a listing at the build: all that the API holds of it in memory."""

from collections.abc import Mapping
from typing import Any

from indexers.listing import Listing, Location, Text

CODES = ("kind", "price", "channels", "audiences", "accessibility", "themes")
FALLBACKS = ("fi", "sv", "en")  # whose texts stand in, in this order, when a language has none


def card_of(listing: Listing, codes: Mapping[str, Any]) -> dict[str, Any]:
    """Texts per language (`default` for languages without one), places, sessions, organisation.

    `codes` are what a document says of itself (kind, price …); those of CODES are kept.
    """
    texts = {lang: _short(text, lang) for lang, text in listing.texts.items() if text.title}
    organisation = listing.organisation
    return {
        "id": listing.id,
        **{name: codes[name] for name in CODES},
        "texts": {**texts, "default": texts[default_language(listing)]},
        "organisation": organisation.model_dump(mode="json") if organisation else None,
        "url": listing.provenance.url,
        "locations": [_place(location) for location in listing.locations],
        "sessions": [session.model_dump(mode="json") for session in listing.sessions],
    }


def text_in(card: Mapping[str, Any], lang: str) -> Mapping[str, str]:
    """Title, summary and their language: in `lang`, else in the listing's own."""
    texts: Mapping[str, Mapping[str, str]] = card["texts"]
    return texts.get(lang) or texts["default"]


def organisation_name_in(card: Mapping[str, Any], lang: str) -> str | None:
    """The organisation's name in `lang`, else in the first language that has one."""
    names: Mapping[str, str] = (card["organisation"] or {}).get("name", {})
    return next(filter(None, map(names.get, (lang, *FALLBACKS, *names))), None)


def default_language(listing: Listing) -> str:
    """The language whose texts stand in for a missing one."""
    titled = [lang for lang, text in listing.texts.items() if text.title]
    return next((lang for lang in FALLBACKS if lang in titled), titled[0])


def text_language(listing: Listing, lang: str) -> str:
    """`lang` where the listing has a title in it, else the default language."""
    text = listing.texts.get(lang)
    return lang if text and text.title else default_language(listing)


def display_title(listing: Listing) -> str:
    """The title in the default language."""
    return listing.texts[default_language(listing)].title


def _short(text: Text, lang: str) -> dict[str, str]:
    return {"lang": lang, "title": text.title, "summary": text.summary or text.description[:300]}


def _place(location: Location) -> dict[str, Any]:
    return {
        "lat": location.point.lat if location.point else None,
        "lon": location.point.lon if location.point else None,
        "address": location.address.line,
        "municipality": location.municipality,
        "precision": location.precision.value,
        "channel": location.channel.value,
    }
