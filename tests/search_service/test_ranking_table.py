"""The table that ranking reads: what it holds is what the documents hold."""

from collections.abc import Sequence

import numpy as np
import pytest

from indexers.index.document_rows import DocumentRow
from indexers.index.packing import WORD_PARTS
from indexers.index.term_codes import packed_codes
from search_service.errors import Rebuilt
from search_service.near.locations import Locations
from search_service.ranking import ANYWHERE, BANDS, nearness
from search_service.ranking_table import FIELDS

Fields = Sequence[Sequence[str]]  # terms by field, the strongest first
LISTINGS: dict[int, Fields] = {
    1: (["jooga"], ["zcyoga", "kuoro"], [], ["ryhmä"]),
    2: ([], [], ["kuoro"], ["jooga", "zpjooga"]),
    3: ([], [], [], []),
}


def row(listing: int, number: int = 0) -> DocumentRow:
    words = packed_codes(LISTINGS[listing]) if number == 0 else ""
    return DocumentRow(f"lahella_3a_{listing}__{number}", None, None, "", False, words=words)


TABLE = Locations([row(1), row(1, 1), row(2), row(3)])
ROWS = np.arange(len(TABLE))


def test_a_term_is_worth_what_its_field_is_worth_on_each_place_of_a_listing() -> None:
    names = {name for fields in LISTINGS.values() for field in fields for name in field}
    found = TABLE.ranking.worths(ROWS, names)
    assert set(found) == names
    for place, listing in enumerate((1, 1, 2, 3)):
        for name in names:
            held = (
                FIELDS[part]
                for part, f in zip(WORD_PARTS, LISTINGS[listing], strict=True)
                if name in f
            )
            assert found[name][place] == next(held, 0.0), (listing, name)


def test_terms_that_nobody_has_are_left_out() -> None:
    assert list(TABLE.ranking.worths(ROWS, ["sauna", "jooga"])) == ["jooga"]
    assert TABLE.ranking.worths(ROWS, []) == {}
    assert TABLE.ranking.worths(ROWS[:0], ["jooga"]) == {}
    assert Locations().ranking.worths(ROWS, ["jooga"]) == {}


def test_a_document_of_another_build_is_not_guessed_at() -> None:
    with pytest.raises(Rebuilt):
        TABLE.rows_of([{"id": "lahella_3a_1__0"}, {"id": "lahella_3a_4__0"}])


@pytest.mark.parametrize(("kilometres", "left"), BANDS)
def test_nearness_is_what_the_bands_say(kilometres: float, left: float) -> None:
    metres, somewhere = np.array([kilometres * 1000]), np.array([False])
    assert nearness(metres, np.zeros(1), somewhere).tolist() == [pytest.approx(left)]
    assert nearness(metres, np.zeros(1), ~somewhere).tolist() == [
        pytest.approx(max(left, ANYWHERE))
    ]


def test_nearness_without_a_place_and_of_a_vague_one() -> None:
    metres, least = np.array([np.nan, 0.0]), np.array([0.0, 15_000.0])
    assert nearness(metres, least, np.array([False, False])).tolist() == [ANYWHERE, 0.85]
