"""What of a listing it is found by: subject words and needs that the source gives."""

import pytest

from indexers.index.terms import TermMaker, Terms, term
from synonyms.concepts import Concepts
from tests.indexers.samples import listing


@pytest.fixture(scope="module")
def maker() -> TermMaker:
    return TermMaker(Concepts.load())


def terms(maker: TermMaker, **fields: object) -> Terms:
    return maker.terms_of(listing(**fields))


def test_a_keyword_is_found_by_its_lemma_and_its_concept_as_context(maker: TermMaker) -> None:
    made = terms(maker, keywords=[{"fi": "joogassa", "sv": "simskola"}])
    assert {"jooga", "zcyoga", "simskola"} <= set(made.context_terms)
    assert "jooga" not in {*made.title_terms, *made.summary_terms, *made.body_terms}


def test_a_keyword_that_the_title_has_already_counts_as_title(maker: TermMaker) -> None:
    made = terms(maker, texts={"fi": {"title": "Jooga"}}, keywords=[{"fi": "jooga"}])
    assert "jooga" in made.title_terms
    assert "jooga" not in made.context_terms


def test_a_keyword_tells_the_needs_that_its_concept_means(maker: TermMaker) -> None:
    made = terms(maker, keywords=[{"fi": "velkaneuvonta"}])
    assert "debt" in made.needs
    assert made.need_reasons["debt"] == "debt_counselling"


def test_a_need_that_the_source_tells_is_a_need_without_a_concept(maker: TermMaker) -> None:
    made = terms(maker, needs=["grief"])
    assert made.needs == ("grief",)
    assert made.need_reasons == {}
    assert term("zn", "grief") in made.context_terms


def test_a_need_that_no_table_knows_is_left_out_of_the_terms(maker: TermMaker) -> None:
    assert terms(maker, needs=["flying"]).needs == ()


def test_a_need_told_twice_counts_once(maker: TermMaker) -> None:
    made = terms(maker, keywords=[{"fi": "velkaneuvonta"}], needs=["debt"])
    assert made.needs.count("debt") == 1


def test_a_group_of_people_told_by_the_source_is_welcome(maker: TermMaker) -> None:
    made = terms(maker, audience={"groups": ["families", "nosuch"]})
    assert "zafamilies" in made.summary_terms
    assert "zanosuch" not in made.terms
