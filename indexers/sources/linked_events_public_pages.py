"""The page of an event for people: an event in, an address out.

The API's own addresses answer JSON. Some calendars show every event of their API by its id;
elsewhere the page that the event itself names is the best there is.
"""

from urllib.parse import quote, urlsplit

from indexers.sources.linked_events_ids import id_of
from indexers.sources.linked_events_texts import local_lines, preferred
from indexers.sources.raw import Raw

PAGES = {"api.hel.fi": "https://tapahtumat.hel.fi/fi/events/{id}"}


def public_page(event: Raw) -> str | None:
    """The address of a page that a reader can open; None where none is known."""
    page = PAGES.get(_host(event.text("@id")))
    if page:
        return page.format(id=quote(id_of(event), safe=":"))
    return preferred(local_lines(event, "info_url")) or None


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
