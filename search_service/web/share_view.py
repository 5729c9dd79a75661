"""Ways to hand a page on, without a service of others: its link, a letter, a code to photograph."""

from dataclasses import dataclass
from urllib.parse import quote

import segno
from markupsafe import Markup

QR_SCALE = 3  # pixels of one square: a phone reads it from a screen and from paper

LINE_END = "\r\n"  # as letters have it (RFC 6068)


@dataclass(frozen=True, slots=True)
class ShareView:
    """The page's full address, a letter with it, and its QR code as SVG."""

    url: str
    mail_url: str
    qr: Markup


def share_view(title: str, url: str) -> ShareView:
    """Ways to share a page."""
    body = quote(f"{title}{LINE_END}{url}", safe="")
    letter = f"subject={quote(title, safe='')}&body={body}"
    return ShareView(url, f"mailto:?{letter}", qr_code(url))


def qr_code(url: str) -> Markup:
    """The code of an address as SVG that a page may hold: a path, and nothing of the text."""
    code = segno.make(url, micro=False, error="m")
    return Markup(code.svg_inline(scale=QR_SCALE, svgclass="qr", lineclass=None))
