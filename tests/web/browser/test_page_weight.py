"""Bytes of a first visit; times are told by `python -m benchmarks.page`."""

import pytest
from playwright.sync_api import Page, Response

MOST = 100_000  # bytes before a map is opened


@pytest.mark.parametrize(
    "path",
    ["/", "/?q=liikunta", "/?q=liikunta&lang=sv", "/guide", "/listings/lahella:7200010007"],
)
def test_a_first_visit_is_light(page: Page, path: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path, wait_until="networkidle")
    sizes = [answer.request.sizes() for answer in answers]
    total = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
    assert len(answers) >= 3, "page, styles and script"
    assert total < MOST
