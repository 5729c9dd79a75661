"""Lähellä.fi: the activities JSON of its management API, from a file or from the paged API.

The format is known from the public repository jkseppan/lahella-cli (MIT); it has no public
documentation. Its traps are named where they are met.
"""

import os
import re
from collections.abc import Iterator, Mapping

import httpx

from indexers.batches import batches
from indexers.fetching.fetcher import Fetcher, is_url
from indexers.listing import (
    AgeRange,
    Audience,
    Contact,
    Image,
    Kind,
    Listing,
    Organisation,
    Price,
    Provenance,
    Text,
)
from indexers.plain_text import plain_line, plain_text
from indexers.sources.lahella_codes import language_code, serves_of
from indexers.sources.lahella_places import locations_of, registration_of
from indexers.sources.lahella_sessions import instant
from indexers.sources.raw import Raw, Wrong
from indexers.sources.source import Page, Rejected, SourceError, outcome
from indexers.taxonomy import is_known

PAGE_SIZE = 100
FILE_PAGE_SIZE = 1000  # activities of a file in memory at once, a few megabytes
KINDS = {"hobby": Kind.HOBBY, "support": Kind.SUPPORT, "voluntary": Kind.VOLUNTEERING}
PUBLIC_PAGE = "https://www.lahella.fi/fi/activity/"


class Lahella:
    """The source `lahella`."""

    name = "lahella"

    def __init__(self, fetcher: Fetcher, environ: Mapping[str, str] = os.environ) -> None:
        self._fetcher = fetcher
        self._environ = environ

    def pages(self, location: str, cursor: str = "") -> Iterator[Page]:
        """Activities of the API, or of a file (JSON array or {items}) by path or URL.

        A file is always read from its beginning: it may have been replaced by another.
        """
        if is_url(location) and location.partition("?")[0].rstrip("/").endswith("/activities"):
            yield from self._api_pages(location, int(cursor or 0))
        else:
            items = self._fetcher.items(location, "items", self._credentials())
            yield from map(Page, batches(items, FILE_PAGE_SIZE))

    def _api_pages(self, url: str, skip: int) -> Iterator[Page]:
        more, last = True, list[object]()
        while more:
            page = _page_of(url, skip)
            body = self._fetcher.json(page, self._credentials())
            items = _items(body, page)
            if items and items == last:
                raise SourceError(f"{page}: the same page came again, so it would never end")
            skip, last = skip + len(items), items
            yield Page(items, str(skip))
            more = bool(items) and isinstance(body, dict) and body.get("hasMore") is True

    def _credentials(self) -> dict[str, str]:
        """The login of the management API: a whole cookie header, or the AUTH_TOKEN in it."""
        if cookie := self._environ.get("LAHELLA_SOURCE_COOKIE"):
            return {"Cookie": cookie}
        if token := self._environ.get("LAHELLA_SOURCE_TOKEN"):
            return {"Cookie": f"AUTH_TOKEN={token}"}
        return {}

    def read(self, record: object, position: int) -> Listing | Rejected:
        """One activity as a listing; a record that cannot be one says why."""
        native = Raw(record).text("_key") if isinstance(record, dict) else ""
        return outcome(
            f"{self.name}:{native or f'#{position}'}",
            lambda: _listing(Raw.of(record, "record")),
        )


def _page_of(url: str, skip: int) -> str:
    try:
        return str(
            httpx.URL(url).copy_merge_params(
                {"total": "true", "links[groups]": "true", "limit": PAGE_SIZE, "skip": skip}
            )
        )
    except httpx.InvalidURL as error:
        raise SourceError(f"{url}: is no address ({error})") from error


def _items(body: object, origin: str) -> list[object]:
    items = body.get("items") if isinstance(body, dict) else body
    if not isinstance(items, list):
        raise SourceError(f'{origin}: expected a JSON array of activities or {{"items": [...]}}')
    return items


def _listing(activity: Raw) -> Listing:
    _refuse_unpublished(activity)
    traits = activity.record("traits")
    native = activity.text("_key")
    if not native:
        raise Wrong("_key: expected the activity's key")
    codes = Codes(traits)
    serves, repairs = serves_of(traits.texts("region"))
    locations = locations_of(traits, repairs, codes.unmapped)
    visibility = activity.record("tags").record("visibility")
    return Listing(
        id=f"lahella:{native}",
        kind=codes.kind(),
        texts=_texts(traits),
        organisation=_organisation(activity),
        themes=codes.keep("theme", "themes"),
        formats=codes.keep("format", "formats"),
        audience=codes.audience(),
        service_languages=codes.languages(),
        price=codes.price(),
        locations=locations,
        serves=serves,
        registration=registration_of(traits),
        contacts=_contacts(traits),
        images=_images(traits),
        valid_from=instant(visibility.value("start")),
        valid_until=instant(visibility.value("end")),
        provenance=Provenance(
            source="lahella",
            native_id=native,
            url=PUBLIC_PAGE + native,
            repairs=tuple(repairs),
            unmapped=tuple(codes.unmapped),
        ),
    )


