"""The imported thesaurus: which of its labels are kept, and what they name afterwards."""

from pathlib import Path
from typing import Any

import pytest

from synonyms.concept_table import read_table
from synonyms.concepts import Concepts, ConceptTableError
from synonyms.thesaurus import ThesaurusError, concepts_of, read_thesaurus, table_of
from synonyms.words import analyze

ONTO = "http://www.yso.fi/onto/koko/"
NO_LABEL: Any = 5


@pytest.fixture(scope="module")
def ours() -> Concepts:
    return Concepts.load()


def item(number: int, fi: str, **more: Any) -> dict[str, Any]:
    return {"uri": f"{ONTO}p{number}", "label": {"fi": fi}, **more}


def labels(ours: Concepts, one: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Labels that are kept of a single concept."""
    found = concepts_of({"items": [one]}, ours)
    return dict(found[0].labels) if found else {}


def test_all_labels_of_three_languages_are_kept(ours: Concepts) -> None:
    one = item(
        1,
        "kofeiini",
        alt={"fi": ["teiini"], "sv": ["tein"], "de": ["Koffein"]},
        hidden={"fi": ["coffeinum"], "en": ["caffeine"]},
    )
    assert labels(ours, one) == {
        "fi": ("kofeiini", "teiini", "coffeinum"),
        "sv": ("tein",),
        "en": ("caffeine",),
    }


def test_ids_are_short_and_what_is_above_is_kept_when_it_is_there(ours: Concepts) -> None:
    above = {"broader": [f"{ONTO}p2", f"{ONTO}p3"]}
    content = {"items": [item(1, "kofeiini", **above), item(2, "alkaloidit")]}
    found = {one.id: one.broader for one in concepts_of(content, ours)}
    assert found == {"koko_p1": ("koko_p2",), "koko_p2": ()}


@pytest.mark.parametrize("label", ["jooga", "Jooga", "joogat", "shakki", "vertaistuki"])
def test_labels_of_the_reviewed_concepts_are_left_to_them(ours: Concepts, label: str) -> None:
    assert labels(ours, item(1, label, alt={"fi": ["kofeiini"]})) == {"fi": ("kofeiini",)}


@pytest.mark.parametrize(
    "label",
    ["ja", "mutta", "etsiä", "it", "ALAT", "TEE", "masennus (tunteet)", "kaksoset, identtiset"],
)
def test_labels_that_would_match_by_accident_are_left_out(ours: Concepts, label: str) -> None:
    assert labels(ours, item(1, label)) == {}


def test_a_concept_without_labels_is_left_out(ours: Concepts) -> None:
    content = {"items": [item(1, "jooga"), item(2, "kofeiini", broader=[f"{ONTO}p1"])]}
    assert [(one.id, one.broader) for one in concepts_of(content, ours)] == [("koko_p2", ())]


@pytest.mark.parametrize(
    "content",
    [[], {}, None, {"items": [{"uri": 1}]}, {"items": [1]}, {"items": [item(1, NO_LABEL)]}],
)
def test_what_is_no_thesaurus_is_refused(ours: Concepts, content: Any) -> None:
    with pytest.raises(ThesaurusError, match="expected JSON with"):
        concepts_of(content, ours)


def imported(folder: Path, ours: Concepts, *items: dict[str, Any]) -> Path:
    path = folder / "thesaurus.tsv"
    table = table_of(concepts_of({"items": [*items]}, ours), ["Licence: CC BY 4.0"])
    path.write_text(table, encoding="utf-8")
    return path


def test_the_table_is_read_back_as_it_was_written(tmp_path: Path, ours: Concepts) -> None:
    items = [item(1, "kofeiini", alt={"en": ["caffeine"]}, broader=[f"{ONTO}p2"]), item(2, "aine")]
    path = imported(tmp_path, ours, *items)
    assert path.read_text(encoding="utf-8").startswith("# Licence: CC BY 4.0\n")
    assert [one for _, one in read_table(path)] == concepts_of({"items": items}, ours)


def test_inflected_words_name_concepts_of_the_thesaurus(tmp_path: Path, ours: Concepts) -> None:
    thesaurus = read_thesaurus(imported(tmp_path, ours, item(1, "kofeiini"), item(2, "sorbetti")))
    assert thesaurus is not None
    words = analyze("Luento kofeiinista", "fi")
    assert list(thesaurus.names(words, "fi")) == ["kofeiini"]


def test_parts_of_compounds_do_not_count(tmp_path: Path, ours: Concepts) -> None:
    thesaurus = read_thesaurus(imported(tmp_path, ours, item(1, "kofeiini")))
    assert thesaurus is not None
    assert list(thesaurus.names(analyze("kofeiiniluento", "fi"), "fi")) == []


def test_each_import_has_its_own_fingerprint(tmp_path: Path, ours: Concepts) -> None:
    one = read_thesaurus(imported(tmp_path, ours, item(1, "kofeiini")))
    same = read_thesaurus(imported(tmp_path, ours, item(1, "kofeiini")))
    other = read_thesaurus(imported(tmp_path, ours, item(1, "sorbetti")))
    assert one is not None
    assert same is not None
    assert other is not None
    assert one.sha256 == same.sha256 != other.sha256


def test_without_a_file_there_is_no_thesaurus(tmp_path: Path) -> None:
    assert read_thesaurus(tmp_path / "thesaurus.tsv") is None


def test_a_table_that_is_broken_is_named(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.tsv"
    path.write_text("not a table\n", encoding="utf-8")
    with pytest.raises(ConceptTableError, match=r"thesaurus\.tsv"):
        read_thesaurus(path)
