from collections.abc import Mapping
from typing import Any

import pytest

from indexers.duplicates.features import features
from indexers.duplicates.keys import MOST_KEYS, block_keys
from tests.indexers.duplicates.made import made

OULU = "Keksittykatu 1 @564"
TUESDAYS = ["ti 18.00-19.00 2026-09-01/2026-12-15"]


def kinds(a: Mapping[str, Any], b: Mapping[str, Any]) -> set[str]:
    """The kinds of keys that two listings share."""
    first, second = (block_keys(features(made(one))) for one in (a, b))
    return {key.partition(" ")[0] for key in first & second}


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ({"same_as": ["ptv:7"]}, {"id": "ptv:7", "source": "ptv", "title": "Toinen"}, "id"),
        ({"url": "https://a.example/x"}, {"title": "Judo", "links": ["a.example/x/"]}, "page"),
        ({"at": [OULU]}, {"title": "Joogaryhmä", "at": ["@564"]}, "title"),
        (
            {"at": [OULU], "org": "Aitta ry"},
            {"title": "Judo", "org": "Aitta", "at": [OULU]},
            "group",
        ),
        ({"at": [OULU], "org": "Aitta ry"}, {"org": "Aitta", "title": "Hyvän olon jooga"}, "group"),
        (
            {"at": [OULU], "when": TUESDAYS},
            {"title": "Judo", "at": [OULU], "when": TUESDAYS},
            "time",
        ),
        (
            {"contacts": ["050 0000001"]},
            {"title": "Hyvän olon jooga", "contacts": ["050-0000001"]},
            "contact",
        ),
        (
            {"text": "Laulamme yhdessä kansanlauluja."},
            {"title": "Judo", "text": "Laulamme yhdessä kansanlauluja!"},
            "text",
        ),
    ],
)
def test_each_kind_of_key_finds_what_no_other_does(
    a: dict[str, Any], b: dict[str, Any], kind: str
) -> None:
    assert kinds(a, {"id": "table:2", "source": "table", **b}) == {kind}


def test_two_towns_and_two_organisations_share_nothing() -> None:
    one = {"at": [OULU], "org": "Aitta ry", "when": TUESDAYS}
    other = {"id": "ptv:1", "at": ["@837"], "org": "Kehys ry", "when": TUESDAYS}
    assert kinds(one, other) == set()


def test_a_listing_of_many_places_and_times_has_no_more_keys_than_that() -> None:
    many = {
        "at": [
            f"Kuja {number} @{code}" for number, code in enumerate(("564", "837", "091", "179"))
        ],
        "when": [
            f"{day} {hour}.00-21.00 2026-09-01/" for day in ("ma", "ti", "ke") for hour in (9, 18)
        ],
        "contacts": [f"050 000000{number}" for number in range(10)],
        "title": {
            "fi": "Laaja harrastusviikko kaikille",
            "sv": "Bred hobbyvecka",
            "en": "Hobby week",
        },
        "org": {"fi": "Aitta ry", "sv": "Boden rf", "en": "Shed"},
        "text": "Ensimmäinen pitkä virke kertoo kaiken. Toinen pitkä virke kertoo loput.",
    }
    assert 40 < len(block_keys(features(made(many)))) <= MOST_KEYS