def _refuse_unpublished(activity: Raw) -> None:
    """A null status means that the visibility period decides; it is checked like any period."""
    status = activity.text("status")
    if status not in ("", "published"):
        raise Wrong(f"status: expected published, got {status}")


def _texts(traits: Raw) -> dict[str, Text]:
    texts = {}
    translations = traits.record("translations")
    for lang in translations.names():
        fields = translations.record(lang)
        text = Text(
            title=plain_line(fields.text("name")),
            summary=plain_text(fields.text("summary")),
            description=plain_text(fields.text("description")),
            pricing=plain_text(fields.text("pricing")),
            registration=plain_text(fields.text("registration")),
        )
        if text != Text():
            texts[language_code(lang)] = text
    if not any(text.title for text in texts.values()):
        raise Wrong("translations: expected a name in at least one language")
    return texts


def _organisation(activity: Raw) -> Organisation | None:
    """The group: its key alone, or an object with names when links[groups] was asked."""
    group = activity.value("group")
    if isinstance(group, str) and group:
        return Organisation(id=f"lahella:{group}")
    fields = activity.record("group")
    if not fields.text("_key"):
        return None
    names = {language_code(lang): name for lang, name in fields.local("name").items()}
    return Organisation(
        id=f"lahella:{fields.text('_key')}", name=names, url=fields.text("www") or None
    )


def _contacts(traits: Raw) -> tuple[Contact, ...]:
    contacts = []
    for item in traits.records("contacts"):
        kind, value = item.text("type"), item.text("value").strip()
        if kind not in ("email", "phone", "www") or not value:
            continue
        translations = item.record("translations")
        label = {
            language_code(lang): plain_line(translations.record(lang).text("description"))
            for lang in translations.names()
        }
        label = {lang: text for lang, text in label.items() if text}
        contacts.append(Contact.model_validate({"kind": kind, "value": value, "label": label}))
    return tuple(contacts)


def _images(traits: Raw) -> tuple[Image, ...]:
    photo = traits.text("photo")
    alt = plain_line(traits.text("photoAlt"))
    if not photo.startswith("https://"):
        return ()  # a file key of the management API is no address that a reader could open
    return (Image(url=photo, alt={"fi": alt} if alt else {}),)


class Codes:
    """The coded fields of one activity; codes that no list knows are kept and collected."""

    def __init__(self, traits: Raw) -> None:
        self._traits = traits
        self.unmapped: list[str] = []

    def kind(self) -> Kind:
        """The kind; an unknown one is no listing, since nobody could filter it."""
        value = self._traits.text("type")
        if value not in KINDS:
            raise Wrong(f"type: expected hobby, support or voluntary, got {value or 'nothing'}")
        return KINDS[value]

    def keep(self, field: str, list_name: str) -> tuple[str, ...]:
        """Codes of a field as they stand."""
        values = self._traits.texts(field)
        self.unmapped += [f"{field}:{value}" for value in values if not is_known(list_name, value)]
        return tuple(dict.fromkeys(values))

    def price(self) -> Price:
        """Free only when nothing says paid: a trial session may be free of a paid course."""
        values = set(self._traits.texts("pricing"))
        self.unmapped += [f"pricing:{value}" for value in sorted(values - {"free", "paid"})]
        if "paid" in values:
            return Price.PAID
        return Price.FREE if "free" in values else Price.UNKNOWN

    def languages(self) -> tuple[str, ...]:
        """Languages one can take part in; what is no language code at all is only counted."""
        languages = []
        for value in self._traits.texts("locale"):
            code = language_code(value)
            if not is_known("languages", code):
                self.unmapped.append(f"locale:{value}")
            if re.fullmatch("[a-z]{2,8}", code):
                languages.append(code)
        return tuple(dict.fromkeys(languages))

    def audience(self) -> Audience:
        """The mixed list `demographic`: ages, genders and unknown things side by side."""
        ages: list[AgeRange] = []
        genders: list[str] = []
        groups: list[str] = []
        for value in self._traits.texts("demographic"):
            if age := _age_range(value):
                ages.append(age)
            elif value in ("gender/female", "gender/male"):
                genders.append(value.removeprefix("gender/"))
            elif value != "gender/gender":
                groups.append(value)
                self.unmapped.append(f"demographic:{value}")
        return Audience.model_validate({"ages": ages, "genders": genders, "groups": groups})


def _age_range(value: str) -> AgeRange | None:
    """The ages of "ageGroup/range:18-29"; None for anything else. 99 stands for no upper end."""
    found = re.fullmatch(r"ageGroup/range:([0-9]{1,3})-([0-9]{1,3})", value)
    if not found:
        return None
    low, high = int(found[1]), int(found[2])
    return AgeRange(min=low, max=None if high >= 99 else high) if low <= min(high, 120) else None
