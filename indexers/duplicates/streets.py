"""A street address of any writing in; its street and house number as one comparable word out."""

import re

from geo.folding import fold

# Hämeenk. 5, Kirkkot. 1, Kyrkog. 2: how address books shorten.
SHORTENED = ((re.compile(r"k\.$"), "katu"), (re.compile(r"t\.$"), "tie"))
SHORTENED_SWEDISH = ((re.compile(r"g\.$"), "gatan"), (re.compile(r"v\.$"), "vagen"))
ADDRESS = re.compile(r"(?P<name>[^\d]+)(?P<number>\d+)?")
SWEDISH = re.compile(r"(?:gatan|vagen|stigen|granden|stranden|esplanaden|torget)$")


def street_key(text: str) -> str:
    """Street and number ("keksittykatu 1"); the name alone without a number, empty without one.

    Stairs, flats and a range of numbers ("1-3 A 5") are left out, and so is what stands before
    the street ("Seurantalo, Keksitty katu 1").
    """
    pieces = [piece.strip() for piece in re.split(r"[,;/]", fold(text)) if piece.strip()]
    with_number = [piece for piece in pieces if re.search(r"[^\d\s]\s*\d", piece)]
    found = ADDRESS.match((with_number or pieces or [""])[0])
    if not found:
        return ""
    name = found["name"].strip()
    for ending, whole in (*SHORTENED, *SHORTENED_SWEDISH):
        name = ending.sub(whole, name)
    letters = "".join(letter for letter in name if letter.isalnum())
    return f"{letters} {found['number']}" if letters and found["number"] else letters


def has_number(key: str) -> bool:
    """Whether the key names a house."""
    return " " in key


def are_two(a: str, b: str) -> bool:
    """Whether two keys with numbers are surely two addresses.

    A Finnish and a Swedish name may be one street: Kirkkokatu is Kyrkogatan.
    """
    same_language = bool(SWEDISH.search(a.split()[0])) == bool(SWEDISH.search(b.split()[0]))
    return a != b and has_number(a) and has_number(b) and same_language
