"""What the service says to people, in their language (data/messages.tsv)."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from synonyms.tsv import read_rows

LANGUAGES = ("fi", "sv", "en")


@cache
def read_messages(table: str) -> Mapping[str, Mapping[str, str]]:
    """A table of data/: key -> language -> text."""
    return {row["key"]: row for row in read_rows(files("search_service") / "data" / table)}


def say(key: str, lang: str, **values: object) -> str:
    """The message in `lang`, with its blanks filled in; Finnish where it has no translation."""
    message = read_messages("messages.tsv")[key]
    return (message.get(lang) or message["fi"]).format(**values)


def say_distance(metres: float, lang: str) -> str:
    """A distance as people say it: 840 m, 2,4 km, 35 km."""
    if metres < 1000:
        return say("unit.m", lang, n=int(round(metres, -1)))
    kilometres = metres / 1000
    number = f"{kilometres:.1f}" if kilometres < 10 else f"{kilometres:.0f}"
    return say("unit.km", lang, n=number if lang == "en" else number.replace(".", ","))
