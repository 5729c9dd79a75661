"""The second engine of docker-compose.replica.yml is like the first, and everybody knows both."""

from pathlib import Path
from typing import Any

import yaml

from indexers.engine.address import engine_urls

PROJECT = Path(__file__).parent.parent


class Overriding(yaml.SafeLoader):
    """YAML with Compose's !override."""


def _plain(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    return loader.construct_mapping(node, deep=True)


Overriding.add_constructor("!override", _plain)
COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text("utf-8"))
MORE: dict[str, Any] = yaml.load(
    (PROJECT / "docker-compose.replica.yml").read_text("utf-8"), Overriding
)


def test_the_second_engine_is_like_the_first_with_a_volume_of_its_own() -> None:
    for name, first in (("meilisearch-2", "meilisearch"), ("engine-folder-2", "engine-folder")):
        service = MORE["services"][name]
        assert service["extends"] == {"file": "docker-compose.yml", "service": first}
        assert service["volumes"] == ["engine-data-2:/meili_data"]
        assert COMPOSE["services"][first]["volumes"] == ["engine-data:/meili_data"]
    assert [*MORE["volumes"]] == ["engine-data-2"]


def test_who_asks_the_first_engine_is_told_of_both() -> None:
    asking = {
        name
        for name, service in COMPOSE["services"].items()
        if "MEILI_URL" in service.get("environment", {})
    }
    told = {name: one for name, one in MORE["services"].items() if "environment" in one}
    assert {*told} == asking
    for service in told.values():
        urls = engine_urls(service["environment"]["MEILI_URL"])
        assert urls == ["http://meilisearch:7700", "http://meilisearch-2:7700"]
