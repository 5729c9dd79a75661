"""Contacts, links, pictures and keywords of several listings, each once, with all labels."""

from collections.abc import Hashable

from indexers.duplicates.assembly import Assembly
from indexers.duplicates.fingerprints import contact_mark, page_mark
from indexers.listing import Contact, Image, Link, LocalText


def united_contacts(parts: Assembly) -> tuple[Contact, ...]:
    """Every telephone number, e-mail address and page, however it is written."""
    return parts.union("contacts", lambda one: one.contacts, _contact_key, _join_contacts)


def united_links(parts: Assembly) -> tuple[Link, ...]:
    """Every page."""
    return parts.union("links", lambda one: one.links, _link_key, _join_links)


def united_images(parts: Assembly) -> tuple[Image, ...]:
    """Every picture."""
    return parts.union("images", lambda one: one.images, lambda image: image.url, _join_images)


def united_keywords(parts: Assembly) -> tuple[LocalText, ...]:
    """Every subject word, in all languages that somebody tells it in."""
    return parts.union("keywords", lambda one: one.keywords, _keyword_key, _join_words)


def _contact_key(contact: Contact) -> Hashable:
    return contact.kind, contact_mark(contact) or contact.value


def _link_key(link: Link) -> Hashable:
    return page_mark(link.url) or link.url


def _keyword_key(words: LocalText) -> Hashable:
    """The word in Finnish, else in the first language that it has."""
    return min(words.items(), key=lambda item: (item[0] != "fi", item), default=None)


def _join_words(first: LocalText, second: LocalText) -> LocalText:
    return {**second, **first}


def _join_contacts(first: Contact, second: Contact) -> Contact:
    return first.model_copy(update={"label": _join_words(first.label, second.label)})


def _join_links(first: Link, second: Link) -> Link:
    return first.model_copy(update={"label": _join_words(first.label, second.label)})


def _join_images(first: Image, second: Image) -> Image:
    return first.model_copy(update={"alt": _join_words(first.alt, second.alt)})
