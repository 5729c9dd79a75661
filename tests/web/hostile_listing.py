"""A listing whose every text wants to be something else, indexed as if a source had let it pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import meilisearch
import orjson

from indexers.engine.address import EngineAddress
from indexers.engine.managed import ManagedEngine
from indexers.index.document import documents
from indexers.index.document_rows import row_of
from indexers.index.terms import TermMaker
from indexers.listing import Listing
from synonyms.concepts import Concepts
from tests.conftest import NOW, build_index
from tests.indexers.samples import weekly
from tests.search_service.adding import add
from tests.search_service.small_corpus import activity

MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
CLOSING = "</script></title></style></textarea><!-- ]]> --><svg/onload=alert(1)>"
HANDLER = "' onmouseover='alert(1)' x='"
TEMPLATE = "{{ 7 * 7 }}{% raw %}"
BIDI = "\u202egnp.exe\u2066\u200b\ufeff"
CONTROLS = "\x00\x07\x0b\x1b[31m\x85\u2028\ufffe"
LINES = "rivi\r\nBEGIN:VALARM\r\nATTENDEE:mailto:x@example.org\r\nEND:VEVENT\r\n"
FORMULAS = ('=HYPERLINK("http://x.example.org";"auki")', "+1+1", "-2+3", "@SUM(1)", "\t=1")
HOSTILE = MARKUP + CLOSING + HANDLER + TEMPLATE + BIDI + CONTROLS + LINES
SCRIPT_URL = "javascript:alert(1)//\r\nX-INJECTED:1"
ID = "lahella:hostile.ics"
WORD = "pahanilkinen"


def hostile_listing() -> Listing:
    """The listing; each kind of field has its own trick."""
    tricky = {lang: HOSTILE for lang in ("fi", "sv", "en", "ar")}
    return Listing.model_validate(
        {
            "id": ID,
            "kind": "event",
            "texts": {
                lang: {
                    "title": f"{FORMULAS[0]} {WORD} {HOSTILE}",
                    "summary": f"{FORMULAS[1]} {HOSTILE}",
                    "description": f"{FORMULAS[2]} {HOSTILE}",
                    "pricing": f"{FORMULAS[3]} {HOSTILE}",
                    "registration": f"{FORMULAS[4]} {HOSTILE}",
                }
                for lang in ("fi", "en")
            },
            "organisation": {"id": HOSTILE[:190], "name": tricky, "url": SCRIPT_URL},
            "themes": [HOSTILE[:190], "ht_kulttuuri"],
            "audience": {"groups": [HOSTILE[:190]]},
            "locations": [
                {
                    "channel": "place",
                    "point": {"lat": 60.18, "lon": 24.95},
                    "precision": "point",
                    "address": {
                        "street": f"+358 {HOSTILE}",
                        "postcode": "=1",
                        "post_town": HOSTILE,
                    },
                    "municipality": "091",
                    "summary": tricky,
                    "accessibility": {HOSTILE[:190]: "yes", "wheelchair": "yes"},
                    "sessions": [weekly()],
                    "url": SCRIPT_URL,
                    "phone": f"+358 50 000 0013{LINES}",
                }
            ],
            "registration": {"required": "yes", "url": SCRIPT_URL, "email": f"a@b.fi?bcc=c{LINES}"},
            "contacts": [
                {
                    "kind": "www",
                    "value": "data:text/html,<script>alert(1)</script>",
                    "label": tricky,
                },
                {"kind": "email", "value": f"x@example.org{LINES}", "label": tricky},
                {"kind": "phone", "value": f"+358{MARKUP}", "label": tricky},
            ],
            "images": [{"url": f"https://x.example.org/{MARKUP}", "alt": tricky}],
            "links": [{"url": " JaVaScRiPt:alert(1)", "label": tricky}],
            "modified": NOW,
            "provenance": {"source": "lahella", "native_id": "hostile.ics", "url": SCRIPT_URL},
        }
    )


@contextmanager
def hostile_engine(folder: Path) -> Iterator[EngineAddress]:
    """An engine with the listing and one like it."""
    path = folder / "activities.json"
    path.write_bytes(orjson.dumps([activity("7200000001")]))
    with ManagedEngine(folder / "engine") as engine:
        build_index(engine.address, path)
        _index_hostile(engine.address)
        yield engine.address


def _index_hostile(address: EngineAddress) -> None:
    """Add the listing to a live index, past every source that would have cleaned it."""
    listing = hostile_listing()
    terms = TermMaker(Concepts.load()).terms_of(listing)
    found = [*documents(listing, terms, NOW)]
    client = meilisearch.Client(address.url, address.key)
    add(client, [one.wire() for one in found], [row_of(one) for one in found])
