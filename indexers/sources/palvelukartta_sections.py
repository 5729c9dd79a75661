"""The connections of a unit: free texts, links and numbers under section types."""

from collections.abc import Iterable, Iterator

from indexers.listing import Contact, Link
from indexers.plain_text import plain_line, plain_text
from indexers.sources.raw import Raw

LANGUAGES = ("fi", "sv", "en")
LINKS = ("LINK", "ESERVICE_LINK", "SOCIAL_MEDIA_LINK")
NUMBERS = ("PHONE_OR_EMAIL",)
PRICES = ("PRICE",)
HOURS = ("OPENING_HOURS", "OTHER_ADDRESS")
TEXTS = ("HIGHLIGHT", "TOPICAL", "OTHER_INFO", "SUBGROUP")
KNOWN = frozenset((*LINKS, *NUMBERS, *PRICES, *HOURS, *TEXTS))
WEB = ("http://", "https://")


def local(record: Raw, *names: str) -> dict[str, str]:
    """A text per language, from name_fi, name_sv, name_en or from name {fi, sv, en}.

    Of several names, which two versions of the API have for one thing, the first that is there.
    """
    for name in names:
        nested = record.record(name)
        told = {lang: record.text(f"{name}_{lang}") or nested.text(lang) for lang in LANGUAGES}
        if any(told.values()):
            return {lang: text for lang, text in told.items() if text}
    return {}


def lines(record: Raw, *names: str) -> dict[str, str]:
    """The same, each as plain text on one line."""
    told = {lang: plain_line(text) for lang, text in local(record, *names).items()}
    return {lang: text for lang, text in told.items() if text}


def keywords_of(unit: Raw) -> Iterator[dict[str, str]]:
    """Search words of the source: texts with commas in v4, lists in v2."""
    for lang, text in local(unit, "extra_searchwords").items():
        yield from ({lang: word} for part in text.split(",") if (word := plain_line(part)))
    for name in ("extra_searchwords", "keywords"):
        for lang in LANGUAGES:
            words = unit.record(name).texts(lang)
            yield from ({lang: word} for text in words if (word := plain_line(text)))


class Sections:
    """The sections of one unit; types that nobody knows are collected."""

    def __init__(self, unit: Raw, unmapped: list[str]) -> None:
        self._all = [(one.text("section_type"), one) for one in unit.records("connections")]
        types = dict.fromkeys(name for name, _ in self._all if name not in KNOWN)
        unmapped += [f"connections:{name or 'nothing'}" for name in types]

    def texts(self, types: Iterable[str]) -> dict[str, list[str]]:
        """Per language the texts of these types, in the order of the types."""
        found: dict[str, list[str]] = {}
        for name in types:
            for section in self._of([name]):
                for lang, text in local(section, "name").items():
                    found.setdefault(lang, []).append(plain_text(text))
        return found

    def links(self) -> Iterator[Link]:
        """Pages with their names; one per address where languages have their own."""
        for section in self._of(LINKS):
            yield from links_of(local(section, "www"), lines(section, "name"))

    def contacts(self) -> Iterator[Contact]:
        """Numbers and addresses of functions; those of a named person are left out."""
        for section in self._of(NUMBERS):
            if section.text("contact_person"):
                continue
            label = lines(section, "name")
            for number in phones_in(section.text("phone")):
                yield Contact(kind="phone", value=number, label=label)
            if email := section.text("email").strip():
                yield Contact(kind="email", value=email, label=label)

    def _of(self, types: Iterable[str]) -> Iterator[Raw]:
        return (section for name, section in self._all if name in types)


def links_of(addresses: dict[str, str], labels: dict[str, str]) -> Iterator[Link]:
    """One link per address, labelled in the languages that lead there."""
    for url in dict.fromkeys(text.strip() for text in addresses.values()):
        if url.startswith(WEB):
            langs = [lang for lang, text in addresses.items() if text.strip() == url]
            told = {lang: labels[lang] for lang in langs if lang in labels}
            yield Link(url=url, label=told or labels)


def phones_in(text: str) -> list[str]:
    """The numbers of a list with commas."""
    return [number for part in text.split(",") if (number := plain_line(part))]
