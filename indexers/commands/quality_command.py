"""`lahella quality`: what could be better in the listings that were read, for their owners."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape
from rich.table import Table

from indexers.commands.runs import progress
from indexers.commands.surroundings import (
    clock,
    console,
    data_directory,
    fetching,
    told_errors,
    vetoes,
)
from indexers.index.card import FALLBACKS
from indexers.listing import Listing
from indexers.quality.labels import finding_label, group_label
from indexers.quality.links import dead_links
from indexers.quality.outputs import as_csv, as_page
from indexers.quality.survey import GROUPINGS, Survey, links_of, survey
from indexers.store.database import FILE_NAME, Store
from indexers.store.wanted import Wanted

SHOWN = 10  # groups of a grouping on the screen
Lang = Literal["fi", "sv", "en"]


def quality(
    html: Annotated[Path | None, typer.Option(help="write a page with charts here")] = None,
    csv: Annotated[Path | None, typer.Option(help="write one line per finding here")] = None,
    json: Annotated[Path | None, typer.Option(help="write everything here")] = None,
    links: Annotated[bool, typer.Option(help="fetch every link, to find dead ones")] = False,
    lang: Annotated[Lang, typer.Option(help="language of the report")] = "fi",
) -> None:
    """Report what is missing, vague or doubtful in the listings of the last build or update."""
    with told_errors(), Store(data_directory() / FILE_NAME) as store:
        wanted = Wanted(store, clock(), vetoes())
        listings = [wanted.listing(one) for one in wanted.ids()]
        dead = _dead(listings) if links else {}
        found = survey(listings, clock(), dead)
    names = _names(listings, lang)
    _show(found, names, lang)
    if html:
        html.write_text(as_page(found, names, lang), encoding="utf-8")
    if csv:
        csv.write_bytes(as_csv(found, lang))
    if json:
        json.write_text(found.model_dump_json(indent=1), encoding="utf-8")


def _dead(listings: list[Listing]) -> dict[str, str]:
    urls = {url for listing in listings for url in links_of(listing)}
    with fetching() as fetcher, progress() as told:
        return dead_links(urls, fetcher, lambda done: told("links", done, len(urls)))


def _names(listings: list[Listing], lang: str) -> dict[str, str]:
    names = {}
    for one in listings:
        if one.organisation and one.organisation.name:
            told = one.organisation.name
            names[one.organisation.id] = next(
                filter(None, map(told.get, (lang, *FALLBACKS, *told))), ""
            )
    return names


def _show(found: Survey, names: dict[str, str], lang: str) -> None:
    table = Table(title=f"{found.listings} listings, {found.without_findings} with nothing to mend")
    table.add_column("finding")
    table.add_column("listings", justify="right")
    for kind, count in found.counts.items():
        table.add_row(finding_label(kind, lang), str(count))
    console.print(table)
    for grouping in GROUPINGS:
        groups = [group for group in found.groups if group.grouping == grouping]
        console.print(f"[bold]By {grouping}[/]")
        for group in groups[:SHOWN]:
            name = escape(group_label(grouping, group.code, names, lang))
            told = ", ".join(f"{finding_label(k, lang)} {n}" for k, n in group.counts.items())
            console.print(f"  {name}, {group.listings} listings: {told or '–'}", soft_wrap=True)
        if len(groups) > SHOWN:
            console.print(f"  … and {len(groups) - SHOWN} more (all of them in --json and --html)")
