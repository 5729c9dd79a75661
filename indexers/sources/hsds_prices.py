"""What an HSDS service costs: its texts, and its cost options as amounts."""

import math
from collections.abc import Iterator

from indexers.listing import Price
from indexers.sources.raw import Raw
from indexers.written.prices import price_in


def price_of(service: Raw, lang: str) -> Price:
    """By amounts where there are any; free only when all of them are zero."""
    amounts = [amount for option in service.records("cost_options") if (amount := _amount(option))]
    if amounts:
        return Price.PAID if any(float(amount) for amount in amounts) else Price.FREE
    return price_in(_fees(service), lang)


def pricing_of(service: Raw) -> list[str]:
    """The description of the fees, and one line per cost option."""
    return [_fees(service), *map(_line, service.records("cost_options"))]


def _fees(service: Raw) -> str:
    """`fees` is the old name of `fees_description`."""
    return service.text("fees_description") or service.text("fees")


def _line(option: Raw) -> str:
    """ "Under 18s: 35 GBP per 1 hour session, 2020-01-01–2022-12-31"."""
    price = " ".join(_price(option))
    told = ": ".join(part for part in (option.text("option").strip(), price) if part)
    days = [option.text(name) for name in ("valid_from", "valid_to")]
    return f"{told}, {'–'.join(days)}" if told and any(days) else told


def _price(option: Raw) -> Iterator[str]:
    if amount := _amount(option):
        yield amount
        yield option.text("currency").upper() or "EUR"
    if description := option.text("amount_description").strip():
        yield description


def _amount(option: Raw) -> str:
    """The digits of an amount; empty for what is none."""
    value = option.value("amount")
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return ""
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return ""
    return f"{number:g}" if math.isfinite(number) and number >= 0 else ""
