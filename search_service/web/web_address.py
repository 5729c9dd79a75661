"""Addresses of sources as links: only those that open a page or a call, never a script."""

import re
from urllib.parse import quote, urlsplit

NUMBER = re.compile(r"\+?[\d\s().\-–]{3,30}")
WITHIN = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
MAX_DIGITS = 15  # of any number in the world (ITU E.164); more are two numbers


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web; `www.` at its start is taken as https.

    With a line end or a control character in it, it is none: it could begin a line of its own.
    """
    text = (url or "").strip().replace(" ", "%20")
    if WITHIN.search(text):
        return None
    if text.startswith("www."):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


def phone_link(number: str | None) -> str | None:
    """A `tel:` link when the whole text is one number; "p. 050 … (ma–pe)" stays a text."""
    text = (number or "").strip()
    if text.startswith("+"):
        text = text.replace("(0)", "")  # +358 (0)50: the 0 is dialled inside the country only
    digits = re.sub(r"[^\d+]", "", text)
    is_one = NUMBER.fullmatch(text) and len(digits) <= MAX_DIGITS + 1
    return f"tel:{digits}" if is_one else None


def mail_link(address: str | None) -> str | None:
    """A `mailto:` link of one address, without any further headers in it."""
    text = (address or "").strip()
    if not re.fullmatch(r"[^@\s?&]+@[^@\s?&]+\.[^@\s?&]+", text):
        return None
    return "mailto:" + quote(text, safe="@.+-_")
