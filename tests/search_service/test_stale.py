"""Old answers are few, young, of the live build, and of the very same question."""

from fastapi.testclient import TestClient

from search_service.engines.stale import KEEP_S, KEPT, MOST_BYTES, Kept, Shelf


def test_an_answer_is_found_by_its_question_and_build_while_it_is_young() -> None:
    shelf = Shelf()
    shelf.put("a", Kept("one", 100.0, b"{}"))
    assert shelf.get("a", "one", 100.0 + KEEP_S)
    assert shelf.get("a", "one", 101.0 + KEEP_S) is None
    assert shelf.get("a", "two", 100.0) is None
    assert shelf.get("b", "one", 100.0) is None


def test_the_newest_answers_are_kept_in_bounded_memory() -> None:
    shelf, part = Shelf(), 8
    for number in range(3 * part):
        shelf.put(str(number), Kept("one", 0.0, bytes(MOST_BYTES // part)))
    held = [number for number in range(3 * part) if shelf.get(str(number), "one", 0.0)]
    assert held == [*range(2 * part, 3 * part)]


def test_answers_that_are_too_old_leave_when_others_come() -> None:
    shelf = Shelf()
    shelf.put("old", Kept("one", 0.0, b"{}"))
    shelf.put("new", Kept("one", KEEP_S + 1, b"{}"))
    assert shelf.get("old", "one", 0.0) is None
    assert shelf.get("new", "one", KEEP_S + 1)


def test_what_is_kept_can_tell_that_it_is_old(api: TestClient) -> None:
    asked = {"/v1/map": "bbox=19,59,32,71&zoom=5", "/v1/suggest": "q=jo"}
    for path in KEPT:
        assert api.get(f"{path}?{asked.get(path, '')}").json()["warnings"] == []
