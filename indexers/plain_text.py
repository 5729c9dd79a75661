"""HTML of any quality in, readable plain text out: blocks become lines, list items get dashes."""

import re
import unicodedata
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
        *("main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul", "caption", "details"),
        *("figcaption", "legend", "option", "summary"),
    ]
)
CELLS = frozenset(["td", "th"])
DROPPED = frozenset(
    [
        *("script", "style", "template", "noscript", "iframe", "object", "embed"),
        *("svg", "math", "head", "title"),
    ]
)
# Bidirectional marks, overrides and isolates, zero-width characters, soft hyphens and tag
# characters: they hide or reorder text, and none is needed in plain text. ZWNJ and ZWJ stay:
# Arabic and Persian use them.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# With the two code points that are no characters: neither XML nor iCalendar takes any of them.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Whole tags and entities only, so that "a<b", "<3" and "R&B" are plain text.
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!|&(?:#|[a-zA-Z])[a-zA-Z0-9]*;")
# Parsing takes the square of the nesting's depth (30,000 open elements: a second), so markup beyond
# this many tags, which no listing has, is read in slices.
SLICE_TAGS = 1000


def plain_text(value: str) -> str:
    """Plain text of an HTML fragment; text without markup only has its white space tidied."""
    return _tidied("".join(_pieces(value)) if MARKUP.search(value) else value)


def plain_line(value: str) -> str:
    """Plain text on one line, for titles and names."""
    return " ".join(plain_text(value).split())


def visible(value: str) -> str:
    """The text without characters that hide or reorder it; every line ends in one line feed."""
    return LINE_ENDS.sub("\n", CONTROL.sub("", INVISIBLE.sub("", value)))


def _pieces(html: str) -> Iterator[str]:
    """Text and line breaks in document order."""
    start = tags = 0
    for found in re.finditer("<", html):
        tags += 1
        if tags > SLICE_TAGS:
            yield from _pieces_of(html[start : found.start()])
            start, tags = found.start(), 1
    yield from _pieces_of(html[start:])


def _pieces_of(html: str) -> Iterator[str]:
    """The pieces of one slice; a loop, since hostile nesting is deep."""
    body = LexborHTMLParser(html).body
    stack: list[LexborNode | None] = [body.first_child if body is not None else None]
    closing: list[str] = []
    while stack:
        node = stack.pop()
        if node is None:
            if closing:
                yield closing.pop()
            continue
        stack.append(node.next)
        tag = node.tag or ""
        if tag == "-text":
            yield re.sub(r"\s+", " ", node.text(deep=False) or "")
        elif tag not in DROPPED and not tag.startswith("-"):
            space = "\n" if tag in BLOCKS else " " if tag in CELLS else ""
            yield "\n– " if tag == "li" else space
            closing.append(space)
            stack.append(node.first_child)


def _tidied(value: str) -> str:
    value = unicodedata.normalize("NFC", visible(value))
    lines = (" ".join(line.split()) for line in value.split("\n"))
    text = "\n".join(line for line in lines if line)
    # A dash alone on its line waits for a paragraph inside the item, or the item is empty.
    return re.sub(r"^(–\n)+(– )?", "– ", text, flags=re.MULTILINE).removesuffix("\n–")
