"""Pages of an answer: previous, next, and a few numbers round the current one."""

from dataclasses import dataclass

from search_service.answer import Answer
from search_service.parameter_table import MAX_PAGE
from search_service.web.search_link import SearchLink

NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class PageStep:
    """One number; `after_gap` when numbers before it are left out."""

    number: int
    url: str
    current: bool
    after_gap: bool


@dataclass(frozen=True, slots=True)
class Paging:
    """Where the answer stands among its pages."""

    page: int
    pages: int
    previous: str | None
    next: str | None
    steps: tuple[PageStep, ...]


def paging_of(answer: Answer, link: SearchLink) -> Paging:
    """Links to the other pages of the same search."""
    pages = min(max(-(-answer.total // answer.per_page), 1), MAX_PAGE)
    page = answer.page
    return Paging(
        page=page,
        pages=pages,
        previous=_url(link, min(page - 1, pages)) if page > 1 else None,
        next=_url(link, page + 1) if page < pages else None,
        steps=_steps(page, pages, link),
    )


def _steps(page: int, pages: int, link: SearchLink) -> tuple[PageStep, ...]:
    near = range(max(page - NEIGHBOURS, 1), min(page + NEIGHBOURS, pages) + 1)
    numbers = sorted({1, *near, pages})
    before = [0, *numbers]
    return tuple(
        PageStep(number, _url(link, number), number == page, number - before[index] > 1)
        for index, number in enumerate(numbers)
    )


def _url(link: SearchLink, page: int) -> str:
    return link.having("page", str(page)).url
