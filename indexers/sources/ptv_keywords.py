"""Subject words of a service: its other names, keywords, terms, classes, events and collections."""

from collections.abc import Iterator

from indexers.sources.ptv_codes import CLASSES, EVENTS, code_of
from indexers.sources.ptv_notes import Notes
from indexers.sources.ptv_texts import Local, local, rows_of
from indexers.sources.raw import Raw

# Official names that say the opposite of what the class is: moving away, not to Finland.
WRONG_NAMES = {("KE4.3", "sv")}


def keywords_of(service: Raw, notes: Notes) -> tuple[Local, ...]:
    """One entry a term, with its words per language; each once."""
    found = {tuple(sorted(words.items())): words for words in _words(service, notes) if words}
    return tuple(found.values())


def _words(service: Raw, notes: Notes) -> Iterator[Local]:
    for name in ("serviceNames", "keywords"):
        for row in rows_of(service, name, notes):
            if row.type != "Name":
                yield {row.lang: row.text}
    for name in ("ontologyTerms", CLASSES, EVENTS):
        for item in service.records(name):
            words, code = local(item, "name", notes), code_of(item)
            yield {lang: word for lang, word in words.items() if (code, lang) not in WRONG_NAMES}
    for item in service.records("serviceCollections"):
        yield local(item, "name", notes)
