"""Names of organisations compared: without their legal form, and with abbreviations."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from rapidfuzz import fuzz

from synonyms.tokens import fold, tokenize

# The registered form of an association or company, in three languages; "ry:n" is cut by itself.
FORMS = frozenset(
    [
        *("ry", "rf", "rp", "oy", "ab", "oyj", "abp", "osk", "sr", "ky", "tmi", "ay", "kb"),
        *("yhdistys", "rekisteröity", "förening", "registrerad", "association", "ltd", "inc"),
    ]
)
FOLDED_FORMS = frozenset(map(fold, FORMS))
MOST_NAMES = 4
MOST_WORDS = 12
SAME = 0.88  # a differing letter or ending; two branches of one federation differ by more
LIKE = 0.65  # a branch and its federation, one word more


class NameMatch(NamedTuple):
    """How alike the nearest of two organisations' names are, 0..1."""

    alike: float

    @property
    def same(self) -> bool:
        """Whether it is one organisation."""
        return self.alike >= SAME

    @property
    def like(self) -> bool:
        """Whether it may be a branch of it, or another spelling."""
        return self.alike >= LIKE


def names_of(names: Mapping[str, str]) -> tuple[str, ...]:
    """The names without their legal forms, folded, each once."""
    cores = (_core(name) for _, name in sorted(names.items()))
    return tuple(dict.fromkeys(filter(None, cores)))[:MOST_NAMES]


def compare_names(a: Collection[str], b: Collection[str]) -> NameMatch | None:
    """The nearest pair of names; None when one side tells none."""
    if not a or not b:
        return None
    return NameMatch(max(_alike(one, other) for one in a for other in b))


def _core(name: str) -> str:
    # r.f. and r.y. are one word each
    words = [fold(token) for token, _, _ in tokenize(name.replace(".", ""))]
    kept = [word for word in words if word.partition(":")[0] not in FOLDED_FORMS] or words
    return " ".join(kept[:MOST_WORDS])


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    first, second = one.split(), other.split()
    written = " ".join(_unfolded(first, second)), " ".join(_unfolded(second, first))
    return fuzz.token_sort_ratio(*written) / 100


def _unfolded(short: list[str], full: list[str]) -> Iterator[str]:
    """The words of a name, with an abbreviation spelt out by the other: SPR, SPR:n."""
    for word in short:
        letters = word.partition(":")[0]
        found = _spelt_out(letters, full) if 2 <= len(letters) <= 5 else None
        yield " ".join(found) if found else word


def _spelt_out(letters: str, words: list[str]) -> list[str] | None:
    for start in range(len(words) - len(letters) + 1):
        run = words[start : start + len(letters)]
        if all(word[0] == letter for word, letter in zip(run, letters, strict=True)):
            return run
    return None
