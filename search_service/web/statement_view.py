"""The accessibility statement: what was tested, what is wanting, whom to tell."""

from dataclasses import dataclass

from search_service.web.web_address import mail_link, web_address

# Texts of the table, in order. A change of the pages is to be looked for here too.
TESTED = ("axe", "keyboard", "scripts", "size", "colours", "eyes")
WANTING = ("readers", "users", "sources", "english", "map", "link")
SUPERVISOR = "https://www.saavutettavuusvaatimukset.fi/"  # the Finnish authority's pages


@dataclass(frozen=True, slots=True)
class StatementView:
    """All that the texts do not hold; `contact` is empty where the operator gave none."""

    contact: str
    contact_url: str | None
    supervisor: str
    tested: tuple[str, ...]
    wanting: tuple[str, ...]


def statement_view(contact: str) -> StatementView:
    """The statement of an operator, who is reached by mail or on the web."""
    url = mail_link(contact) or web_address(contact)
    return StatementView(contact, url, SUPERVISOR, TESTED, WANTING)
