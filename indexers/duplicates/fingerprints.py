"""Contacts, addresses of pages and sentences as short marks that are equal when these are.

What two sources write differently (+358 50 … and 050 …, www. or not) gives one mark. Marks are
digests, so that the features of a listing carry no personal data.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2s
from urllib.parse import parse_qsl, urlencode, urlsplit

from indexers.listing import Contact, Text
from synonyms.tokens import fold, tokenize

DIGEST_BYTES = 5  # of a million marks one pair in two is equal by chance, and one decides nothing
SHORTEST_PHONE = 5  # digits; shorter ones are emergency numbers and slips
LONGEST_PHONE = 15
PHONE = re.compile(r"\+?\d[\d\s().\-–]{3,24}\d")
LANGUAGE_STEP = re.compile(r"/(?:fi|sv|en)(?=/|$)")  # the page in another language is the same page
NOT_OF_THE_PAGE = re.compile(r"utm_\w+|fbclid|gclid|lang|language")
SENTENCE_END = re.compile(r"[.!?\n]+")
SHORTEST_SENTENCE = 30  # letters; "Tervetuloa mukaan" is in every second text
MOST_SENTENCES = 8  # of a language: copies that are cut short keep the beginning


def contact_mark(contact: Contact) -> str:
    """The mark of a contact; empty when nothing can be read in it."""
    marks = {"email": email_mark, "phone": phone_mark, "www": page_mark}
    return marks[contact.kind](contact.value)


def email_mark(value: str | None) -> str:
    """The mark of an e-mail address."""
    text = (value or "").strip().removeprefix("mailto:").lower()
    return _mark("e", text) if "@" in text else ""


def phone_mark(value: str | None) -> str:
    """The mark of the first telephone number of a text, without the country's code."""
    found = PHONE.search((value or "").replace("(0)", ""))
    digits = re.sub(r"\D", "", found.group()) if found else ""
    national = re.sub(r"^(?:00)?358|^0", "", digits)
    return _mark("p", national) if SHORTEST_PHONE <= len(digits) <= LONGEST_PHONE else ""


def page_mark(value: str | None) -> str:
    """The mark of a page's address; empty for what is no address of the web."""
    text = (value or "").strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or "." not in host:
        return ""
    path = LANGUAGE_STEP.sub("", parts.path).rstrip("/")
    asked = [pair for pair in parse_qsl(parts.query) if not NOT_OF_THE_PAGE.fullmatch(pair[0])]
    return _mark("u", f"{host}{path}?{urlencode(sorted(asked))}")


def sentence_marks(texts: Iterable[Text]) -> tuple[str, ...]:
    """Marks of the first longer sentences of each text, in order, each once."""
    return tuple(dict.fromkeys(mark for text in texts for mark in _of_text(text)))


def _of_text(text: Text) -> list[str]:
    marks = (_mark("s", one) for one in _sentences(f"{text.summary}\n{text.description}"))
    return list(dict.fromkeys(marks))[:MOST_SENTENCES]


def _sentences(text: str) -> Iterator[str]:
    for sentence in SENTENCE_END.split(text):
        words = " ".join(fold(token) for token, _, _ in tokenize(sentence))
        if len(words) >= SHORTEST_SENTENCE:
            yield words


def _mark(kind: str, text: str) -> str:
    return kind + blake2s(text.encode(errors="replace"), digest_size=DIGEST_BYTES).hexdigest()
