"""What a text about prices says: free, paid, or nothing that is sure."""

import re

from indexers.listing import Price
from indexers.written.labels import code_of
from synonyms.words import analyze

AMOUNT = re.compile(
    r"(\d+(?:[.,]\d{1,2})?)\s*(?:€|eur\w*|e\b|,-)|(?:€|eur)\s*(\d+(?:[.,]\d{1,2})?)"
)
NO_FEE = re.compile(
    r"\bei (?:osallistumis)?maksua\b|\bingen avgift\b|\bno (?:fee|charge)\b"
    r"|\bvapaa pääsy\b|\bfritt inträde\b"
)
FOR_MEMBERS = re.compile(r"\bjäsen(?:ille|istölle)\b|\bför medlemmar\b|\bfor members\b")


def price_in(text: str, lang: str = "fi") -> Price:
    """Free only when nothing says paid: a first visit may be free of a course that is not.

    What is free for members is not free for who asks; what others pay is not known.
    """
    plain = text.casefold()
    amounts = [float((one or two).replace(",", ".")) for one, two in AMOUNT.findall(plain)]
    codes = {code_of("prices", word.surface, lang) for word in analyze(text, lang)}
    if any(amounts) or "paid" in codes:
        return Price.PAID
    if FOR_MEMBERS.search(plain):
        return Price.UNKNOWN
    if amounts or "free" in codes or code_of("prices", text, lang) == "free":
        return Price.FREE
    return Price.FREE if NO_FEE.search(plain) else Price.UNKNOWN
