"""`lahella synonyms …`: check the tables of words that people edit."""

import typer
from rich.markup import escape

from indexers.commands.surroundings import console
from synonyms.check import check
from synonyms.concepts import Concepts, ConceptTableError

synonyms_app = typer.Typer(no_args_is_help=True, help="The tables of words.")


@synonyms_app.callback()
def _group() -> None:
    """Keep `check` a command of its own, also while it is the only one."""


@synonyms_app.command("check")
def check_tables() -> None:
    """Look for duplicate labels, loops, unknown ids, and labels that nothing reaches."""
    try:
        concepts = Concepts.load()
    except ConceptTableError as error:
        console.print(f"[bold red]error[/] {escape(str(error))}")
        raise typer.Exit(1) from error
    problems = check(concepts)
    for problem in problems:
        console.print(f"{problem.severity:>8}  {problem.concept}: {escape(problem.message)}")
    console.print(f"{len(concepts)} concepts, {len(problems)} problems.")
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)
