"""The words of a listing as the terms it is found by.

A term is one string of letters and digits. Its first letters tell its class, so that the engine
holds all classes in one attribute and a query can weigh them apart:

    jooga       a lemma or a word as written
    zpjooga     a part of a compound (seniorijooga)         zrlaulaa   the root of a derivation
    zcyoga      a concept named by a word or a phrase       zqyoga     … by a part of a compound
    zbexercise  the concept above it                        zdexercise any concept further above
    zasenior    an audience that is welcome                 zssenior   … that it is made for
    zngrief     a need that its title, summary, context or the source's classes tell
    zkkofeiini  a concept of the imported thesaurus, where there is one
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from geo.municipalities import municipalities
from indexers.listing import Kind, Listing
from indexers.taxonomy import LABEL_LANGUAGES, taxonomy
from synonyms.audiences import OLDEST, audiences
from synonyms.concepts import Concepts
from synonyms.needs import needs as known
from synonyms.needs import needs_of, phrases_in
from synonyms.stopwords import is_function
from synonyms.thesaurus import Thesaurus
from synonyms.words import Word, analyze

# No word of our languages begins like these.
CLASSES = ("zp", "zr", "zc", "zq", "zb", "zd", "za", "zs", "zn", "zk")
MADE_FOR = 0.6  # share of a listing's years of age from which it is made for an audience


class Terms(NamedTuple):
    """Terms by the field they stand in; `terms` is all of them, the attribute that matches."""

    terms: tuple[str, ...]
    title_terms: tuple[str, ...]
    summary_terms: tuple[str, ...]
    context_terms: tuple[str, ...]  # organisation, theme, format, keywords, municipality
    body_terms: tuple[str, ...]
    needs: tuple[str, ...]
    need_reasons: Mapping[str, str]  # need -> the concept of the listing that tells it


@lru_cache(maxsize=65536)
def term(kind: str, value: str) -> str:
    """A term of a class ("" for lemmas); only its letters and digits, which the engine keeps."""
    return kind + "".join(letter for letter in value if letter.isalnum())


def is_word(name: str) -> bool:
    """Whether a term is a lemma or a word, not of a marked class."""
    return not name.startswith(CLASSES)


class TermMaker:
    """Turns listings into terms, with the project's concepts and, if given, a thesaurus."""

    def __init__(self, concepts: Concepts, thesaurus: Thesaurus | None = None) -> None:
        self._concepts = concepts
        self._thesaurus = thesaurus
        self._by_term = {
            term(kind, concept.id): concept.id for concept in concepts for kind in ("zc", "zq")
        }

    @property
    def thesaurus(self) -> str | None:
        """The fingerprint of the thesaurus in use."""
        return self._thesaurus.sha256 if self._thesaurus else None

    def terms_of(self, listing: Listing) -> Terms:
        """The terms of a listing, each listed in the strongest field that has it."""
        title, summary, body = set[str](), set[str](), set[str]()
        for lang, text in listing.texts.items():
            title |= set(self.terms_in(text.title, lang))
            summary |= set(self.terms_in(text.summary, lang))
            body |= set(self.terms_in(text.description, lang))
            body |= set(self.terms_in(text.pricing, lang))
        for location in listing.locations:
            for lang, summary_text in location.summary.items():
                body |= set(self.terms_in(summary_text, lang))
        context = set(self._context(listing))
        for name in _audience_terms(listing):
            (title if name.startswith("zs") else summary).add(name)
        if listing.kind is Kind.SUPPORT:
            summary |= set(self._told(listing))
        reasons = needs_of(self._named(title | summary | context))
        needs = tuple(dict.fromkeys((*reasons, *(one for one in listing.needs if one in known()))))
        context |= {term("zn", need) for need in needs}
        summary -= title
        context -= title | summary
        body -= title | summary | context
        return Terms(
            terms=tuple(sorted(title | summary | context | body)),
            title_terms=tuple(sorted(title)),
            summary_terms=tuple(sorted(summary)),
            context_terms=tuple(sorted(context)),
            body_terms=tuple(sorted(body)),
            needs=needs,
            need_reasons=reasons,
        )

    def _told(self, listing: Listing) -> Iterator[str]:
        """Concepts that a listing of support means by phrases, without naming them."""
        for lang, text in listing.texts.items():
            for sentence in (text.title, text.summary):
                for phrase in phrases_in(analyze(sentence, lang), lang):
                    yield from (term("zq", concept) for concept in phrase.concepts)

    def _named(self, terms: Iterable[str]) -> list[str]:
        """Concepts that words or phrases of the terms name."""
        return [self._by_term[name] for name in sorted(terms) if name in self._by_term]

    def terms_in(self, text: str, lang: str) -> Iterator[str]:
        """The terms of one text."""
        words = analyze(text, lang)
        for word in words:
            if is_function(word, lang):
                continue
            yield term("", word.surface)
            yield from (term("", lemma) for lemma in word.lemmas)
            yield from (term("zp", part) for part in (*word.parts, *word.joined))
            # The root of a compound's part says little of the whole: elokuva is no living.
            yield from (term("zr", root) for root in word.roots if not word.parts)
        for match in self._concepts.match(words, lang):
            yield term("zc" if match.via == "lemma" else "zq", match.concept)
            if match.via == "part":
                yield from _cut_by_label(words[match.words[0]], match.label)
            for above, depth in self._concepts.broader(match.concept):
                yield term("zb" if depth == 1 else "zd", above)
        if self._thesaurus:
            yield from (term("zk", name) for name in self._thesaurus.names(words, lang))

    def _context(self, listing: Listing) -> Iterator[str]:
        for text, lang in _context_texts(listing):
            yield from self.terms_in(text, lang)


def _cut_by_label(word: Word, label: str) -> Iterator[str]:
    """Parts of a compound that no dictionary takes apart, where a label shows the seam."""
    for lemma in word.lemmas if not word.parts else ():
        if lemma.endswith(label):
            yield term("zp", lemma.removesuffix(label))
            yield term("zp", label)


def _audience_terms(listing: Listing) -> Iterator[str]:
    """Ages, genders and groups it is open to; "made for" when most of its years are the audience's.

    Of volunteering they tell who may help, not for whom the help is.
    """
    if listing.kind is Kind.VOLUNTEERING:
        return
    spans = [(age.min, OLDEST if age.max is None else age.max) for age in listing.audience.ages]
    genders = {{"female": "women", "male": "men"}[name] for name in listing.audience.genders}
    yield from (term("za", group) for group in listing.audience.groups if group in audiences())
    for audience in audiences().values():
        share = audience.share_of(spans) if audience.kind == "age" else 0.0
        if share > 0 or audience.id in genders:
            yield term("za", audience.id)
        if share >= MADE_FOR or audience.id in genders:
            yield term("zs", audience.id)


def _context_texts(listing: Listing) -> Iterable[tuple[str, str]]:
    if listing.organisation:
        yield from ((name, lang) for lang, name in listing.organisation.name.items())
    for list_name, codes in (("themes", listing.themes), ("formats", listing.formats)):
        for code in codes:
            found = taxonomy()[list_name].get(code)
            yield from ((found.labels[lang], lang) for lang in LABEL_LANGUAGES if found)
    for words in listing.keywords:
        yield from ((word, lang) for lang, word in words.items())
    for location in listing.locations:
        if location.municipality:
            place = municipalities()[location.municipality]
            yield place.name_fi, "fi"
            yield place.name_sv, "sv"
        yield location.address.street, "fi"
        yield location.address.post_town, "fi"
