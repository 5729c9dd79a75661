"""Forms, attachments, statements and vouchers: what PTV links to beside web pages, with names."""

from collections.abc import Iterator, Mapping

from indexers.listing import Link
from indexers.plain_text import plain_line, plain_text
from indexers.sources.ptv_notes import Notes
from indexers.sources.ptv_texts import Local, language_of
from indexers.sources.raw import Raw

STATEMENT = "accessibilityStatementWebPage"


def forms_of(channel: Raw, names: Mapping[str, str], notes: Notes) -> Iterator[Link]:
    """`names` are those of the channel, which names a form after what it is for."""
    for form in channel.records("channelUrls"):
        lang = language_of(form, notes)
        name = names.get(lang) or next(iter(names.values()), "")
        kind = form.text("type")
        yield from _link(form.text("value"), lang, f"{name} ({kind})" if kind else name)
    for item in channel.records("attachments"):
        name = item.text("name") or item.text("description")
        yield from _link(item.text("url"), language_of(item, notes), name)
    for item in channel.records("accessibilityClassification"):
        lang = language_of(item, notes)
        yield from _link(item.text(STATEMENT), lang, item.text(f"{STATEMENT}Name"))


def _link(url: str, lang: str, name: str) -> Iterator[Link]:
    if url := url.strip():
        text = plain_line(name)
        yield Link(url=url, label={lang: text} if lang and text else {})


def voucher_links(service: Raw, notes: Notes) -> Iterator[Link]:
    """Pages about service vouchers, with which the service may be bought."""
    for item in service.records("serviceVouchers"):
        yield from _link(item.text("url"), language_of(item, notes), item.text("value"))


def voucher_texts(service: Raw, notes: Notes) -> Iterator[Local]:
    """What is said about paying by voucher."""
    for item in service.records("serviceVouchers"):
        text = plain_text(item.text("additionalInformation"))
        lang = language_of(item, notes)
        if text and lang:
            yield {lang: text}
