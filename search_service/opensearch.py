"""OpenSearch: the site as a search engine of the browser, with suggestions while typing."""

from collections.abc import Sequence
from typing import Any

from search_service.exports.feed import NEWEST
from search_service.suggesting.suggest import SuggestGroup, SuggestItem
from search_service.web.assets import asset_url
from search_service.web.hit_view import listing_url
from search_service.web.page_texts import PageTexts
from search_service.web.search_link import SearchLink
from search_service.xml_writing import Xml

DESCRIPTION = "application/opensearchdescription+xml"
SUGGESTIONS = "application/x-suggestions+json"
SPACE = "http://a9.com/-/spec/opensearch/1.1/"


def description(public: str, texts: PageTexts) -> str:
    """The description document of the service at a public address."""
    lang, xml = texts.lang, Xml()
    asked = f"q={{searchTerms}}&lang={lang}"
    urls = {
        "text/html": f"{public}/?{asked}",
        SUGGESTIONS: f"{public}/opensearch/suggest?{asked}",
        "application/rss+xml": f"{public}/v1/export.rss?{asked}&limit={NEWEST}",
    }
    xml.declare()
    with xml.inside("OpenSearchDescription", xmlns=SPACE):
        xml.text("ShortName", texts("site.name"))
        xml.text("Description", texts("site.claim"))
        xml.text("Language", lang)
        xml.text("InputEncoding", "UTF-8")
        xml.text("OutputEncoding", "UTF-8")
        icon = f"{public}{asset_url('icon.svg')}"
        xml.text("Image", icon, height="16", width="16", type="image/svg+xml")
        for kind, template in urls.items():
            xml.text("Url", type=kind, template=template)
        own = f"{public}/opensearch.xml?lang={lang}"
        xml.text("Url", type=DESCRIPTION, rel="self", template=own)
    return xml.written


def suggestions(text: str, groups: Sequence[SuggestGroup], public: str, lang: str) -> Sequence[Any]:
    """What a browser expects: the text, completions, their details, and where each leads."""
    items = [item for group in groups for item in group.items]
    return [
        text,
        [item.text for item in items],
        [item.detail for item in items],
        [public + _target(item, lang) for item in items],
    ]


def _target(item: SuggestItem, lang: str) -> str:
    if listing_id := item.url_params.get("listing"):
        return listing_url(listing_id, lang)
    raw = {name: [value] for name, value in item.url_params.items()}
    return SearchLink.of({**raw, "lang": [lang]}).url
