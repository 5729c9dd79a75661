"""The page of one listing: everything it tells, in plain words of one language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from indexers.index.card import text_language
from indexers.listing import Contact, Image, Known, Listing
from indexers.session import next_occurrence
from indexers.taxonomy import label
from search_service.settings import ZONE
from search_service.web.day_words import DayWords
from search_service.web.fact_view import Fact, facts_of
from search_service.web.local_text import NOTHING, Told, told, told_of
from search_service.web.page_texts import PageTexts
from search_service.web.place_view import PlaceView, place_view
from search_service.web.web_address import mail_link, phone_link, web_address


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link that leads away, or to a call or a message."""

    name: str
    text: str
    url: str | None
    label: Told = NOTHING


@dataclass(frozen=True, slots=True)
class SignUp:
    """Whether and how to sign up."""

    need: str
    text: Told
    url: str | None
    email: str
    email_url: str | None


@dataclass(frozen=True, slots=True)
class ListingView:
    """All of the page."""

    kind: str
    title: Told
    summary: Told
    description: Told
    text_language: str | None
    organisation: Told
    organisation_url: str | None
    next_session: str
    places: tuple[PlaceView, ...]
    has_times: bool
    facts: tuple[Fact, ...]
    sign_up: SignUp | None
    contacts: tuple[LinkView, ...]
    links: tuple[LinkView, ...]
    image: Image | None
    image_alt: Told
    sources: tuple[LinkView, ...]  # all that tell of it, the one whose id it has first
    changed: str


def listing_view(
    listing: Listing, needs: Sequence[str], texts: PageTexts, now: datetime
) -> ListingView:
    """The page of a listing that answers some needs."""
    lang = texts.lang
    organisation, image = listing.organisation, _image(listing)
    language = text_language(listing, lang)
    start, modified = next_occurrence(listing.sessions, now), listing.modified
    return ListingView(
        kind=label("kinds", listing.kind, lang),
        title=told_of(listing, lambda text: text.title, lang),
        summary=told_of(listing, lambda text: text.summary, lang),
        description=told_of(listing, lambda text: text.description, lang),
        text_language=label("languages", language, lang) if language != lang else None,
        organisation=told(organisation.name, lang) if organisation else NOTHING,
        organisation_url=web_address(organisation.url) if organisation else None,
        next_session=DayWords(texts, now).next_start(start.astimezone(ZONE)) if start else "",
        places=tuple(place_view(location, texts, now) for location in listing.locations),
        has_times=bool(listing.sessions),
        facts=tuple(facts_of(listing, needs, texts)),
        sign_up=_sign_up(listing, texts),
        contacts=tuple(_contact(contact, texts) for contact in listing.contacts),
        links=tuple(_links(listing, texts)),
        image=image,
        image_alt=told(image.alt, lang) if image else NOTHING,
        sources=tuple(_sources(listing, lang)),
        changed=DayWords(texts, now).day(modified.astimezone(ZONE).date()) if modified else "",
    )


def _image(listing: Listing) -> Image | None:
    secure = (image for image in listing.images if image.url.startswith("https://"))
    return next(secure, None)


def _sign_up(listing: Listing, texts: PageTexts) -> SignUp | None:
    registration = listing.registration
    text = told_of(listing, lambda text: text.registration, texts.lang)
    known = registration.required is not Known.UNKNOWN
    if not (known or text.text or registration.url or registration.email):
        return None
    return SignUp(
        need=texts(f"listing.signup_{registration.required.value}") if known else "",
        text=text,
        url=web_address(registration.url),
        email=registration.email or "",
        email_url=mail_link(registration.email),
    )


def _contact(contact: Contact, texts: PageTexts) -> LinkView:
    url = {
        "phone": phone_link,
        "email": mail_link,
        "www": web_address,
    }[contact.kind](contact.value)
    return LinkView(
        texts(f"listing.{contact.kind}"), contact.value, url, told(contact.label, texts.lang)
    )


def _links(listing: Listing, texts: PageTexts) -> Iterator[LinkView]:
    for link in listing.links:
        if url := web_address(link.url):
            yield LinkView("", url, url, told(link.label, texts.lang))


def _sources(listing: Listing, lang: str) -> Iterator[LinkView]:
    for one in listing.provenance.merged_from or (listing.provenance,):
        name = label("sources", one.source, lang)
        yield LinkView(name, name, web_address(one.url))
