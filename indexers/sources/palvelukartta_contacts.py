"""How a unit of Palvelukartta is reached, its pictures, and pages about it."""

from collections.abc import Iterator

from indexers.listing import Contact, Image, Link
from indexers.sources.palvelukartta_sections import WEB, Sections, lines, links_of, local, phones_in
from indexers.sources.raw import Raw

# Registers whose ids have a public page; others are numbers of inner systems.
REGISTERS = {"lipas": "https://www.lipas.fi/liikuntapaikat/"}


def contacts_of(unit: Raw, sections: Sections) -> tuple[Contact, ...]:
    """Numbers and addresses of the unit and of its functions, each once."""
    charge = lines(unit, "call_charge_info")
    found = [
        Contact(kind="phone", value=number, label=charge)
        for number in phones_in(unit.text("phone"))
    ]
    found += [
        Contact(kind="email", value=email)
        for name in ("email", "accessibility_email")
        if (email := unit.text(name).strip())
    ]
    found += [
        Contact(kind="phone", value=number)
        for number in phones_in(unit.text("accessibility_phone"))
    ]
    kept: dict[tuple[str, str], Contact] = {}
    for one in (*found, *sections.contacts()):
        kept.setdefault((one.kind, one.value), one)
    return tuple(kept.values())


def images_of(unit: Raw) -> Iterator[Image]:
    """The picture with its caption, and that of the entrance."""
    caption = lines(unit, "picture_caption")
    for name, alt in (("picture_url", caption), ("picture_entrance_url", {})):
        url = unit.text(name)
        if url.startswith(WEB):
            yield Image(url=url, alt=alt)


def pages_of(unit: Raw, sections: Sections) -> tuple[Link, ...]:
    """Its own pages, those of its sections, and its page in other registers."""
    found = [*links_of(local(unit, "www"), {}), *sections.links()]
    if (url := unit.text("accessibility_www")).startswith(WEB):
        found.append(Link(url=url))
    found += [Link(url=REGISTERS[register] + key) for register, key in _registered(unit)]
    return tuple({one.url: one for one in reversed(found)}.values())[::-1]


def same_as(unit: Raw) -> Iterator[str]:
    """What other registers call the same place."""
    return (f"{register}:{key}" for register, key in dict.fromkeys(_registered(unit)))


def _registered(unit: Raw) -> Iterator[tuple[str, str]]:
    for one in (*unit.records("sources"), *unit.records("identifiers")):
        register = one.text("source") or one.text("namespace")
        key = one.text("id") or one.text("value")
        if register in REGISTERS and key.isascii() and key.isdigit():
            yield register, key
