"""What an event costs: offers of Linked Events in, a price, its words and ticket links out.

`is_free: false` alone is no price: importers write it where nothing is known. So paid is what names
a price, and free is what says so, or what is priced at nothing.
"""

import re
from collections.abc import Iterator

from indexers.listing import Price
from indexers.sources.linked_events_texts import local_lines, local_texts
from indexers.sources.raw import Raw

NOTHING = re.compile(
    r"0([.,]0+)?\s*(€|e|eur|euroa?)?|maksuton|ilmainen|vapaa pääsy"
    r"|gratis|avgiftsfri(tt)?|fritt inträde|free( entry| admission| of charge)?"
)


def price_of(event: Raw) -> Price:
    """Free only when no offer names a price: a trial may be free of a paid course."""
    prices = {_price(offer) for offer in event.records("offers")}
    for price in (Price.PAID, Price.FREE):
        if price in prices:
            return price
    return Price.UNKNOWN


def pricing_of(event: Raw) -> dict[str, str]:
    """Prices and their descriptions per language, one line or paragraph each."""
    lines: dict[str, list[str]] = {}
    for lang, text in _parts(event):
        if text not in lines.setdefault(lang, []):
            lines[lang].append(text)
    return {lang: "\n".join(parts) for lang, parts in lines.items()}


def ticket_addresses(event: Raw) -> Iterator[str]:
    """Addresses of pages that sell tickets."""
    for offer in event.records("offers"):
        yield from local_lines(offer, "info_url").values()


def _price(offer: Raw) -> Price:
    told = [*local_lines(offer, "price").values(), *_amounts(offer)]
    if offer.value("is_free") is True or (told and all(map(_is_nothing, told))):
        return Price.FREE
    return Price.PAID if told else Price.UNKNOWN


def _is_nothing(price: str) -> bool:
    return bool(NOTHING.fullmatch(price.casefold().strip(" .!")))


def _amounts(offer: Raw) -> list[str]:
    return [text for group in offer.records("offer_price_groups") if (text := group.text("price"))]


def _parts(event: Raw) -> Iterator[tuple[str, str]]:
    for offer in event.records("offers"):
        for name in ("price", "description"):
            yield from local_texts(offer, name).items()
        for group in offer.records("offer_price_groups"):
            names, amount = (
                local_lines(group.record("price_group"), "description"),
                group.text("price"),
            )
            for lang, name in names.items():
                yield lang, f"{name}: {amount} €" if amount else name
