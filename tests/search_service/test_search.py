from fastapi.testclient import TestClient


def test_an_inflected_word_finds_its_listings(api: TestClient) -> None:
    answer = api.get("/v1/search", params={"q": "uimahallissa"}).json()
    assert answer["total"] > 0
    assert "uimahalli" in answer["hits"][0]["title"].lower()
