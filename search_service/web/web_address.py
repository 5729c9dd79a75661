"""Addresses of sources as links: only those that open a page or a call, never a script."""

import re
from urllib.parse import quote, urlsplit

NUMBER = re.compile(r"\+?[\d\s().\-–/]{3,30}")


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web; `www.` at its start is taken as https."""
    text = (url or "").strip()
    if text.startswith("www."):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


def phone_link(number: str | None) -> str | None:
    """A `tel:` link when the whole text is one number; "p. 040 … (ma–pe)" stays a text."""
    text = (number or "").strip()
    if not NUMBER.fullmatch(text):
        return None
    return "tel:" + re.sub(r"[^\d+]", "", text)


def mail_link(address: str | None) -> str | None:
    """A `mailto:` link of one address, without any further headers in it."""
    text = (address or "").strip()
    if not re.fullmatch(r"[^@\s?&]+@[^@\s?&]+\.[^@\s?&]+", text):
        return None
    return "mailto:" + quote(text, safe="@.+-_")
