"""What is good to know of a listing: names and what is told about each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from indexers.listing import Listing
from indexers.taxonomy import is_known, label
from search_service.facets import area_label
from search_service.web.audience_words import audience_words
from search_service.web.local_text import Told, told, told_of
from search_service.web.page_texts import PageTexts

CodesOf = Callable[[Listing], tuple[str, ...]]
CODED_FACTS: tuple[tuple[str, str, CodesOf], ...] = (
    ("filter.theme", "themes", lambda listing: listing.themes),
    ("filter.format", "formats", lambda listing: listing.formats),
    ("filter.service_language", "languages", lambda listing: listing.service_languages),
)
MAX_AREAS = 12  # a listing may serve every municipality of the country, one by one


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is told about it."""

    name: str
    values: tuple[Told, ...]


def facts_of(listing: Listing, needs: Sequence[str], texts: PageTexts) -> Iterator[Fact]:
    """The facts that are known; `needs` are labels of the needs that it answers."""
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
    if needs:
        yield Fact(texts("filter.need"), tuple(map(Told, needs)))
    if listing.keywords:
        # Sources tell a word once in each language.
        own = [one for one in listing.keywords if one.get(lang)] or listing.keywords
        yield Fact(texts("listing.keywords"), tuple(told(one, lang) for one in own))
    if listing.serves:
        yield Fact(texts("listing.serves"), (Told(_areas(listing, texts)),))


def _areas(listing: Listing, texts: PageTexts) -> str:
    names = [
        texts("listing.country")
        if area.kind == "country"
        else area_label(area.kind, area.code, texts.lang)
        for area in listing.serves
    ]
    shown = ", ".join(names[:MAX_AREAS])
    if len(names) <= MAX_AREAS:
        return shown
    return texts("hit.more_places", names=shown, n=len(names) - MAX_AREAS)
