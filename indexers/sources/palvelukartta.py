"""Palvelukartta (Service Map): units of TPR REST v4 or of Service Map v2.

palvelukartta=https://www.hel.fi/palvelukarttaws/rest/v4/unit/
Options behind ? or #: join=connection,accessibility_property,accessibility_sentence joins what the
list of units leaves out; organization_type=ASSOCIATION,FOUNDATION keeps the units of these. A unit
that is gone is simply missing, so it is found by reading the whole.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from indexers.fetching.fetcher import Fetcher
from indexers.listing import Audience, Listing, Organisation, Price, Provenance, Text
from indexers.plain_text import plain_line, plain_text
from indexers.sources.location_options import split_options
from indexers.sources.palvelukartta_contacts import contacts_of, images_of, pages_of, same_as
from indexers.sources.palvelukartta_feed import JOINS, Feed, Wanted
from indexers.sources.palvelukartta_places import location_of, serves_of
from indexers.sources.palvelukartta_sections import (
    PRICES,
    TEXTS,
    Sections,
    keywords_of,
    lines,
    local,
)
from indexers.sources.palvelukartta_words import meaning_of
from indexers.sources.raw import Raw, Wrong
from indexers.sources.source import Page, Rejected, SourceError, outcome
from indexers.taxonomy import is_known
from indexers.written.dates import moment_in
from indexers.written.prices import price_in

OPTIONS = ("join", "organization_type")
TYPES = frozenset(
    [
        *("ASSOCIATION", "FOUNDATION", "GOVERNMENT", "GOVERNMENTAL_COMPANY", "UNKNOWN"),
        *("JOINT_MUNICIPAL_AUTHORITY", "MUNICIPAL_ENTERPRISE_GROUP", "MUNICIPALITY"),
        *("MUNICIPALLY_OWNED_COMPANY", "ORGANIZATION", "PRIVATE_ENTERPRISE", "WELLBEING_AREA"),
        "OTHER_REGIONAL_COOPERATION_ORGANIZATION",
    ]
)
PUBLIC_PAGE = "https://palvelukartta.hel.fi/fi/unit/"


class Palvelukartta:
    """The source `palvelukartta`."""

    name = "palvelukartta"

    def __init__(self, fetcher: Fetcher) -> None:
        self._feed = Feed(fetcher)

    def pages(self, location: str, cursor: str = "") -> Iterator[Page]:
        """Units with what was asked to be joined to them."""
        origin, options = split_options(location, OPTIONS)
        wanted = Wanted(
            joins=_choice(location, "join", options, JOINS),
            types=_choice(location, "organization_type", options, TYPES),
        )
        yield from self._feed.pages(origin, cursor, wanted)

    def read(self, record: object, position: int) -> Listing | Rejected:
        """One unit as a listing; a record that cannot be one says why."""
        native = Raw(record).text("id") if isinstance(record, dict) else ""
        return outcome(
            f"{self.name}:{native or f'#{position}'}",
            lambda: _listing(Raw.of(record, "record")),
        )


def _choice(
    location: str, name: str, options: Mapping[str, str], known: Collection[str]
) -> list[str]:
    chosen = [one for part in options.get(name, "").split(",") if (one := part.strip())]
    if wrong := [one for one in chosen if one not in known]:
        raise SourceError(
            f"{location}: {name}: expected {', '.join(sorted(known))}; got {', '.join(wrong)}"
        )
    return chosen


def _listing(unit: Raw) -> Listing:
    notes: list[str] = []
    unmapped: list[str] = []
    native = unit.text("id")
    if not native:
        raise Wrong("id: expected the unit's number")
    if False in (unit.value("is_public"), unit.value("public")):
        raise Wrong("is_public: expected a public unit")
    sections = Sections(unit, unmapped)
    meaning = meaning_of(_words(unit), unmapped)
    pricing = sections.texts(PRICES)
    return Listing(
        id=f"palvelukartta:{native}",
        kind=meaning.kind,
        texts=_texts(unit, sections, pricing),
        organisation=_organisation(unit),
        themes=meaning.themes,
        formats=meaning.formats,
        audience=Audience(ages=meaning.ages),
        service_languages=_languages(unit, unmapped),
        price=_price(pricing),
        locations=(location_of(unit, sections, notes),),
        serves=serves_of(unit, notes),
        contacts=contacts_of(unit, sections),
        images=tuple(images_of(unit)),
        links=pages_of(unit, sections),
        keywords=tuple(keywords_of(unit)),
        modified=_modified(unit),
        provenance=Provenance(
            source="palvelukartta",
            native_id=native,
            url=PUBLIC_PAGE + native,
            same_as=tuple(same_as(unit)),
            repairs=tuple(dict.fromkeys(notes)),
            unmapped=tuple(dict.fromkeys(unmapped)),
        ),
    )


def _words(unit: Raw) -> Iterator[str]:
    """Ids of words: numbers in both versions, objects where v2 is asked to include them."""
    for name in ("ontologyword_ids", "services"):
        values = unit.value(name)
        for value in values if isinstance(values, list) else []:
            word = Raw(value if isinstance(value, dict) else {"id": value}).text("id")
            if word:
                yield word


def _texts(unit: Raw, sections: Sections, pricing: dict[str, list[str]]) -> dict[str, Text]:
    titles, more = lines(unit, "name"), sections.texts(TEXTS)
    if not titles:
        raise Wrong("name: expected the unit's name in at least one language")
    summaries = local(unit, "short_desc", "short_description")
    descriptions = local(unit, "desc", "description")
    return {
        lang: Text(
            title=titles.get(lang, ""),
            summary=plain_text(summaries.get(lang, "")),
            description=_joined([plain_text(descriptions.get(lang, "")), *more.get(lang, [])]),
            pricing=_joined(pricing.get(lang, [])),
        )
        for lang in dict.fromkeys((*titles, *summaries, *descriptions, *more, *pricing))
    }


def _joined(texts: list[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _organisation(unit: Raw) -> Organisation | None:
    """Whoever runs the unit, else the organisation that keeps it.

    Without its record its name is the last part of "municipal service, division, city".
    """
    if organiser := plain_line(unit.text("organizer_name")):
        key = unit.text("organizer_business_id") or organiser
        return Organisation(id=key[:200], name={"fi": organiser})
    owner = unit.record("organization")
    names = lines(owner, "name") or {
        lang: text.rpartition(",")[2].strip()
        for lang, text in lines(unit, "displayed_service_owner").items()
    }
    for lang, text in lines(unit.record("contract_type"), "description").items():
        names.setdefault(lang, text.rpartition(",")[2].strip())
    key = unit.text("org_id") or owner.text("id") or unit.text("root_department")
    names = {lang: name for lang, name in names.items() if name}
    if not (key or names):
        return None
    url = next(iter(local(owner, "www").values()), None)
    return Organisation(id=key or next(iter(names.values()))[:200], name=names, url=url)


def _languages(unit: Raw, unmapped: list[str]) -> tuple[str, ...]:
    codes = [code.strip().lower() for code in unit.texts("provided_languages")]
    unmapped += [f"provided_languages:{code}" for code in codes if not is_known("languages", code)]
    return tuple(dict.fromkeys(code for code in codes if is_known("languages", code)))


def _price(pricing: dict[str, list[str]]) -> Price:
    told = [price_in(text, lang) for lang, texts in pricing.items() for text in texts]
    return next((price for price in (Price.PAID, Price.FREE) if price in told), Price.UNKNOWN)


def _modified(unit: Raw) -> datetime | None:
    """When it was changed, else made; without a zone it is Finnish local time."""
    names = ("modified_time", "last_modified_time", "created_time")
    moments = (moment_in(unit.value(name)) for name in names)
    return next(filter(None, moments), None)
