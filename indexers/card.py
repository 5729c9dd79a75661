"""What a hit shows, cut from a listing once at the build so that a search carries no more."""

from typing import Any

from indexers.listing import Listing, Location, Text

FALLBACKS = ("fi", "sv", "en")  # whose texts stand in, in this order, when a language has none


def card_of(listing: Listing) -> dict[str, Any]:
    """Texts per language (`default` for languages without one), places, sessions, organisation."""
    texts = {lang: _short(text, lang) for lang, text in listing.texts.items() if text.title}
    organisation = listing.organisation
    return {
        "texts": {**texts, "default": texts[default_language(listing)]},
        "organisation": organisation.model_dump(mode="json") if organisation else None,
        "url": listing.provenance.url,
        "locations": [_place(location) for location in listing.locations],
        "sessions": [session.model_dump(mode="json") for session in listing.sessions],
    }


def default_language(listing: Listing) -> str:
    """The language whose texts stand in for a missing one."""
    titled = [lang for lang, text in listing.texts.items() if text.title]
    return next((lang for lang in FALLBACKS if lang in titled), titled[0])


def display_title(listing: Listing) -> str:
    """The title in the default language."""
    return listing.texts[default_language(listing)].title


def _short(text: Text, lang: str) -> dict[str, str]:
    return {"lang": lang, "title": text.title, "summary": text.summary or text.description[:300]}


def _place(location: Location) -> dict[str, Any]:
    address = location.address
    town = " ".join(part for part in (address.postcode, address.post_town) if part)
    return {
        "lat": location.point.lat if location.point else None,
        "lon": location.point.lon if location.point else None,
        "address": ", ".join(part for part in (address.street, town) if part),
        "municipality": location.municipality,
        "precision": location.precision.value,
        "channel": location.channel.value,
    }
