"""The demo activities with what they lack: hybrid places, unknown ages and prices, ages with gaps,
regions served, periods of visibility, several themes, other days and hours. Seeded, so that every
run has the same."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import orjson

from search_service.demo import DEMO

AGES = ("3-5", "10-11", "16-25", "40-45", "55-99", "70-80")
REGIONS = ("state/FI/Uusimaa", "state/FI/Lappi", "city/FI/Espoo", "city/FI/Oulu")
PRICES: tuple[list[str], ...] = ([], ["free"], ["paid"], ["free", "paid"])
THEMES = ("ht_urheilu", "ht_luonto", "st_suru", "vt_ruoka", "not_on_any_list")
CHANNELS = (["place", "online"], ["online"], ["phone"], ["place", "phone"])
FEATURES = ("ac_wheelchair", "ac_rollator", "ac_itoilet", "ac_unknow")


def write_varied_demo(path: Path, now: datetime, seed: int = 1) -> Path:
    """Write the varied activities into a file."""
    random = Random(seed)
    activities = orjson.loads(Path(DEMO).read_bytes())
    for activity in activities:
        _vary(activity, random, now)
    path.write_bytes(orjson.dumps(activities))
    return path


def _vary(activity: dict[str, Any], random: Random, now: datetime) -> None:
    traits = activity["traits"]
    if random.random() < 0.4:
        ages = random.sample(AGES, random.randint(0, 3))
        traits["demographic"] = [f"ageGroup/range:{age}" for age in ages]
    if random.random() < 0.2:
        traits["demographic"].append(random.choice(["gender/female", "gender/male"]))
    if random.random() < 0.4:
        traits["pricing"] = random.choice(PRICES)
    if random.random() < 0.4:
        traits["region"] = random.sample(REGIONS, random.randint(0, 2))
    if random.random() < 0.4:
        traits["theme"] = random.sample(THEMES, random.randint(0, 3))
    if random.random() < 0.3:
        activity["tags"] = {"visibility": _period(random, now)}
    for channel in traits["channels"]:
        _vary_channel(channel, random)


def _period(random: Random, now: datetime) -> dict[str, int]:
    bound = now + timedelta(days=random.choice([-20, -1, 1, 20]))
    return {random.choice(["start", "end"]): int(bound.timestamp() * 1000)}


def _vary_channel(channel: dict[str, Any], random: Random) -> None:
    if random.random() < 0.3:
        channel["type"] = random.choice(CHANNELS)
    if random.random() < 0.3:
        channel["accessibility"] = random.sample(FEATURES, random.randint(0, 3))
    for event in channel.get("events", []):
        for slot in event.get("recurrence", {}).get("daySpecificTimes", []):
            if random.random() < 0.3:
                slot["weekday"] = random.randint(1, 7)
            if random.random() < 0.3:
                slot["startTime"] = random.choice(["00:00", "08:00", "12:59", "13:00", "21:30"])
                slot["endTime"] = random.choice(["", "23:59"])
