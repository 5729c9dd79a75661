"""What somebody chose for a widget on /embed: fields of the form in, attributes and search out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search_service.web.contrast import HEX
from search_service.web.page_texts import page_language
from search_service.web.search_link import Pair

WIDGETS = ("search", "map", "listings")
VERSIONS = ("fixed", "moving")
AREA = ("municipality", "serves", "region")
# As lahella-*'s attributes, which src/widgets/asked.ts reads.
LIMITS = (*AREA, "place", "radius", "kind", "theme", "need", "organisation", "sort")
COLOURS: Mapping[str, str] = {"accent": "#0b5345", "text": "#1a2321", "background": "#ffffff"}
SEARCHED = {"radius": "radius_m"}  # attributes that the search calls otherwise
MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class EmbedChoice:
    """The choice, cleaned; unknown values are as if not chosen."""

    widget: str
    lang: str
    version: str
    limits: Mapping[str, str]
    colours: Mapping[str, str]
    limit: str
    height: str

    @classmethod
    def of(cls, sent: Mapping[str, str], page_lang: str) -> "EmbedChoice":
        """The choice of a form's fields."""
        told = {name: value.strip()[:MAX_TEXT] for name, value in sent.items()}
        return cls(
            widget=_one_of(told.get("widget", ""), WIDGETS),
            lang=page_language(told.get("widget_lang") or page_lang),
            version=_one_of(told.get("version", ""), VERSIONS),
            limits={name: told[name] for name in LIMITS if told.get(name)},
            colours={name: _colour(told.get(name, ""), usual) for name, usual in COLOURS.items()},
            limit=_number(told.get("limit", ""), 100),
            height=_number(told.get("height", ""), 2000),
        )

    @property
    def element(self) -> str:
        """The name of the element."""
        return f"lahella-{self.widget}"

    @property
    def attributes(self) -> tuple[Pair, ...]:
        """The element's attributes, without `base`."""
        return (("lang", self.lang), *self.limits.items(), *self._looks())

    @property
    def search(self) -> tuple[Pair, ...]:
        """What the fallback form sends unseen."""
        limits = ((SEARCHED.get(name, name), value) for name, value in self.limits.items())
        return (("lang", self.lang), *limits)

    def _looks(self) -> Iterator[Pair]:
        for name, value in (("limit", self.limit), ("height", self.height)):
            if value:
                yield name, value
        for name, value in self.colours.items():
            if value != COLOURS[name]:
                yield f"color-{name}", value


def _one_of(value: str, known: Sequence[str]) -> str:
    return value if value in known else known[0]


def _colour(value: str, usual: str) -> str:
    return value.lower() if HEX.fullmatch(value.lower()) else usual


def _number(value: str, most: int) -> str:
    return str(min(int(value), most)) if value.isascii() and value.isdigit() else ""
