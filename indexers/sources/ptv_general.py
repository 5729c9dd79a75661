"""The general description of a service merged into it, as PTV's own `serviceWithGD` does.

Services read from saved pages may have it beside them only; without it they lack most of their
text, their classes and their charge type.
"""

from collections.abc import Iterable

from indexers.sources.ptv_shelf import Thing
from indexers.sources.ptv_texts import GENERAL
from indexers.sources.raw import Raw

CLASSIFIED = ("serviceClasses", "ontologyTerms", "targetGroups", "lifeEvents", "industrialClasses")


def is_merged(service: Thing) -> bool:
    """Whether PTV has merged the description already."""
    rows = Raw(service).records("serviceDescriptions")
    return any(row.text("type").startswith(GENERAL) for row in rows)


def merged(service: Thing, general: Thing) -> Thing:
    """The service with the description's texts (types marked GD_), classes and charge type."""
    texts = [_marked(row) for row in _items(general, "descriptions") if isinstance(row, dict)]
    both = {name: [*_items(general, name), *_items(service, name)] for name in CLASSIFIED}
    return {
        **service,
        **both,
        "type": service.get("type") or general.get("type"),
        "serviceChargeType": general.get("serviceChargeType") or service.get("serviceChargeType"),
        "requirements": [*_items(general, "requirements"), *_items(service, "requirements")],
        "serviceDescriptions": [*_items(service, "serviceDescriptions"), *texts],
    }


def _marked(row: Thing) -> Thing:
    return {**row, "type": f"{GENERAL}{row.get('type')}"}


def _items(thing: Thing, name: str) -> Iterable[object]:
    value = thing.get(name)
    return value if isinstance(value, list) else []
