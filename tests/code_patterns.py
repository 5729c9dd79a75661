"""All regular expressions of the code: in variables of modules, and written in calls."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1]
PACKAGES = ("geo", "synonyms", "indexers", "search_service")
FUNCTIONS = {
    "compile",
    "sub",
    "subn",
    "match",
    "fullmatch",
    "search",
    "findall",
    "finditer",
    "split",
}


def code_patterns() -> dict[re.Pattern[str], str]:
    """Each pattern with the place where it was found first."""
    found: dict[re.Pattern[str], str] = {}
    for package in PACKAGES:
        for name in _modules(package):
            for value in list(vars(importlib.import_module(name)).values()):
                for pattern in _patterns_in(value):
                    found.setdefault(pattern, name)
        for path in sorted((PROJECT / package).rglob("*.py")):
            for line, text in _written(path):
                found.setdefault(re.compile(text), f"{path.relative_to(PROJECT)}:{line}")
    return found


def _modules(package: str) -> Iterator[str]:
    yield package
    path = importlib.import_module(package).__path__
    yield from (one.name for one in pkgutil.walk_packages(path, f"{package}."))


def _patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """Patterns in a value and in what it holds."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 3 and isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _patterns_in(inner, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for inner in value.values():
            yield from _patterns_in(inner, depth + 1)


def _written(path: Path) -> Iterator[tuple[int, str]]:
    """Patterns written out in calls of `re`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in FUNCTIONS
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.lineno, str(node.args[0].value)
