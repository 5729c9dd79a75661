"""Rules of the whole tree: imports go one way, files are small, names say what is inside."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGES = ("geo", "synonyms", "indexers", "search_service")
# What a package may import of the project, beside itself.
ALLOWED = {
    "geo": set(),
    "synonyms": set(),
    "indexers": {"geo", "synonyms"},
    "search_service": {"geo", "synonyms", "indexers"},
    "benchmarks": {*PACKAGES},
    "tests": {*PACKAGES},
}
MAX_LINES = 300
SUFFIXES = (".py", ".js", ".css")
FORBIDDEN = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "base", "core"}
NOT_OURS = {"node_modules", "build", "dist", "__pycache__"}


def files(*suffixes: str) -> Iterator[Path]:
    """Files of the project, by their path in it; what tools made or installed is left out."""
    for path in sorted(PROJECT.rglob("*")):
        parts = path.relative_to(PROJECT).parts
        if path.suffix in suffixes and not any(_is_foreign(part) for part in parts[:-1]):
            yield path.relative_to(PROJECT)


def _is_foreign(folder: str) -> bool:
    return folder in NOT_OURS or folder.endswith(".egg-info") or folder.startswith(".")


def imported(path: Path) -> set[str]:
    """Top-level packages that a file imports, anywhere in it; a relative import is its own."""
    found = set()
    for node in ast.walk(ast.parse((PROJECT / path).read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            found.add(path.parts[0])
        elif isinstance(node, ast.Call) and _is_dynamic_import(node):
            texts = (one.value for one in node.args if isinstance(one, ast.Constant))
            found |= {text.split(".")[0] for text in texts if isinstance(text, str)}
    return found


def _is_dynamic_import(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in ("import_module", "__import__")


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_a_package_imports_only_what_stands_below_it(package: str) -> None:
    ours = {*ALLOWED}
    for path in files(".py"):
        if path.parts[0] == package:
            wrong = (imported(path) & ours) - ALLOWED[package] - {package}
            assert not wrong, f"{path} imports {', '.join(sorted(wrong))}"


def test_every_package_was_looked_at() -> None:
    """The rules above must not pass because a folder has moved."""
    seen = {path.parts[0] for path in files(".py")}
    assert {*PACKAGES, "tests"} <= seen <= {*ALLOWED}
    assert "geo" in imported(Path("search_service/app.py"))
    assert "search_service" in imported(Path("tests/conftest.py"))


def test_no_file_is_longer_than_can_be_read_at_once() -> None:
    lines = {
        str(path): len((PROJECT / path).read_text(encoding="utf-8").splitlines())
        for path in files(*SUFFIXES)
    }
    assert {path: count for path, count in lines.items() if count > MAX_LINES} == {}


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    """A name's last word is what the thing is: engine_manager is one, common_words is not."""
    for path in files(*SUFFIXES):
        for name in (*path.parts[:-1], path.stem):
            assert name.lower().replace("-", "_").split("_")[-1] not in FORBIDDEN, path


def test_every_test_file_is_in_a_package_so_that_names_may_repeat() -> None:
    for path in files(".py"):
        if path.parts[0] == "tests":
            assert (PROJECT / path.parent / "__init__.py").exists(), path
