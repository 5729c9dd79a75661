"""The rest of an event: organiser, pictures, links, sign-up and languages, each from its fields."""

import re
from collections.abc import Iterator
from datetime import datetime

from indexers.listing import Image, Known, Link, Organisation, Registration
from indexers.plain_text import plain_line
from indexers.sources.linked_events_ids import PREFIX, id_of, is_whole, native_id
from indexers.sources.linked_events_offers import ticket_addresses
from indexers.sources.linked_events_texts import local_lines, preferred, sentences
from indexers.sources.linked_events_times import stamp
from indexers.sources.raw import Raw
from indexers.taxonomy import is_known

# Licences that let others show a picture anywhere. `event_only` allows it for communication about
# that one event only and asks for the photographer beside it, which a list of hits cannot promise.
OPEN_LICENCES = ("cc_by", "cc_by_sa", "cc0")
CLOSED_LICENCES = ("event_only", "all_rights_reserved")
SIGN_UP_FIELDS = ("registration", "enrolment_start_time", "enrolment_end_time")


def organisation_of(event: Raw) -> Organisation | None:
    """The provider by its name; without one the publisher, of which only the id is told.

    One publisher (a city's office) enters the events of many providers, so its id is not theirs.
    """
    names = local_lines(event, "provider")
    publisher = native_id(event.value("publisher"))
    slug = "-".join(re.findall(r"\w+", preferred(names).casefold()))[:180]
    key = slug or publisher
    return Organisation(id=PREFIX + key, name=names) if key else None


def images_of(event: Raw, unmapped: list[str]) -> tuple[Image, ...]:
    """Pictures that may be shown, with their photographer; CC BY asks for the name."""
    images = []
    for item in event.records("images"):
        licence, url = item.text("license"), item.text("url")
        if licence not in (*OPEN_LICENCES, *CLOSED_LICENCES, ""):
            unmapped.append(f"images.license:{licence}")
        if licence in OPEN_LICENCES and url.startswith(("http://", "https://")):
            images.append(Image(url=url, alt=_alternative(item)))
    return tuple(images)


def _alternative(item: Raw) -> dict[str, str]:
    photographer = plain_line(item.text("photographer_name"))
    credit = f"(© {photographer})" if photographer else ""
    alternatives = local_lines(item, "alt_text") or ({"fi": ""} if credit else {})
    return {lang: f"{text} {credit}".strip() for lang, text in alternatives.items()}


def links_of(event: Raw) -> tuple[Link, ...]:
    """Pages about the event, each once: its own, tickets, further ones, videos, its umbrella."""
    links: dict[str, Link] = {}
    for link in _links(event):
        links.setdefault(link.url, link)
    return tuple(links.values())


def _links(event: Raw) -> Iterator[Link]:
    for url in local_lines(event, "info_url").values():
        yield Link(url=url)
    for url in ticket_addresses(event):
        yield Link(url=url, label=sentences()["tickets"])
    for item in event.records("external_links"):
        name, lang = plain_line(item.text("name")), item.text("language")
        if url := item.text("link"):
            yield Link(url=url, label={lang: name} if name and _is_language(lang) else {})
    for item in event.records("videos"):
        if url := item.text("url"):
            yield Link(url=url, label=local_lines(item, "name"))
    umbrella = event.record("super_event")
    if is_whole(event.value("super_event")):
        names = local_lines(umbrella, "name")
        if url := preferred(local_lines(umbrella, "info_url")) or umbrella.text("@id"):
            yield Link(url=url, label=names)


def registration_of(event: Raw) -> Registration:
    """Whether one signs up and where; a time of enrolment or a form mean that one does."""
    url = next(filter(None, _sign_up_addresses(event)), "")
    needed = url or any(event.value(name) for name in SIGN_UP_FIELDS)
    return Registration(required=Known.YES if needed else Known.UNKNOWN, url=url or None)


def _sign_up_addresses(event: Raw) -> Iterator[str]:
    """Turku and Espoo have fields of their own for it."""
    yield preferred(local_lines(event, "enrolment_url"))
    yield preferred(local_lines(event, "event_registration_link"))
    yield preferred(local_lines(event.record("registration"), "signup_url"))


def enrolment_of(event: Raw) -> dict[str, str]:
    """When one can sign up, as a sentence per language."""
    times = {
        "from": stamp(event.text("enrolment_start_time")),
        "until": stamp(event.text("enrolment_end_time")),
    }
    told = {name: _clock(one.moment) for name, one in times.items() if one}
    if not told:
        return {}
    name = "enrolment" if len(told) == 2 else f"enrolment_{next(iter(told))}"
    return {lang: text.format_map(told) for lang, text in sentences()[name].items()}


def _clock(moment: datetime) -> str:
    return f"{moment.day}.{moment.month}.{moment.year} {moment.hour}.{moment.minute:02}"


def languages_of(event: Raw, unmapped: list[str]) -> tuple[str, ...]:
    """Languages of the event by the last step of their addresses; strange ones are counted."""
    found = []
    for item in event.records("in_language"):
        code = id_of(item).replace("_", "-")
        if not is_known("languages", code):
            unmapped.append(f"in_language:{code}")
        if _is_language(code):
            found.append(code)
    return tuple(dict.fromkeys(found))


def _is_language(code: str) -> bool:
    return bool(re.fullmatch(r"[a-z]{2,8}(-[A-Za-z0-9]{2,8})*", code))
