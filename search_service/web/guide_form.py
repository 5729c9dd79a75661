"""The service guide's form: a client's situation in, its fields as they stand out.

The form is sent as a body, so that no server's log and no address tells a need. A link that holds
it is a fragment ("#need=…"), which browsers keep to themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from indexers.taxonomy import label, taxonomy
from search_service.web.page_texts import PageTexts
from search_service.web.search_link import Pair
from synonyms.needs import needs

# Every need once, as a guide thinks of them: what presses most first.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "mind": ("loneliness", "mental_health", "grief", "crisis", "suicide", "violence"),
    "addiction": ("addiction", "gambling"),
    "living": (
        *("food_aid", "debt", "housing", "unemployment", "legal_advice", "everyday_help"),
        *("digital_skills", "low_cost_hobby", "volunteering"),
    ),
    "health": (
        *("memory_illness", "long_term_illness", "disability", "neurodiversity"),
        *("rehabilitation", "exercise_balance", "elderly_wellbeing", "caring_for_someone"),
    ),
    "family": ("parenting", "separation", "young_people", "school_learning_support"),
    "belonging": (
        *("settling_in_finland", "language_learning", "discrimination"),
        *("sexual_and_gender_minorities", "prison_families"),
    ),
}
WIDENING = ("need", "service_language", "channel", "weekday")  # any of the chosen will do
CHOICES = {
    "service_language": "languages",
    "accessibility": "accessibility",
    "channel": "channels",
    "weekday": "weekdays",
}
LINES = ("q", "place", "age", "time_from", "time_to", "price")
FIELDS = (*LINES, "need", *CHOICES)
PICK = "pick"
MOST_PICKED = 40  # a list that one can still talk through


@dataclass(frozen=True, slots=True)
class Box:
    """One box to tick."""

    name: str
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class BoxGroup:
    """Boxes under a heading."""

    name: str
    label: str
    boxes: tuple[Box, ...]

    @property
    def chosen(self) -> int:
        """How many are ticked."""
        return sum(one.chosen for one in self.boxes)


@dataclass(frozen=True, slots=True)
class Situation:
    """What was sent: fields of the form by name, and the picked listings."""

    fields: Mapping[str, tuple[str, ...]]
    picked: tuple[str, ...] = ()

    @classmethod
    def of(cls, sent: Mapping[str, Sequence[str]]) -> "Situation":
        """The known fields of a form without empty ones."""
        filled = {
            name: tuple(text.strip() for text in sent.get(name, ()) if text.strip())
            for name in FIELDS
        }
        picked = tuple(dict.fromkeys(sent.get(PICK, ())))[:MOST_PICKED]
        return cls({name: values for name, values in filled.items() if values}, picked)

    def raw(self, lang: str) -> dict[str, list[str]]:
        """The parameters of /v1/search."""
        asked = {
            name: [",".join(values)] if name in WIDENING else [*values]
            for name, values in self.fields.items()
        }
        return {**asked, "lang": [lang]}

    def line(self, name: str) -> str:
        """The text of a field with one."""
        return next(iter(self.fields.get(name, ())), "")

    @property
    def fragment(self) -> str:
        """All of it as the part of an address that is never sent."""
        pairs: list[Pair] = [(name, one) for name, all_ in self.fields.items() for one in all_]
        return urlencode([*pairs, *((PICK, one) for one in self.picked)])


def need_groups(situation: Situation, texts: PageTexts) -> tuple[BoxGroup, ...]:
    """The needs, grouped."""
    return tuple(
        BoxGroup(
            group,
            texts(f"guide.needs_{group}"),
            tuple(_box("need", one, needs()[one].label(texts.lang), situation) for one in members),
        )
        for group, members in GROUPS.items()
    )


def choice_groups(situation: Situation, texts: PageTexts) -> tuple[BoxGroup, ...]:
    """Language, accessibility, ways to take part, and days."""
    return tuple(
        BoxGroup(
            name,
            texts(f"filter.{name}"),
            tuple(
                _box(name, code, label(taxonomy_name, code, texts.lang), situation)
                for code in taxonomy()[taxonomy_name]
            ),
        )
        for name, taxonomy_name in CHOICES.items()
    )


def _box(name: str, value: str, text: str, situation: Situation) -> Box:
    return Box(name, value, text, value in situation.fields.get(name, ()))
