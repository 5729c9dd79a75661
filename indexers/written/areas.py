"""Areas as people name them: a municipality, a region, a wellbeing services county, the country."""

import re

from geo.folding import plain_case
from geo.municipalities import resolve_municipality, resolve_region, wellbeing_counties
from indexers.listing import AreaServed

COUNTRY = re.compile(
    r"(?:koko )?(?:suomi|maa|suomessa)|valtakunnallinen|valtakunnallisesti|(?:hela )?finland"
    r"|hela landet|riksomfattande|the whole country|whole country|nationwide|national"
)


def area_of(text: str) -> AreaServed | None:
    """The area that the text is the name or code of; a digit code is a municipality's."""
    plain = plain_case(text)
    if COUNTRY.fullmatch(plain):
        return AreaServed(kind="country", code="FI")
    if municipality := resolve_municipality(text):
        return AreaServed(kind="municipality", code=municipality.code)
    for county in wellbeing_counties().values():
        if plain in {plain_case(name) for name in (county.name_fi, county.name_sv, county.name_en)}:
            return AreaServed(kind="wellbeing_county", code=county.code)
    region = resolve_region(text)
    return AreaServed(kind="region", code=region.code) if region else None
