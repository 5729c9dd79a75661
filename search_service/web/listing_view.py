"""The page of one listing: everything it tells, in plain words of one language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from indexers.card import text_language
from indexers.listing import Contact, Image, Known, Listing, Location, Precision
from indexers.session import next_occurrence
from indexers.taxonomy import is_known, label
from search_service.facets import area_label
from search_service.settings import ZONE
from search_service.web.audience_words import audience_words
from search_service.web.day_words import DayWords
from search_service.web.local_text import NOTHING, Told, told, told_of
from search_service.web.page_texts import PageTexts
from search_service.web.session_words import SessionWords
from search_service.web.web_address import mail_link, phone_link, web_address

CodesOf = Callable[[Listing], tuple[str, ...]]
CODED_FACTS: tuple[tuple[str, str, CodesOf], ...] = (
    ("filter.theme", "themes", lambda listing: listing.themes),
    ("filter.format", "formats", lambda listing: listing.formats),
    ("filter.service_language", "languages", lambda listing: listing.service_languages),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is told about it."""

    name: str
    values: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One way or place to take part."""

    channel: str
    address: str
    municipality: str
    coarse: bool
    find: Told
    times: tuple[str, ...]
    accessibility: tuple[str, ...]
    url: str | None
    phone: str
    phone_url: str | None


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
    source: str
    source_url: str | None


def listing_view(listing: Listing, texts: PageTexts, now: datetime) -> ListingView:
    """The page of a listing."""
    lang = texts.lang
    organisation, image = listing.organisation, _image(listing)
    language = text_language(listing, lang)
    start = next_occurrence(listing.sessions, now)
    return ListingView(
        kind=label("kinds", listing.kind, lang),
        title=told_of(listing, lambda text: text.title, lang),
        summary=told_of(listing, lambda text: text.summary, lang),
        description=told_of(listing, lambda text: text.description, lang),
        text_language=label("languages", language, lang) if language != lang else None,
        organisation=told(organisation.name, lang) if organisation else NOTHING,
        organisation_url=web_address(organisation.url) if organisation else None,
        next_session=DayWords(texts, now).next_start(start.astimezone(ZONE)) if start else "",
        places=tuple(_place(location, texts, now) for location in listing.locations),
        has_times=bool(listing.sessions),
        facts=tuple(_facts(listing, texts)),
        sign_up=_sign_up(listing, texts),
        contacts=tuple(_contact(contact, texts) for contact in listing.contacts),
        links=tuple(_links(listing, texts)),
        image=image,
        image_alt=told(image.alt, lang) if image else NOTHING,
        source=label("sources", listing.provenance.source, lang),
        source_url=web_address(listing.provenance.url),
    )


def _image(listing: Listing) -> Image | None:
    secure = (image for image in listing.images if image.url.startswith("https://"))
    return next(secure, None)


def _place(location: Location, texts: PageTexts, now: datetime) -> PlaceView:
    address, lang = location.address, texts.lang
    code = location.municipality
    name = area_label("municipality", code, lang) if code else ""
    rough = location.precision in (Precision.POSTCODE, Precision.MUNICIPALITY)
    return PlaceView(
        channel=label("channels", location.channel, lang),
        address=address.line,
        municipality="" if name.casefold() == address.post_town.casefold() else name,
        coarse=rough and not address.street,
        find=told(location.summary, lang),
        times=SessionWords(texts, now).lines(location.sessions),
        accessibility=tuple(_accessibility(location, texts)),
        url=web_address(location.url),
        phone=location.phone or "",
        phone_url=phone_link(location.phone),
    )


def _accessibility(location: Location, texts: PageTexts) -> Iterator[str]:
    for feature, known in location.accessibility.items():
        if known is not Known.UNKNOWN:
            answer = texts(f"listing.{known.value}")
            yield f"{label('accessibility', feature, texts.lang)}: {answer}"


def _facts(listing: Listing, texts: PageTexts) -> Iterator[Fact]:
    lang = texts.lang
    price = Told(label("prices", listing.price, lang))
    pricing = told_of(listing, lambda text: text.pricing, lang)
    yield Fact(texts("filter.price"), (price, *([pricing] if pricing.text else [])))
    yield Fact(texts("filter.audience"), tuple(map(Told, audience_words(listing.audience, texts))))
    for name, list_name, codes_of in CODED_FACTS:
        # A code without a label says nothing to a reader; the build's report tells of it.
        codes = [code for code in codes_of(listing) if is_known(list_name, code)]
        if codes:
            yield Fact(texts(name), tuple(Told(label(list_name, code, lang)) for code in codes))


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
