"""The configurator of widgets: its fields, the code to copy, and what is said of the colours."""

from collections.abc import Iterable
from dataclasses import dataclass

from geo.municipalities import municipalities, regions
from indexers.taxonomy import taxonomy
from search_service.criteria import SORTS
from search_service.web.assets import BUILT, Asset, read_assets
from search_service.web.contrast import ENOUGH, contrast
from search_service.web.embed_choice import AREA, COLOURS, VERSIONS, WIDGETS, EmbedChoice
from search_service.web.page_texts import PageTexts
from search_service.web.rendering import LANGUAGE_NAMES, rendered
from search_service.web.search_form import RADII_M, Option, radius_label
from search_service.web.search_link import Pair
from synonyms.needs import needs


@dataclass(frozen=True, slots=True)
class Check:
    """One pair of colours, in words."""

    text: str
    ok: bool


@dataclass(frozen=True, slots=True)
class EmbedView:
    """All of the page. `choices` are the fields with options, by name."""

    choice: EmbedChoice
    choices: dict[str, tuple[Option, ...]]
    colours: tuple[Pair, ...]
    checks: tuple[Check, ...]
    code: str
    scripts: tuple[str, ...]


def embed_view(choice: EmbedChoice, texts: PageTexts, site: str) -> EmbedView:
    """The page of a choice; `site` is the public address of the service."""
    return EmbedView(
        choice=choice,
        choices={name: tuple(found) for name, found in _choices(choice, texts).items()},
        colours=tuple(choice.colours.items()),
        checks=_checks(choice, texts),
        code=embed_code(choice, site),
        scripts=tuple(_script(name).url for name in WIDGETS),
    )


def embed_code(choice: EmbedChoice, site: str) -> str:
    """The code to copy: the script, and the element with its fallback."""
    return rendered(
        "embed_code.html",
        choice=choice,
        site=site,
        script=_script(choice.widget, choice.version),
        t=PageTexts(choice.lang),
    ).strip()


def _script(widget: str, version: str = "moving") -> Asset:
    name = f"lahella-{widget}.js"
    return read_assets(BUILT)[f"versioned/{name}" if version == "fixed" else name]


def _choices(choice: EmbedChoice, texts: PageTexts) -> dict[str, Iterable[Option]]:
    lang, limits = texts.lang, choice.limits

    def named(field: str, pairs: Iterable[Pair]) -> list[Option]:
        chosen = limits.get(field, "")
        found = [Option(value, label, value == chosen) for value, label in pairs]
        return [Option("", texts("embed.any"), not chosen), *found]

    towns = sorted(((one.code, one.name(lang)) for one in municipalities().values()), key=_label)
    areas = sorted(((code, one.name(lang)) for code, one in regions().items()), key=_label)
    return {
        "widget": _known("widget", WIDGETS, choice.widget, texts),
        "widget_lang": (
            Option(code, name, code == choice.lang) for code, name in LANGUAGE_NAMES.items()
        ),
        "version": _known("version", VERSIONS, choice.version, texts),
        **{name: named(name, areas if name == "region" else towns) for name in AREA},
        "radius": named("radius", ((str(one), radius_label(one, texts)) for one in RADII_M)),
        "kind": named("kind", _terms("kinds", lang)),
        "theme": named("theme", _terms("themes", lang)),
        "need": named("need", ((code, one.label(lang)) for code, one in needs().items())),
        "sort": named("sort", ((one, _sort_name(one, texts)) for one in SORTS if one != "best")),
    }


def _known(name: str, values: Iterable[str], chosen: str, texts: PageTexts) -> Iterable[Option]:
    return (Option(one, texts(f"embed.{name}_{one}"), one == chosen) for one in values)


def _terms(list_name: str, lang: str) -> Iterable[Pair]:
    return ((code, term.label(lang)) for code, term in taxonomy()[list_name].items())


def _label(pair: Pair) -> str:
    return pair[1]


def _sort_name(sort: str, texts: PageTexts) -> str:
    return texts("sort.name_order" if sort == "name" else f"sort.{sort}")


def _checks(choice: EmbedChoice, texts: PageTexts) -> tuple[Check, ...]:
    """Accent stands on the background in links, and under it in buttons: one ratio for both."""
    return tuple(_check(name, choice, texts) for name in COLOURS if name != "background")


def _check(name: str, choice: EmbedChoice, texts: PageTexts) -> Check:
    ratio = contrast(choice.colours[name], choice.colours["background"])
    # Rounded down: 4.49 is not enough, and must not be told as 4.5.
    shown = f"{int(ratio * 10) / 10:.1f}"
    number = shown if texts.lang == "en" else shown.replace(".", ",")
    verdict = "enough" if ratio >= ENOUGH else "too_little"
    return Check(
        texts(f"embed.{verdict}", what=texts(f"embed.pair_{name}"), ratio=number),
        ratio >= ENOUGH,
    )
