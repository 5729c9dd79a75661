"""What keywords say of an event: themes, formats, audience and needs, by one reviewed table.

The table is data/linked_events_keywords.tsv. A keyword that it does not know stays a subject word;
where no keyword of an event gives a theme, the keywords are reported, so that the table can grow.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from indexers.listing import AgeRange, Audience, Kind
from indexers.sources.linked_events_ids import id_of
from indexers.sources.linked_events_texts import local_lines, preferred
from indexers.sources.raw import Raw
from synonyms.tsv import read_rows

OLDEST = 120
GENDERS = ("female", "male")


class Meaning(NamedTuple):
    """What one keyword means; codes of our lists."""

    themes: tuple[str, ...]
    formats: tuple[str, ...]
    audience: tuple[str, ...]
    needs: tuple[str, ...]


@cache
def meanings() -> Mapping[str, Meaning]:
    """The reviewed table: native id of a keyword -> its meaning."""
    return {
        row["keyword"]: Meaning(
            *(tuple(row[name].split()) for name in ("themes", "formats", "audience", "needs"))
        )
        for row in read_rows(files("indexers") / "data" / "linked_events_keywords.tsv")
    }


class Keywords:
    """The keywords of one event, those of its audience too."""

    def __init__(self, event: Raw) -> None:
        items = [*event.records("keywords"), *event.records("audience")]
        self._items = items
        self.ids = _unique(id_of(one) or preferred(local_lines(one, "name")) for one in items)
        self._known = [meanings()[name] for name in self.ids if name in meanings()]

    def themes(self, kind: Kind) -> tuple[str, ...]:
        """Themes of volunteering for volunteering, the others for everything else."""
        found = _unique(theme for one in self._known for theme in one.themes)
        volunteering = tuple(theme for theme in found if theme.startswith("vt_"))
        others = tuple(theme for theme in found if not theme.startswith("vt_"))
        return (volunteering or others) if kind is Kind.VOLUNTEERING else others

    def formats(self) -> tuple[str, ...]:
        """Formats of all keywords."""
        return _unique(code for one in self._known for code in one.formats)

    def needs(self) -> tuple[str, ...]:
        """Needs that the keywords name."""
        return _unique(code for one in self._known for code in one.needs)

    def words(self) -> tuple[Mapping[str, str], ...]:
        """The names of the keywords per language, as subject words."""
        return tuple(names for item in self._items if (names := local_lines(item, "name")))

    def audience(self, told: tuple[AgeRange, ...]) -> Audience:
        """Whom the keywords name; ages that the event tells itself count before theirs."""
        codes = _unique(code for one in self._known for code in one.audience)
        ages = tuple(age for code in codes if (age := _ages_of(code)))
        genders = [code for code in codes if code in GENDERS]
        groups = [code for code in codes if code not in GENDERS and _ages_of(code) is None]
        one_gender = genders if len(genders) == 1 else ()
        return Audience.model_validate(
            {"ages": told or ages, "genders": one_gender, "groups": groups}
        )

    def unmapped(self, kind: Kind) -> list[str]:
        """Keywords that the table does not know, of an event that has no theme through others."""
        unknown = [name for name in self.ids if name not in meanings()]
        return [] if self.themes(kind) else [f"keywords:{name}" for name in unknown]


def ages_of(event: Raw, notes: list[str]) -> tuple[AgeRange, ...]:
    """The ages that an event tells in years; what cannot be ages is left out with a note."""
    low, high = event.value("audience_min_age"), event.value("audience_max_age")
    if low is None and high is None:
        return ()
    youngest = _years(low) if low is not None else 0
    oldest = _years(high) if high is not None else OLDEST
    if youngest is None or oldest is None or youngest > oldest:
        notes.append("audience_min_age, audience_max_age: expected years in order; left out")
        return ()
    return (AgeRange(min=youngest, max=None if oldest >= OLDEST else oldest),)


def _years(value: object) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and isinstance(value, int) and 0 <= value <= OLDEST else None


def _ages_of(code: str) -> AgeRange | None:
    found = re.fullmatch(r"age_(\d+)(?:_(\d+))?", code)
    return AgeRange(min=int(found[1]), max=int(found[2]) if found[2] else None) if found else None


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
