import pytest

from indexers.fetching.settings import VARIABLES, FetchSettings
from indexers.sources.source import SourceError


def test_without_a_word_the_defaults_hold() -> None:
    assert FetchSettings.of({}) == FetchSettings()
    assert FetchSettings.of({"LAHELLA_FETCH_RETRIES": "", "LAHELLA_OTHER": "x"}) == FetchSettings()


def test_every_variable_changes_its_setting() -> None:
    given = {
        "LAHELLA_CONTACT": "haku@example.fi",
        "LAHELLA_ALLOW_PRIVATE_SOURCES": "1",
        "LAHELLA_FETCH_GAP_S": "0.5",
        "LAHELLA_FETCH_TIMEOUT_S": "5",
        "LAHELLA_FETCH_WHOLE_S": "60",
        "LAHELLA_FETCH_RETRIES": "0",
        "LAHELLA_FETCH_RETRY_S": "2",
        "LAHELLA_FETCH_MAX_SIZE": "50MB",
        "LAHELLA_FETCH_CACHE_SIZE": "1GiB",
    }
    found = FetchSettings.of(given)
    assert found == FetchSettings.model_validate(
        {
            "contact": "haku@example.fi",
            "allow_private": True,
            "gap_s": 0.5,
            "timeout_s": 5,
            "whole_s": 60,
            "retries": 0,
            "retry_s": 2,
            "max_size": 50 * 10**6,
            "cache_size": 2**30,
        }
    )
    assert set(given) == set(VARIABLES.values())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LAHELLA_CONTACT", "two words"),
        ("LAHELLA_CONTACT", "a\r\nX-Other: b"),
        ("LAHELLA_CONTACT", "häkkä"),
        ("LAHELLA_ALLOW_PRIVATE_SOURCES", "perhaps"),
        ("LAHELLA_FETCH_GAP_S", "-1"),
        ("LAHELLA_FETCH_TIMEOUT_S", "0"),
        ("LAHELLA_FETCH_RETRIES", "many"),
        ("LAHELLA_FETCH_MAX_SIZE", "large"),
    ],
)
def test_a_variable_that_cannot_be_read_is_told_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SourceError, match=f"^{name}: .*got {value}"):
        FetchSettings.of({name: value})
