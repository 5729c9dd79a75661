"""What the service says to people, in their language (data/messages.tsv)."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("fi", "sv", "en")


@cache
def _messages() -> Mapping[str, Mapping[str, str]]:
    lines = (files("search_service") / "data" / "messages.tsv").read_text("utf-8").splitlines()
    rows = csv.DictReader(
        (line for line in lines if line and not line.startswith("#")),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    return {row["key"]: row for row in rows}


def say(key: str, lang: str, **values: object) -> str:
    """The message in `lang`, with its blanks filled in; Finnish where it has no translation."""
    message = _messages()[key]
    return (message.get(lang) or message["fi"]).format(**values)


def say_distance(metres: float, lang: str) -> str:
    """A distance as people say it: 840 m, 2,4 km, 35 km."""
    if metres < 1000:
        return say("unit.m", lang, n=int(round(metres, -1)))
    kilometres = metres / 1000
    number = f"{kilometres:.1f}" if kilometres < 10 else f"{kilometres:.0f}"
    return say("unit.km", lang, n=number if lang == "en" else number.replace(".", ","))
