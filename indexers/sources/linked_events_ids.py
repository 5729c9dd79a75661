"""Names in Linked Events: objects and references to them in, native ids and ids of listings out.

A native id is "source:key" (helsinki:afy6ikna3u), and a listing's id has no room for a second
colon. So ":" becomes "~~", and any other character that a listing's id cannot hold becomes its
code point in hexadecimal between two tildes: "helsinki:a b" -> "helsinki~~a~20~b". A tilde is such
a character too, so the way back is certain: between tildes, plain text and codes take turns.
"""

import re
from urllib.parse import unquote

from indexers.sources.raw import Raw

PREFIX = "linked_events:"


def native_id(value: object) -> str:
    """The id of an object, or of a reference to one: {"@id": ".../v1/event/helsinki:x/"}."""
    if isinstance(value, dict):
        return id_of(Raw(value))
    return _last_step(value) if isinstance(value, str) else ""


def id_of(item: Raw) -> str:
    """The native id of an object."""
    return item.text("id") or _last_step(item.text("@id"))


def listing_id(native: str) -> str:
    """The id of the listing that an event becomes."""
    return PREFIX + re.sub(r"[^A-Za-z0-9._-]", _escaped, native)


def is_whole(value: object) -> bool:
    """Whether an object is told and not only named by its address."""
    return isinstance(value, dict) and not set(value) <= {"@id", "id", "@context", "@type"}


def _escaped(found: re.Match[str]) -> str:
    return "~~" if found.group() == ":" else f"~{ord(found.group()):x}~"


def _last_step(address: str) -> str:
    """The last step of an address; some are saved with a query (…/yso:p916/?format=json)."""
    path = address.partition("?")[0].partition("#")[0].rstrip("/")
    return unquote(path.rpartition("/")[2])
