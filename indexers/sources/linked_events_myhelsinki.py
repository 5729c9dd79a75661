"""MyHelsinki's shape of the same events, in that of Linked Events.

The MyHelsinki Open API gave the events of Linked Events in a shape of its own, and files of it are
still about: one text without its language, tags for keywords, days for times.
"""

import re

from indexers.sources.linked_events_references import Item
from indexers.sources.raw import Raw

TAG_PREFIX = "linkedevents:"
CLOSED = "all_rights_reserved"


def as_linked_event(record: Item) -> Item:
    """A record of MyHelsinki in the shape of Linked Events; any other as it is."""
    if "event_dates" not in record:
        return record
    event = Raw(record)
    description, dates = event.record("description"), event.record("event_dates")
    # The text comes in the language that was asked for, which is the first one with a name.
    names = event.record("name")
    lang = next((code for code in names.names() if names.text(code)), "fi")
    return {
        **{name: record[name] for name in ("id", "name", "info_url") if name in record},
        "short_description": {lang: description.text("intro")},
        "description": {lang: description.text("body")},
        "images": [_image(image) for image in description.records("images")],
        "location": _place(event.record("location")),
        "keywords": [_keyword(tag) for tag in event.records("tags")],
        "start_time": dates.value("starting_day"),
        "end_time": dates.value("ending_day"),
        "last_modified_time": event.value("modified_at"),
    }


def _place(location: Raw) -> Item:
    address = location.record("address")
    return {
        "position": {"coordinates": [location.value("lon"), location.value("lat")]},
        "street_address": {"fi": address.text("street_address")},
        "postal_code": address.text("postal_code"),
        "address_locality": {"fi": address.text("locality")},
    }


def _keyword(tag: Raw) -> Item:
    return {"id": tag.text("id").removeprefix(TAG_PREFIX), "name": {"en": tag.text("name")}}


def _image(image: Raw) -> Item:
    licence = image.record("license_type").text("name")
    is_open = re.search(r"creative commons.*\bby\b|\bcc[ -]by\b", licence, re.IGNORECASE)
    return {
        "url": image.text("url"),
        "license": "cc_by" if is_open else CLOSED,
        "photographer_name": image.text("copyright_holder"),
    }
