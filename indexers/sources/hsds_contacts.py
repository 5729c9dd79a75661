"""Contacts and further pages of an HSDS service. Those of persons are left out."""

from collections.abc import Iterable, Iterator

from indexers.listing import Contact, Link
from indexers.plain_text import plain_line
from indexers.sources.raw import Raw

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
    yield from _reached(owner, [], lang)
    for contact in owner.records("contacts"):
        if not contact.text("name"):
            yield from _reached(contact, [contact.text("title"), contact.text("department")], lang)


def _reached(owner: Raw, role: list[str], lang: str) -> Iterator[Contact]:
    """Email and phones, labelled with whose they are and what the number is for."""
    if email := owner.text("email"):
        yield Contact(kind="email", value=email, label=_label(role, lang))
    for number, description in phones_of(owner):
        yield Contact(kind="phone", value=number, label=_label([*role, description], lang))


def _label(parts: list[str], lang: str) -> dict[str, str]:
    told = ", ".join(text for part in parts if (text := plain_line(part)))
    return {lang: told} if told else {}


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
