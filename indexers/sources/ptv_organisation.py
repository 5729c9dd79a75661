"""The organisation that answers for a service, and its contacts where the channels have none."""

from itertools import chain

from indexers.listing import Contact, Organisation
from indexers.plain_text import plain_line
from indexers.sources.ptv_contacts import contacts, emails, phones, web_pages
from indexers.sources.ptv_notes import Notes
from indexers.sources.ptv_texts import names_of
from indexers.sources.raw import Raw

RESPONSIBLE = "Responsible"


def reference_of(service: Raw) -> Raw:
    """The {id, name} of the organisation that is responsible, else of the first one."""
    links = list(service.records("organizations"))
    links.sort(key=lambda one: one.text("roleType") != RESPONSIBLE)
    return links[0].record("organization") if links else Raw({})


def organisation_of(service: Raw, whole: Raw, notes: Notes) -> Organisation | None:
    """Who is responsible: whole with names in all languages, or by the name the service gives."""
    reference = reference_of(service)
    native = reference.text("id") or whole.text("id")
    if not native:
        return None
    name = plain_line(reference.text("name"))
    pages = web_pages(whole, "webPages", notes)
    return Organisation(
        id=f"ptv:{native}",
        name=names_of(whole, "organizationNames", notes) or ({"fi": name} if name else {}),
        url=pages[0].value if pages else None,
    )


def contacts_of(whole: Raw, notes: Notes) -> tuple[Contact, ...]:
    """Phones, e-mails and pages of the organisation."""
    return tuple(
        chain(
            contacts("phone", phones(whole, "phoneNumbers", notes)),
            contacts("email", emails(whole, "emails", notes)),
            contacts("www", web_pages(whole, "webPages", notes)),
        )
    )
