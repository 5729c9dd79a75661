"""Goes through all pages of a search: parameters in; every hit in order, the first answer out."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.testclient import TestClient

Hits = list[dict[str, Any]]
Pairs = Sequence[tuple[str, str]]


def walk(
    api: TestClient, asked: Pairs, per_page: int, drawn: Mapping[str, Any] | None = None
) -> tuple[Hits, dict[str, Any]]:
    """The hits of every page, one after the other; with a drawing it is posted."""
    hits: Hits = []
    first: dict[str, Any] = {}
    total, page = 1, 0
    while page * per_page < total:
        page += 1
        paged = [*asked, ("page", str(page)), ("per_page", str(per_page))]
        answer = _ask(api, paged, drawn)
        first = first or answer
        assert (answer["page"], answer["per_page"]) == (page, per_page)
        assert answer["total"] == first["total"], "the total must not change on the way"
        total = answer["total"]
        assert len(answer["hits"]) == min(per_page, total - len(hits)), (asked, page)
        hits += answer["hits"]
    return hits, first


def _ask(api: TestClient, asked: Pairs, drawn: Mapping[str, Any] | None) -> dict[str, Any]:
    if drawn is None:
        answer = api.get("/v1/search", params=list(asked))
    else:
        answer = api.post("/v1/search", json={**body_of(asked), "polygon": drawn})
    assert answer.status_code == 200, (asked, answer.text)
    body: dict[str, Any] = answer.json()
    return body


def body_of(asked: Pairs) -> dict[str, Any]:
    """Parameters as a body: one given several times is a list of lists."""
    body: dict[str, Any] = {}
    for name, value in asked:
        body.setdefault(name, []).append(value.split(","))
    return {name: groups if len(groups) > 1 else groups[0] for name, groups in body.items()}
