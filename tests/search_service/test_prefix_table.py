"""Look-ups of a prefix table against looking at every name."""

from hypothesis import given, settings
from hypothesis import strategies as st

from search_service.suggesting.prefix_table import KEPT, WIDE, PrefixTable

words = st.text("abc", min_size=1, max_size=6)


@given(st.lists(words, max_size=60), words)
def test_a_look_up_finds_every_name_that_begins_so(names: list[str], beginning: str) -> None:
    table = PrefixTable([(name, name) for name in names], lambda name: (len(name), name))
    expected = sorted({n for n in names if n.startswith(beginning)}, key=lambda n: (len(n), n))
    assert table.starting_with(beginning, 100) == expected
    assert table.starting_with(beginning, 2) == expected[:2]


@settings(max_examples=20, deadline=None)
@given(st.integers(WIDE - 2, WIDE * 3))
def test_a_wide_beginning_gives_its_best(size: int) -> None:
    names = [f"kunta {number:04}" for number in range(size)]
    table = PrefixTable([(name, name) for name in names], lambda name: -int(name[-4:]))
    best = [*reversed(names)][:KEPT]
    assert table.starting_with("ku", size) == best
    assert table.starting_with("ku", 5) == best[:5]


def test_no_beginning_finds_nothing() -> None:
    table = PrefixTable([("a", 1)], lambda number: number)
    assert table.starting_with("", 5) == []


def near(word: str, *names: str) -> list[str]:
    return PrefixTable([(name, name) for name in names], len).near(word, 10)


def test_one_letter_may_be_wrong() -> None:
    for typed in ("uimahali", "uimmahalli", "uiamhalli", "uomahalli", "uimhal"):
        assert near(typed, "uimahalli", "jooga", "uimari") == ["uimahalli"], typed


def test_the_first_and_the_last_letter_are_taken_as_right() -> None:
    assert near("yimahalli", "uimahalli") == []
    assert near("uimahk", "uimahalli") == []


def test_short_words_and_numbers_are_not_put_right() -> None:
    assert near("uim", "uima") == []
    assert near("00110", "00100") == []


def test_an_opposite_is_no_typo() -> None:
    assert near("maksullinen", "maksuton", "maksulinen") == ["maksulinen"]
