from pathlib import Path

import pytest

from indexers.fetching.fetcher import Fetcher
from indexers.sources.registry import SOURCES, Origin, origins_of, source_named
from indexers.sources.source import SourceError


def toml(tmp_path: Path, text: str) -> str:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_every_source_goes_by_its_own_name() -> None:
    assert all(source_named(name, Fetcher()).name == name for name in SOURCES)


def test_an_unknown_source_is_told_with_the_names_there_are() -> None:
    with pytest.raises(SourceError, match="There is no source nosuch; known are: lahella"):
        source_named("nosuch", Fetcher())


def test_a_word_names_a_source_and_where_it_is_read() -> None:
    found = origins_of(["lahella=a.json", "lahella=https://example.fi/?a=b"])
    assert found == [
        Origin(source="lahella", location="a.json"),
        Origin(source="lahella", location="https://example.fi/?a=b"),
    ]


@pytest.mark.parametrize("word", ["lahella", "lahella=", "a.json", ""])
def test_a_word_of_another_form_is_told_with_what_was_expected(word: str) -> None:
    with pytest.raises(SourceError, match="expected NAME=URL-or-file"):
        origins_of([word])


def test_a_file_of_sources_names_one_or_several_places_for_each(tmp_path: Path) -> None:
    path = toml(tmp_path, '[sources]\nlahella = ["a.json", "b.json"]\nptv = "c.json"\n')
    assert [(one.source, one.location) for one in origins_of([path])] == [
        ("lahella", "a.json"),
        ("lahella", "b.json"),
        ("ptv", "c.json"),
    ]


@pytest.mark.parametrize(
    "text", ["", "[other]\nx = 1", "sources = 3", "[sources]", "sources = []", 'sources = "x"']
)
def test_a_file_without_sources_is_an_error_and_not_an_empty_index(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(SourceError, match=r"expected a \[sources\] table"):
        origins_of([toml(tmp_path, text)])


@pytest.mark.parametrize("value", ["3", "[1]", "[]", '""', "[[]]", "{x = 1}", "true"])
def test_a_place_that_is_none_is_told_by_its_name(tmp_path: Path, value: str) -> None:
    with pytest.raises(SourceError, match=r"sources\.lahella: expected a URL or file"):
        origins_of([toml(tmp_path, f"[sources]\nlahella = {value}\n")])


def test_a_file_that_is_no_toml_or_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read as TOML"):
        origins_of([toml(tmp_path, "[sources")])
    with pytest.raises(SourceError, match="cannot be read as TOML"):
        origins_of([str(tmp_path / "none.toml")])
    (tmp_path / "latin.toml").write_bytes(b"x = '\xe4'")
    with pytest.raises(SourceError, match="cannot be read as TOML"):
        origins_of([str(tmp_path / "latin.toml")])
