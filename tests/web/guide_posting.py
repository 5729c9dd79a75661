"""Posts the service guide's form as a browser without scripts does."""

from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from tests.web.page_reading import BROWSER


def post_guide(api: TestClient, lang: str = "fi", **fields: str | list[str]) -> LexborHTMLParser:
    """The page that answers the fields."""
    answer = api.post(f"/guide?lang={lang}", data=fields, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)
