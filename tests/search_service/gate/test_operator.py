"""What is administrative needs the operator's key; no key is ever told."""

import pytest
from pydantic import SecretStr, ValidationError

from indexers.engine.address import EngineAddress
from search_service.gate.clients import matching
from search_service.settings import Settings
from tests.search_service.gate.asking import KEY, OTHER, gated
from tests.test_error_shape import assert_problem

WRONG = ["", "Bearer", "Bearer ", f"Bearer {KEY}x", f"Bearer {KEY[:-1]}", KEY, f"Basic {KEY}"]


@pytest.mark.parametrize("told", WRONG)
def test_metrics_need_the_operators_key(told: str) -> None:
    with gated(operator_key=KEY, client_keys=OTHER) as client_of:
        answer = client_of().get("/metrics", headers={"Authorization": told})
    body = assert_problem(answer, 401)
    assert answer.headers["www-authenticate"] == "Bearer"
    assert KEY[:8] not in str(body)


def test_the_operator_is_let_in_and_a_client_with_a_key_is_not() -> None:
    with gated(operator_key=KEY, client_keys=OTHER) as client_of:
        client = client_of()
        for scheme in ("Bearer", "bearer"):
            right = {"Authorization": f"{scheme} {KEY}"}
            assert client.get("/metrics", headers=right).status_code == 200
        one_of_them = {"Authorization": f"Bearer {OTHER.split()[0]}"}
        assert client.get("/metrics", headers=one_of_them).status_code == 401


def test_reading_needs_no_key() -> None:
    with gated(operator_key=KEY) as client_of:
        for path in ("/healthz", "/v1/taxonomy", "/openapi.json"):
            assert client_of().get(path).status_code == 200


def test_without_an_operators_key_metrics_are_open() -> None:
    with gated() as client_of:
        assert client_of().get("/metrics").status_code == 200


def test_a_key_is_found_among_several() -> None:
    keys = [b"one", b"two", b"three"]
    assert [matching(key, keys) for key in keys] == [0, 1, 2]
    assert matching(b"tw", keys) is None
    assert matching("ä\x00".encode(), keys) is None
    assert matching(b"", []) is None


def test_no_key_shows_in_settings_or_in_their_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(operator_key=SecretStr(KEY), client_keys=SecretStr(OTHER))
    assert not any(key in f"{settings!r} {settings}" for key in (KEY, *OTHER.split()))
    monkeypatch.setenv("LAHELLA_OPERATOR_KEY", KEY)
    monkeypatch.setenv("LAHELLA_RATE_PER_MINUTE", KEY)  # a slip of whoever writes the .env
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert "rate_per_minute" in str(refused.value).lower()
    assert KEY not in str(refused.value)


def test_the_record_of_an_engine_hides_its_key() -> None:
    assert KEY not in repr(EngineAddress("http://127.0.0.1:1", KEY, 1, "1"))
