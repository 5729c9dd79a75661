"""Contacts and further pages of an HSDS service. Those of persons are left out."""

from collections.abc import Iterable, Iterator

from indexers.listing import Contact, Link
from indexers.plain_text import plain_line
from indexers.raw import Raw

FAX = "fax"


def contacts_of(service: Raw, lang: str) -> tuple[Contact, ...]:
    """Address, email and phones of the service and its places; of the organisation if it has none.

    A contact with a person's name is personal data, and is not ours to spread.
    """
    organisation = service.record("organization")
    own = list(_contacts(service, lang)) or list(_contacts(organisation, lang))
    if url := service.text("url"):
        own.append(Contact(kind="www", value=url))
    for place in service.records("service_at_locations"):
        own += _contacts(place, lang)
    return tuple({(one.kind, one.value): one for one in reversed(own)}.values())[::-1]


def phones_of(owner: Raw) -> Iterator[tuple[str, str]]:
    """Numbers and what they are for; fax machines are left out."""
    for phone in owner.records("phones"):
        number = plain_line(phone.text("number")).strip('" ')
        extension = phone.text("extension")
        if number and phone.text("type").lower() != FAX:
            told = f"{number} ({extension})" if extension else number
            yield told, plain_line(phone.text("description"))


def links_of(service: Raw) -> tuple[Link, ...]:
    """Pages of schedules, of access to places, and about documents that are asked for."""
    urls = [url for url in _urls(service) if url.startswith(("http://", "https://"))]
    return tuple(Link(url=url) for url in dict.fromkeys(urls))


def _contacts(owner: Raw, lang: str) -> Iterator[Contact]:
    if email := owner.text("email"):
        yield Contact(kind="email", value=email)
    yield from _phones(owner, "", lang)
    for contact in owner.records("contacts"):
        if contact.text("name"):
            continue
        label = plain_line(contact.text("title") or contact.text("department"))
        if email := contact.text("email"):
            yield Contact(kind="email", value=email, label={lang: label} if label else {})
        yield from _phones(contact, label, lang)


def _phones(owner: Raw, label: str, lang: str) -> Iterator[Contact]:
    for number, description in phones_of(owner):
        told = label or description
        yield Contact(kind="phone", value=number, label={lang: told} if told else {})


def _urls(service: Raw) -> Iterator[str]:
    yield from _schedule_links(service.records("schedules"))
    for place in service.records("service_at_locations"):
        location = place.record("location")
        yield from _schedule_links(place.records("schedules"))
        yield from _schedule_links(location.records("schedules"))
        yield from (one.text("url") for one in location.records("accessibility"))
    yield from (one.text("uri") for one in service.records("required_documents"))


def _schedule_links(schedules: Iterable[Raw]) -> Iterator[str]:
    return (schedule.text("schedule_link") for schedule in schedules)
