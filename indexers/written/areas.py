"""Areas as people name them: a municipality, a region, a wellbeing services county, the country."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from geo.folding import plain_case
from geo.municipalities import resolve_municipality, resolve_region, wellbeing_counties
from indexers.listing import AreaServed
from indexers.written import REMEMBERED

COUNTRY = re.compile(
    r"(?:koko )?(?:suomi|maa|suomessa)|valtakunnallinen|valtakunnallisesti|(?:hela )?finland"
    r"|hela landet|riksomfattande|the whole country|whole country|nationwide|national"
)


@lru_cache(maxsize=REMEMBERED)
def area_of(text: str) -> AreaServed | None:
    """The area that the text is the name or code of; a digit code is a municipality's."""
    plain = plain_case(text)
    if COUNTRY.fullmatch(plain):
        return AreaServed(kind="country", code="FI")
    if municipality := resolve_municipality(text):
        return AreaServed(kind="municipality", code=municipality.code)
    if county := _counties().get(plain):
        return AreaServed(kind="wellbeing_county", code=county)
    region = resolve_region(text)
    return AreaServed(kind="region", code=region.code) if region else None


@cache
def _counties() -> Mapping[str, str]:
    """Codes of the wellbeing services counties by their names in three languages."""
    return {
        plain_case(name): county.code
        for county in wellbeing_counties().values()
        for name in (county.name_fi, county.name_sv, county.name_en)
    }
