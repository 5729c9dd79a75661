"""What a listing's page tells to programs: its own address, Open Graph, schema.org."""

from dataclasses import dataclass
from typing import Any

import orjson
from markupsafe import Markup

from indexers.plain_text import visible
from search_service.exports.listing_told import ListingTold
from search_service.exports.schema_org import CONTEXT, thing_of

LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
MAX_SUMMARY = 200
# Within a script element only these could end it or begin another (HTML, 4.12.1.3).
HARMLESS = str.maketrans({one: f"\\u{ord(one):04x}" for one in ("<", ">", "&", "\u2028", "\u2029")})


@dataclass(frozen=True, slots=True)
class PageHead:
    """Meta data of the page."""

    canonical: str
    title: str
    summary: str
    image: str | None
    locale: str
    linked_data: Markup


def page_head(told: ListingTold, canonical: str, image: str | None) -> PageHead:
    """The meta data of a listing's page."""
    return PageHead(
        canonical=canonical,
        title=told.title,
        summary=_shortened(" ".join(told.summary.split())),
        image=image,
        locale=LOCALES[told.export.texts.lang],
        linked_data=script_data({"@context": CONTEXT, **thing_of(told)}),
    )


def script_data(node: dict[str, Any]) -> Markup:
    """JSON that may stand in a script element, whatever its texts hold."""
    text = orjson.dumps(node).decode()
    return Markup(text.translate(HARMLESS))


def _shortened(text: str) -> str:
    text = visible(text)
    return text if len(text) <= MAX_SUMMARY else f"{text[: MAX_SUMMARY - 1].rstrip()}…"
