"""What every format of an export knows of it, and what a format has to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from search_service.exports.walk import Row
from search_service.web.hit_view import listing_url
from search_service.web.page_texts import PageTexts
from synonyms.concepts import Concepts


@dataclass(frozen=True, slots=True)
class Export:
    """One export: for whom, as of when, and where its parts are found on this service."""

    lang: str
    now: datetime
    public: str  # address of the service, without a slash at its end
    concepts: Concepts
    title: str
    total: int  # listings of the answer
    count: int  # of them in the file
    self_url: str
    page_url: str  # the same search on the page for people
    warnings: Sequence[dict[str, str]] = ()
    rescue: Sequence[dict[str, Any]] = ()  # what was loosened, since too little was found

    @property
    def texts(self) -> PageTexts:
        """Words of the pages, in the language of the export where they have it."""
        return PageTexts(self.lang)

    def url_of(self, listing_id: str) -> str:
        """The page of a listing."""
        return self.public + listing_url(listing_id, self.lang)


class Writer(Protocol):
    """Writes one file piece by piece; each piece is text for UTF-8."""

    def begin(self) -> str:
        """What stands before the first listing."""
        ...

    def row(self, row: Row) -> str:
        """One listing."""
        ...

    def end(self) -> str:
        """What stands after the last listing."""
        ...
