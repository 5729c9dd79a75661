"""For whom a listing is, in words: "18–64 v.", "Naiset"."""

from collections.abc import Iterable

from indexers.listing import AgeRange, Audience
from indexers.taxonomy import is_known, label
from search_service.web.page_texts import PageTexts


def audience_words(audience: Audience, texts: PageTexts) -> list[str]:
    """Ages, genders and groups; that everyone may come when none is told."""
    codes = (*audience.genders, *(code for code in audience.groups if is_known("audiences", code)))
    found = [*ages_told(audience, texts), *(label("audiences", code, texts.lang) for code in codes)]
    return found or [texts("listing.everyone")]


def ages_told(audience: Audience, texts: PageTexts) -> list[str]:
    """Ranges of age, those that touch as one."""
    return [_ages(low, high, texts) for low, high in joined_ages(audience.ages)]


def _ages(low: int, high: int | None, texts: PageTexts) -> str:
    if high is not None:
        return texts("listing.ages", low=low, high=high)
    return texts("listing.ages_from", low=low) if low else texts("listing.ages_all")


def joined_ages(ages: Iterable[AgeRange]) -> list[tuple[int, int | None]]:
    """Age ranges that touch as one: 18-29 and 30-64 are 18-64."""
    joined: list[tuple[int, int | None]] = []
    for age in sorted(ages, key=lambda age: age.min):
        if joined and (joined[-1][1] is None or age.min <= joined[-1][1] + 1):
            low, high = joined.pop()
            high = None if high is None or age.max is None else max(high, age.max)
            joined.append((low, high))
        else:
            joined.append((age.min, age.max))
    return joined
