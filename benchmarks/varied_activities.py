"""The demo activities many times over as a file, each copy with a key, name and place of its own.

A file of any size comes out, for measuring how reading and indexing grow. Its words are those of
the demo: an index of so many different listings has more of them.
"""

import copy
from pathlib import Path
from random import Random
from typing import Any

import orjson

from geo.municipalities import municipalities
from search_service.demo import DEMO

SEED = 20261124
SCATTER = 0.05  # degrees round the centre of a municipality


def write_activities(path: Path, count: int, *, changed: float = 0.0, gone: float = 0.0) -> None:
    """`count` activities; of them shares changed in their name, and left out."""
    random = Random(SEED)
    demo = orjson.loads(Path(DEMO).read_bytes())
    places = list(municipalities().values())
    with path.open("wb") as file:
        file.write(b"[")
        for number in range(count):
            record, fate = (
                _varied(demo[number % len(demo)], number, places, random),
                random.random(),
            )
            if fate < gone and number:
                continue
            if fate > 1 - changed:
                for text in record["traits"]["translations"].values():
                    text["name"] = f"{text['name']} uusi"
            file.write((b"," if number else b"") + orjson.dumps(record))
        file.write(b"]")


def _varied(
    original: dict[str, Any], number: int, places: list[Any], random: Random
) -> dict[str, Any]:
    record = copy.deepcopy(original)
    place = random.choice(places)
    record["_key"] = str(number)
    traits = record["traits"]
    traits["region"] = [f"city/FI/{place.name_fi}"]
    for text in traits["translations"].values():
        text["name"] = f"{text.get('name', '')} {place.name_fi} {number}"
    for channel in traits.get("channels") or []:
        if channel.get("map"):
            lat = place.centre.lat + random.uniform(-SCATTER, SCATTER)
            lon = place.centre.lon + random.uniform(-SCATTER, SCATTER)
            channel["map"] = {"center": {"type": "Point", "coordinates": [lon, lat]}, "zoom": 14}
        for lang in channel.get("translations", {}).values():
            lang["address"] = {"street": f"Katu {number % 97}", "city": place.name_fi}
    return record
