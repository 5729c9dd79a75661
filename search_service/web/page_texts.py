"""What the pages say, in the language of the page (data/page_messages.tsv)."""

from collections.abc import Mapping

from search_service.messages import LANGUAGES, read_messages

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


def read_texts() -> Mapping[str, Mapping[str, str]]:
    """The whole table: key -> language -> text."""
    return read_messages(TABLE)
