"""Texts per language from several listings: of each language the best, its gaps filled."""

from collections.abc import Sequence

from indexers.duplicates.assembly import Assembly, origin
from indexers.listing import Listing, Text

PARTS = tuple(Text.model_fields)


def united_texts(assembly: Assembly) -> dict[str, Text]:
    """The text of every language that some listing has; origins go to the assembly."""
    languages = dict.fromkeys(lang for one in assembly.listings for lang in one.texts)
    return {lang: _text(lang, assembly) for lang in languages}


def _text(lang: str, assembly: Assembly) -> Text:
    """The best text of a language; a part that it lacks comes from the next that has it."""
    tellers = _by_worth(lang, assembly.listings)
    best = tellers[0]
    assembly.origins[f"texts.{lang}"] = origin(best, f"texts.{lang}")
    parts = {}
    for part in PARTS:
        teller = next((one for one in tellers if getattr(one.texts[lang], part)), best)
        parts[part] = getattr(teller.texts[lang], part)
        id_ = origin(teller, f"texts.{lang}")
        id_ = teller.provenance.fields.get(f"texts.{lang}.{part}", id_)
        if parts[part] and id_ != assembly.origins[f"texts.{lang}"]:
            assembly.origins[f"texts.{lang}.{part}"] = id_
    return Text(**parts)


def _by_worth(lang: str, listings: Sequence[Listing]) -> list[Listing]:
    """Listings with the language; a copy of another language's text and a bare title come last."""
    tellers = [one for one in listings if lang in one.texts]
    return sorted(
        tellers,
        key=lambda one: (
            _is_copy(one, lang),
            not one.texts[lang].title,
            not one.texts[lang].description,
        ),
    )


def _is_copy(listing: Listing, lang: str) -> bool:
    """Whether a source repeats one language's text under another: then fi is the true one."""
    others = [text for other, text in listing.texts.items() if other != lang]
    return lang != "fi" and listing.texts[lang] in others
