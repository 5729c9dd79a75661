"""`lahella reference …`: import official boundaries and a thesaurus, tell what is there."""

from typing import Annotated

import typer
from rich.markup import escape

from geo.reference import boundaries_of, update_from, update_from_services
from geo.reference_facts import FOLDER, BoundaryFacts, read_facts
from geo.statistics_finland import YEAR, services
from indexers.commands.surroundings import (
    clock,
    console,
    data_directory,
    named_boundaries,
    told_errors,
)
from indexers.commands.thesaurus_import import ThesaurusFacts, thesaurus_facts, update_thesaurus
from synonyms.concepts import Concepts

reference_app = typer.Typer(
    no_args_is_help=True, help="Official boundaries and a thesaurus, in the data directory."
)
NOTHING = 3  # exit status when nothing has been imported
THEN = "Build the index again and restart the service to use them."


@reference_app.command()
def update(
    boundaries: Annotated[
        str | None,
        typer.Option(help="file or URL (GeoJSON, TopoJSON, GeoPackage) instead of the services"),
    ] = None,
    thesaurus: Annotated[
        str | None, typer.Option(help="file or URL of a thesaurus in KOKO-like JSON")
    ] = None,
    year: Annotated[int, typer.Option(help="year of the boundaries")] = YEAR,
) -> None:
    """Import boundaries (from Statistics Finland, unless told otherwise) or a thesaurus."""
    data = data_directory()
    with told_errors():
        if boundaries is not None:
            _tell_boundaries(update_from(boundaries, data, year, clock()))
        elif thesaurus is None:
            _tell_boundaries(update_from_services(services(year), data, year, clock()))
        if thesaurus is not None:
            _tell_thesaurus(update_thesaurus(thesaurus, data, Concepts.load(), clock()))
    if named_boundaries() and (boundaries is not None or thesaurus is None):
        console.print("LAHELLA_BOUNDARIES is set and goes before the imported boundaries.")
    console.print(THEN)


@reference_app.command()
def status() -> None:
    """Tell what has been imported and which boundaries are in use."""
    facts, words = read_facts(data_directory()), thesaurus_facts(data_directory())
    if facts:
        _tell_boundaries(facts)
    else:
        console.print("No boundaries have been imported. Try: lahella reference update")
    if words:
        _tell_thesaurus(words)
    used = boundaries_of(data_directory(), named_boundaries())
    console.print(f"Boundaries in use: {escape(used) if used else 'nearest centre'}")
    if not (facts or words):
        raise typer.Exit(NOTHING)


def _tell_boundaries(facts: BoundaryFacts) -> None:
    console.print(f"Boundaries of {facts.year} from {escape(facts.source)}, {facts.date}.")
    if facts.publisher:
        console.print(f"Source: {facts.publisher}, {facts.licence}.")
    else:
        console.print("Name the publisher and the licence of that file where you show them.")
    for name, output in facts.outputs.items():
        size = f"{output.features} areas, {output.bytes / 1000:.0f} kB"
        console.print(f"  {escape(str(data_directory() / FOLDER / name))}: {size}")


def _tell_thesaurus(facts: ThesaurusFacts) -> None:
    console.print(f"A thesaurus of {facts.concepts} concepts. " + escape(" ".join(facts.comments)))
