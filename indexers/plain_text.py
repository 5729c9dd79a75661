"""HTML of any quality in, readable plain text out: blocks become lines, list items get dashes."""

import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
        *("main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"),
    ]
)
DROPPED = frozenset(
    [
        *("script", "style", "template", "noscript", "iframe", "object", "embed"),
        *("svg", "math", "head", "title"),
    ]
)
# Bidirectional overrides and isolates, zero-width characters and soft hyphens: they hide or
# reorder text, and none is needed in plain text. ZWNJ and ZWJ stay: Arabic and Persian use them.
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
MARKUP = re.compile(r"<[a-zA-Z!/]|&[a-zA-Z#]")


def plain_text(value: str) -> str:
    """Plain text of an HTML fragment; text without markup only has its white space tidied."""
    return _tidied("".join(_pieces(value)) if MARKUP.search(value) else value)


def plain_line(value: str) -> str:
    """Plain text on one line, for titles and names."""
    return " ".join(plain_text(value).split())


def _pieces(html: str) -> list[str]:
    """Text and line breaks in document order; a loop, since hostile nesting is deep."""
    pieces: list[str] = []
    body = LexborHTMLParser(html).body
    stack: list[LexborNode | None] = [body.first_child if body is not None else None]
    closing: list[bool] = []
    while stack:
        node = stack.pop()
        if node is None:
            if closing and closing.pop():
                pieces.append("\n")
            continue
        stack.append(node.next)
        tag = node.tag or ""
        if tag == "-text":
            pieces.append(re.sub(r"\s+", " ", node.text(deep=False) or ""))
        elif tag not in DROPPED and not tag.startswith("-"):
            if tag in BLOCKS:
                pieces.append("\n– " if tag == "li" else "\n")
            closing.append(tag in BLOCKS)
            stack.append(node.first_child)
    return pieces


def _tidied(value: str) -> str:
    value = unicodedata.normalize("NFC", CONTROL.sub("", INVISIBLE.sub("", value)))
    lines = (" ".join(line.split()) for line in value.replace("\r", "\n").split("\n"))
    text = "\n".join(line for line in lines if line)
    return re.sub(r"^–(\n–)*\n", "– ", text, flags=re.MULTILINE)
