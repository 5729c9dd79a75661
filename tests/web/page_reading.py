"""Reads pages as a browser without JavaScript would: elements, links, listings shown."""

from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


def read_page(api: TestClient, url: str, *, status: int = 200) -> LexborHTMLParser:
    """The page at an address, which must answer with the status."""
    answer = api.get(url, headers=BROWSER)
    assert answer.status_code == status, answer.text
    return LexborHTMLParser(answer.text)


def attribute(node: LexborNode, name: str) -> str:
    """An attribute that the element must have."""
    value = node.attributes[name]
    assert value is not None
    return value


def link_of(page: LexborHTMLParser, selector: str) -> str:
    """Where the first element of a selector leads."""
    node = page.css_first(selector)
    assert node is not None, selector
    return attribute(node, "href")


def shown(page: LexborHTMLParser) -> list[str]:
    """Links of the listings on a page, in order."""
    return [attribute(node, "href") for node in page.css(".hit h3 a")]


def text_of(page: LexborHTMLParser, selector: str) -> str:
    """The text of the first element of a selector, spaces joined."""
    node = page.css_first(selector)
    assert node is not None, selector
    return " ".join(node.text().split())
