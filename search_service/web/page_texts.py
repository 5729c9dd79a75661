"""What the pages say, in the language of the page (data/page_messages.tsv)."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from search_service.messages import LANGUAGES

TABLE = "page_messages.tsv"


def page_language(asked: str) -> str:
    """The language of the page itself: the asked one, or Finnish where it has no texts."""
    language = asked.split("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


class PageTexts:
    """The texts of one language; a call gives one with its blanks filled in."""

    def __init__(self, lang: str) -> None:
        self.lang = page_language(lang)

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key. Raises KeyError for a key that the table does not have."""
        row = read_texts()[key]
        return (row[self.lang] or row["fi"]).format(**values)

    def number(self, count: int) -> str:
        """A count with its thousands apart, as the language writes it."""
        return f"{count:,}" if self.lang == "en" else f"{count:,}".replace(",", "\u00a0")


@cache
def read_texts() -> Mapping[str, Mapping[str, str]]:
    """The whole table: key -> language -> text."""
    lines = (files("search_service") / "data" / TABLE).read_text("utf-8").splitlines()
    rows = csv.DictReader(
        (line for line in lines if line and not line.startswith("#")),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    return {row["key"]: row for row in rows}
