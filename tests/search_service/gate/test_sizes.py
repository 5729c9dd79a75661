"""How much: addresses and bodies that are too long are refused with what was expected."""

from collections.abc import Iterator

import pytest

from search_service.gate.sizes import MAX_ADDRESS, MAX_BODY
from tests.search_service.gate.asking import gated
from tests.test_error_shape import assert_problem


def test_an_address_that_is_too_long_is_told_to_be_posted() -> None:
    with gated() as client_of:
        for path in (f"/v1/search?q={'a' * MAX_ADDRESS}", "/" + "x" * MAX_ADDRESS):
            assert "POST" in assert_problem(client_of().get(path), 414)["detail"]


@pytest.mark.parametrize("path", ["/v1/search", "/v1/export.csv", "/no/such/page"])
def test_a_body_that_says_it_is_too_long_is_refused_unread(path: str) -> None:
    with gated() as client_of:
        answer = client_of().post(path, content=b" " * (MAX_BODY + 1))
    assert assert_problem(answer, 413)["errors"][0]["field"] == "body"


def test_a_body_that_does_not_say_is_counted() -> None:
    given = []

    def pieces() -> Iterator[bytes]:
        for number in range(1000):
            given.append(number)
            yield b" " * 10_000

    with gated() as client_of:
        answer = client_of().post("/v1/search", content=pieces())
    assert_problem(answer, 413)
    assert answer.headers["connection"] == "close"


def test_a_body_of_the_largest_size_is_read() -> None:
    with gated() as client_of:
        answer = client_of().post("/v1/search", content=b" " * MAX_BODY)
    assert answer.status_code == 422, "read, but no JSON"
