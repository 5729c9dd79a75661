"""XML piece by piece: elements and texts in, escaped text out."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from indexers.plain_text import visible


class Xml:
    """Writes elements; texts are escaped, and hold only characters that XML takes."""

    def __init__(self) -> None:
        self._to = StringIO()
        self._xml = XMLGenerator(self._to, encoding="utf-8", short_empty_elements=False)

    @property
    def written(self) -> str:
        """All that was written."""
        return self._to.getvalue()

    def declare(self) -> None:
        """The XML declaration."""
        self._xml.startDocument()

    def open(self, name: str, **attributes: str) -> None:
        """The start of an element."""
        self._xml.startElement(name, AttributesImpl({k: visible(v) for k, v in attributes.items()}))

    def text(self, name: str, text: str = "", **attributes: str) -> None:
        """An element with a text."""
        with self.inside(name, **attributes):
            self._xml.characters(visible(text))

    @contextmanager
    def inside(self, name: str, **attributes: str) -> Iterator[None]:
        """An element with what is written meanwhile."""
        self.open(name, **attributes)
        yield
        self._xml.endElement(name)
