"""Items of JSON arrays as a stream: the same values as read whole, and errors with their place."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.fetching.fetcher import Fetcher
from indexers.fetching.json_items import CHUNK, MAX_DEPTH
from indexers.sources.source import SourceError

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.integers(1 - 2**63, 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def items(tmp_path: Path, body: bytes, path: str = "") -> list[object]:
    file = tmp_path / "x.json"
    file.write_bytes(body)
    return list(Fetcher().items(str(file), path))


def failure(tmp_path: Path, body: bytes, path: str = "") -> str:
    with pytest.raises(SourceError) as caught:
        items(tmp_path, body, path)
    return str(caught.value).removeprefix(f"{tmp_path / 'x.json'}: ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("items")


@settings(max_examples=60, deadline=None)
@given(values=st.lists(VALUES, max_size=5), before=VALUES, after=VALUES)
def test_items_are_what_they_are_when_read_whole(
    folder: Path, values: list[Any], before: Any, after: Any
) -> None:
    whole = orjson.loads(orjson.dumps(values))
    assert items(folder, orjson.dumps(values)) == whole
    inside = orjson.dumps({"a": before, "data": values, "z": after})
    assert items(folder, inside, "data") == whole
    assert items(folder, orjson.dumps(values), "data") == whole


@pytest.mark.parametrize("pad", [0, 1, 2, 3])
def test_items_may_be_cut_anywhere_by_the_chunks_they_are_read_in(tmp_path: Path, pad: int) -> None:
    values = [{"nimi": "Ylöjärvi", "n": number, "x": [1.5, None]} for number in range(6000)]
    body = b" " * pad + orjson.dumps(values)
    assert len(body) > 3 * CHUNK
    assert items(tmp_path, body) == values


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (b"0.1", 0.1),
        (b"-0", 0),
        (b"1E3", 1000.0),
        (b"9223372036854775807", 2**63 - 1),
        (b"-9223372036854775807", 1 - 2**63),
    ],
)
def test_numbers_are_read_as_when_read_whole(tmp_path: Path, number: bytes, value: float) -> None:
    [found] = items(tmp_path, b"[" + number + b"]")
    assert (found, type(found)) == (value, type(value))
    assert found == orjson.loads(number)


@pytest.mark.parametrize("number", [b"1e400", b"-1e400", b"9" * 20, b"9" * 5000])
def test_a_number_that_64_bits_cannot_hold_is_malformed(tmp_path: Path, number: bytes) -> None:
    told = failure(tmp_path, b"[1," + number + b"]")
    assert f"malformed at byte {len(number) + 4} of {len(number) + 4} (parse error: " in told
    assert "overflow" in told


@pytest.mark.parametrize(
    "body", [b"{}", b'{"data": null}', b'{"data": {}}', b'{"x": {"data": [1]}}', b"3", b'"data"']
)
def test_json_without_the_array_is_told_with_what_was_expected(tmp_path: Path, body: bytes) -> None:
    told = "expected a JSON array, or an object with one in data"
    assert failure(tmp_path, body, "data") == told
    assert failure(tmp_path, body) == "expected a JSON array"


GOOD = b'{"text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},'  # 50 bytes with the comma


@pytest.mark.parametrize("before", [0, 1, 1310, 1311, 5000])  # a chunk is 1310.7 of them
@pytest.mark.parametrize(
    ("bad", "place"),
    [(b"nonsense", 2), (b'{"private" :}', 13), (b"1 x", 3), (b"\xff", 1), (b'["\xed\xa0\x80"]', 6)],
)
def test_a_malformed_place_is_told_by_its_byte_and_not_quoted(
    tmp_path: Path, before: int, bad: bytes, place: int
) -> None:
    body = b"[" + GOOD * before + bad + b"]" + b" " * 200
    told = failure(tmp_path, body)
    at = len(b"[" + GOOD * before) + place
    assert told.startswith(f"expected JSON, but it breaks off or is malformed at byte {at} of")
    assert f"of {len(body)} (" in told
    assert "private" not in told
    assert "\n" not in told


@pytest.mark.parametrize("before", [0, 1, 1311, 3000])
@pytest.mark.parametrize("rest", [b"", b'{"text": "xx', b"[[", b"1"])
def test_half_a_file_breaks_off_at_its_end(tmp_path: Path, before: int, rest: bytes) -> None:
    body = b'{"data": [' + GOOD * before + rest
    told = failure(tmp_path, body, "data")
    assert f"at byte {len(body)} of {len(body)} (parse error: premature EOF)" in told


def test_items_before_a_malformed_place_are_given_and_then_the_error(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"[1, 2, x]")
    found: list[object] = []
    with pytest.raises(SourceError, match="malformed at byte 8 of 9"):
        found.extend(Fetcher().items(str(path), ""))
    reading = Fetcher().items(str(path), "")
    assert [next(reading), next(reading)] == [1, 2]


@pytest.mark.parametrize("tail", [b"x", b"]", b"[]", b", 3"])
def test_what_stands_behind_the_array_has_to_be_well_formed(tmp_path: Path, tail: bytes) -> None:
    assert "malformed at byte 7 of" in failure(tmp_path, b"[1, 2]" + tail)
    assert "malformed" in failure(tmp_path, b'{"data": [1]' + tail, "data")


def test_a_second_array_of_that_name_is_not_passed_over(tmp_path: Path) -> None:
    body = b'{"data": [1], "other": {"data": [2]}, "data": [3]}'
    assert "at byte 44 of 50 (a second member of that name)" in failure(tmp_path, body, "data")


def test_deep_nesting_is_malformed_and_fills_no_memory(tmp_path: Path) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    assert f"nested deeper than {MAX_DEPTH}" in failure(tmp_path, deep)
    assert failure(tmp_path, b'{"other": ' + deep + b"}", "data").startswith("expected a JSON arr")
    just = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert len(items(tmp_path, b"[" + just + b"]")) == 1


def test_a_reader_may_stop_early(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"[1, 2, x]")
    reading = Fetcher().items(str(path), "")
    assert next(reading) == 1
    del reading  # an open file that was only dropped would warn, and warnings are errors


def lines(tmp_path: Path, body: bytes) -> list[object]:
    file = tmp_path / "x.ndjson"
    file.write_bytes(body)
    return list(Fetcher().lines(str(file)))


def test_lines_are_values_and_empty_ones_are_none(tmp_path: Path) -> None:
    body = b'\xef\xbb\xbf{"a": 1}\r\n\n  \n[2]\n3'
    assert lines(tmp_path, body) == [{"a": 1}, [2], 3]
    assert lines(tmp_path, b"") == []


def test_a_broken_line_is_told_by_its_number(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"x\.ndjson line 3: .* at byte 5 of 5 \("):
        lines(tmp_path, b'{"a": 1}\n\n[1, 2')


def test_a_malformed_byte_of_a_whole_file_counts_bytes_and_not_letters(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes('["ÄÄÄ", x]'.encode())
    with pytest.raises(SourceError, match="malformed at byte 12 of 13"):
        Fetcher().json(str(path))
