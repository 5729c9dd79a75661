"""The service guide's view: the situation, what answers it, what was picked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from search_service.web.guide_form import BoxGroup, Situation, choice_groups, need_groups
from search_service.web.hit_view import listing_url
from search_service.web.listing_view import ListingView, listing_view
from search_service.web.page_texts import PageTexts
from search_service.web.search_view import SearchView
from search_service.web.share_view import qr_code
from search_service.web.web_address import phone_link
from search_service.whole_listing import Whole


@dataclass(frozen=True, slots=True)
class Phone:
    """A number, and the link that calls it."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class PickedView:
    """A picked listing as the list and the paper show it."""

    id: str
    url: str
    address: str
    listing: ListingView
    phones: tuple[Phone, ...]
    qr: Markup


@dataclass(frozen=True, slots=True)
class GuideView:
    """All of the page; `found` is None before anything was asked."""

    situation: Situation
    needs: tuple[BoxGroup, ...]
    choices: tuple[BoxGroup, ...]
    found: SearchView | None
    picked: tuple[PickedView, ...]
    lost: int
    link: str


def guide_view(
    situation: Situation,
    found: SearchView | None,
    picked: Sequence[PickedView],
    texts: PageTexts,
    site: str,
) -> GuideView:
    """The page of a situation; `site` is the public address of the service."""
    return GuideView(
        situation=situation,
        needs=need_groups(situation, texts),
        choices=choice_groups(situation, texts),
        found=found,
        picked=tuple(picked),
        lost=len(situation.picked) - len(picked),
        link=site + guide_url(texts.lang, situation),
    )


def guide_url(lang: str, situation: Situation | None = None) -> str:
    """The page; a situation travels behind the "#", which no server is told."""
    fragment = f"#{situation.fragment}" if situation and situation.fragment else ""
    return f"/guide?lang={lang}{fragment}"


def picked_view(whole: Whole, texts: PageTexts, now: datetime, site: str) -> PickedView:
    """A listing of the list."""
    listing = whole.listing
    url = listing_url(listing.id, texts.lang)
    view = listing_view(listing, (), texts, now)
    phones = {phone.text: phone for phone in _phones(whole, view)}
    return PickedView(
        listing.id, url, site + url, view, tuple(phones.values()), qr_code(site + url)
    )


def _phones(whole: Whole, view: ListingView) -> Iterator[Phone]:
    for contact in whole.listing.contacts:
        if contact.kind == "phone":
            yield Phone(contact.value, phone_link(contact.value))
    for place in view.places:
        if place.phone:
            yield Phone(place.phone, place.phone_url)
