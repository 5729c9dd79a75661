"""Templates to responses: escaped HTML in the language of the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from indexers.plain_text import visible
from search_service.messages import LANGUAGES
from search_service.web.assets import asset_url
from search_service.web.page_texts import PageTexts

LANGUAGE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The same page in one of the page's languages."""

    lang: str
    name: str
    url: str
    current: bool


def languages(current: str, url_in: Callable[[str], str]) -> tuple[OtherLanguage, ...]:
    """Links to the page in every language."""
    return tuple(
        OtherLanguage(lang, LANGUAGE_NAMES[lang], url_in(lang), lang == current)
        for lang in LANGUAGES
    )


def page(
    template: str,
    texts: PageTexts,
    url_in: Callable[[str], str],
    *,
    site: str,
    view: object,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **more: object,
) -> HTMLResponse:
    """A page of a template; `url_in` gives its address on the site in another language.

    `site` is the public address of this service, `more` what the template shows beside the view.
    """
    html = (
        _environment()
        .get_template(template)
        .render(
            **more,
            view=view,
            site=site,
            t=texts,
            lang=texts.lang,
            languages=languages(texts.lang, url_in),
            asset_url=asset_url,
        )
    )
    return HTMLResponse(html, status, headers=headers)


def rendered(template: str, **values: object) -> str:
    """A piece of HTML of a template, escaped like a page."""
    return _environment().get_template(template).render(**values)


def _shown(value: object) -> object:
    """Texts without what would hide or reorder them; our own markup as it is."""
    return visible(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("search_service.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
