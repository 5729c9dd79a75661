"""The words of an event: localised fields of Linked Events in, plain texts per language out.

Two things are mended here. Descriptions are HTML. And some calendars fill every language with the
Finnish text, which would pass a Finnish event off as one told in Swedish.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from indexers.listing import Text
from indexers.plain_text import plain_text
from indexers.sources.raw import Raw
from synonyms.languages import language
from synonyms.tsv import read_rows

FIRST = ("fi", "sv", "en")  # the order in which a text is taken for the original


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Our own sentences by name and language, with {fields} to fill in."""
    rows = read_rows(files("indexers") / "data" / "linked_events_sentences.tsv")
    return {row["name"]: {lang: row[lang] for lang in FIRST} for row in rows}


def local_texts(raw: Raw, name: str) -> dict[str, str]:
    """A field as plain text per language; a bare string is Finnish."""
    if bare := raw.text(name):
        return {"fi": text} if (text := plain_text(bare)) else {}
    fields = raw.record(name)
    texts: dict[str, str] = {}
    for key in fields.names():
        code, text = language(key), plain_text(fields.text(key))
        if text and re.fullmatch("[a-z]{2,3}", code):
            texts.setdefault(code, text)
    return texts


def local_lines(raw: Raw, name: str) -> dict[str, str]:
    """A field as one line per language."""
    return {lang: " ".join(text.split()) for lang, text in local_texts(raw, name).items()}


def preferred(texts: Mapping[str, str]) -> str:
    """The text in the first language that has one."""
    order = [*FIRST, *texts]
    return next((texts[lang] for lang in order if texts.get(lang)), "")


def texts_of(
    event: Raw, pricing: Mapping[str, str], registration: Mapping[str, str], notes: list[str]
) -> dict[str, Text]:
    """The texts of an event in every language that it has words of its own in."""
    titles, summaries = local_lines(event, "name"), local_texts(event, "short_description")
    descriptions = local_texts(event, "description")
    told = {lang for texts in (titles, summaries, descriptions) for lang in texts}
    kept: dict[str, Text] = {}
    for lang in sorted(told, key=_rank):
        text = Text(
            title=titles.get(lang, ""),
            summary=summaries.get(lang, ""),
            description=descriptions.get(lang, ""),
        )
        own = _without_repeats(text, lang, kept, notes)
        if own is not None:
            kept[lang] = own.model_copy(
                update={
                    "pricing": pricing.get(lang, ""),
                    "registration": registration.get(lang, ""),
                }
            )
    for lang, text_of_price in pricing.items():
        if lang not in kept and text_of_price not in {text.pricing for text in kept.values()}:
            kept[lang] = Text(pricing=text_of_price)
    return kept


def _rank(lang: str) -> tuple[int, str]:
    return (FIRST.index(lang) if lang in FIRST else len(FIRST), lang)


def _without_repeats(
    text: Text, lang: str, kept: Mapping[str, Text], notes: list[str]
) -> Text | None:
    """The text without what only repeats another language; None when nothing is its own."""
    fields = {
        name: value
        for name in ("title", "summary", "description")
        if (value := getattr(text, name))
    }
    repeats = {
        name: next(other for other, earlier in kept.items() if getattr(earlier, name) == value)
        for name, value in fields.items()
        if any(getattr(earlier, name) == value for earlier in kept.values())
    }
    if not repeats:
        return text
    if set(repeats) == set(fields):
        notes.append(f"texts: what stands under {lang} repeats {', '.join(_unique(repeats))}")
        return None
    # A title may be a name, the same in every language, as long as the words below are its own.
    copied = [name for name in repeats if name != "title"]
    if copied:
        notes.append(f"texts: the {' and '.join(copied)} under {lang} repeats another language")
    return text.model_copy(update=dict.fromkeys(copied, ""))


def _unique(repeats: Mapping[str, str]) -> list[str]:
    return sorted(set(repeats.values()))
