"""The search page: an answer in, everything the template shows out, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from search_service.answer import Answer
from search_service.criteria import Criteria
from search_service.engines.live import LiveBuild
from search_service.exports.feed import NEWEST
from search_service.parameter_table import NAMES
from search_service.settings import Tiles
from search_service.web.day_words import DayWords
from search_service.web.facet_view import FacetView, facet_views
from search_service.web.filter_chips import FILTERS, Chip, filter_chips, read_chips
from search_service.web.hit_view import HitView, hit_views
from search_service.web.map_view import map_data
from search_service.web.page_texts import PageTexts
from search_service.web.paging import Paging, paging_of
from search_service.web.search_form import (
    Option,
    SearchForm,
    TypedFilters,
    radius_label,
    search_form,
    sort_options,
    typed_filters,
)
from search_service.web.search_link import SearchLink
from search_service.web.web_address import phone_link, web_address

EXPORTS = ("csv", "ics", "rss", "geojson", "ndjson", "jsonld")  # the most asked for first


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to try when nothing was found."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """A part of the request that was changed; `message` is the answer's own."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A help line: who answers, at which number and when, and its page."""

    name: str
    phone: str
    phone_url: str | None
    hours: str
    url: str | None


@dataclass(frozen=True, slots=True)
class ExportLink:
    """The whole answer as a file."""

    format: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """All of the page."""

    link: SearchLink
    is_start: bool
    form: SearchForm
    sorts: tuple[Option, ...]
    chips: tuple[Chip, ...]
    without_filters: str
    facets: tuple[FacetView, ...]
    typed: TypedFilters
    heading: str
    circumstances: tuple[str, ...]
    interpretations: tuple[Chip, ...]
    literally: str | None
    interpreted: str | None
    suggestion: str | None
    rescue: tuple[str, ...]
    help: tuple[HelpLine, ...]
    warnings: tuple[Warned, ...]
    advice: tuple[Advice, ...]
    hits: tuple[HitView, ...]
    map: str
    first: int
    paging: Paging
    total: int
    exports: tuple[ExportLink, ...]
    feed: str
    index: str


def search_view(
    answer: Answer,
    criteria: Criteria,
    link: SearchLink,
    live: LiveBuild,
    now: datetime,
    tiles: Tiles | None = None,
) -> SearchView:
    """The page of an answer; `tiles` lie under its map."""
    texts = PageTexts(criteria.lang)
    paging = paging_of(answer, link)
    has_centre = criteria.near is not None or answer.place is not None
    feed = link.having("sort", "newest").export_url("rss", ("limit", str(NEWEST)))
    applied = read_chips(answer, link)
    return SearchView(
        link=link,
        is_start=not link.without("lang").pairs and not link.value("page"),
        form=search_form(criteria, link, texts),
        sorts=sort_options(criteria, link, has_centre, texts),
        chips=filter_chips(link, live, texts),
        without_filters=link.without(*FILTERS).url,
        facets=facet_views(answer, link, texts),
        typed=typed_filters(link, texts),
        heading=_heading(answer, texts),
        circumstances=tuple(_circumstances(answer, paging, texts)),
        interpretations=applied,
        literally=link.having("interpret", "off").url if len(applied) > 1 else None,
        interpreted=_interpreted(criteria, link),
        suggestion=answer.query.suggestion,
        rescue=tuple(step["label"] for step in answer.rescue or ()),
        help=tuple(_help(answer)),
        warnings=tuple(_warnings(answer, texts)),
        advice=() if answer.total else tuple(_advice(criteria, link, texts)),
        hits=hit_views(answer, texts, now),
        map=map_data(answer, criteria, link, tiles, texts),
        first=(answer.page - 1) * answer.per_page + 1,
        paging=paging,
        total=answer.total,
        exports=tuple(
            ExportLink(one, feed if one == "rss" else link.export_url(one)) for one in EXPORTS
        ),
        feed=feed,
        index=_index(live, texts, now),
    )


def _heading(answer: Answer, texts: PageTexts) -> str:
    amount = "none" if not answer.total else "one" if answer.total == 1 else "many"
    asked = "_q" if answer.query.text else ""
    count = texts.number(answer.total)
    return texts(f"results.{amount}{asked}", n=count, q=answer.query.text)


def _circumstances(answer: Answer, paging: Paging, texts: PageTexts) -> Iterator[str]:
    """What the count alone does not say: the place, the radius that was used, the page."""
    if answer.place:
        yield texts("results.place", place=answer.place.name)
    if answer.radius_m:
        yield texts("results.radius", distance=radius_label(answer.radius_m, texts))
    if 1 < paging.page <= paging.pages:
        page, pages = texts.number(paging.page), texts.number(paging.pages)
        yield texts("results.page", page=page, pages=pages)


def _interpreted(criteria: Criteria, link: SearchLink) -> str | None:
    """The same words with all their interpretations, where some were taken away."""
    if criteria.interpret and not criteria.literal:
        return None
    return link.without("interpret", "literal").url


def _help(answer: Answer) -> Iterator[HelpLine]:
    for line in answer.help:
        yield HelpLine(
            name=line["name"],
            phone=line["phone"] or "",
            phone_url=phone_link(line["phone"]),
            hours=line["hours"],
            url=web_address(line["url"]),
        )


def _warnings(answer: Answer, texts: PageTexts) -> Iterator[Warned]:
    """Parameters that nobody knows are left to the API: people come with links that carry them."""
    for warning in answer.warnings:
        if warning["field"] in NAMES:
            yield Warned(texts(f"filter.{warning['field']}"), warning["message"])


def _advice(criteria: Criteria, link: SearchLink, texts: PageTexts) -> Iterator[Advice]:
    if criteria.q:
        yield Advice(texts("empty.spelling"))
    if link.without(*FILTERS) != link.without():
        yield Advice(texts("empty.filters"), link.without(*FILTERS).url)
    if criteria.radius_m:
        yield Advice(texts("empty.radius"), link.without("radius_m").url)
    if criteria.place or criteria.near:
        yield Advice(texts("empty.place"), link.without("place", "near", "radius_m").url)
    yield Advice(texts("empty.all"), SearchLink.of({"lang": [texts.lang]}).url)


def _index(live: LiveBuild, texts: PageTexts, now: datetime) -> str:
    if live.built_at is None:
        return ""
    when = DayWords(texts, now).moment(live.built_at.astimezone(now.tzinfo))
    return texts("site.index", n=texts.number(live.listings), when=when)
