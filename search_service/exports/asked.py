"""What an export asks: raw texts in; criteria of a search, limit and options out, with remarks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexers.index.settings import MAX_TOTAL_HITS
from search_service.criteria import Criteria, Remark
from search_service.errors import FieldError, InvalidParameters
from search_service.exports.formats import Format
from search_service.parameter_table import PARAMETERS, Parameter
from search_service.parameter_values import clamped, last, whole
from search_service.parameters import read_parameters

LIMIT = Parameter(
    "limit",
    "Most listings in the file; without it, all of the answer. X-Total-Count tells how many.",
    {"type": "integer", "minimum": 1, "maximum": MAX_TOTAL_HITS},
    50,
)
NOT_HERE = ("page", "facets")  # of a list that is shown page by page


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """One export: which listings, how many at most, and how they are written."""

    criteria: Criteria
    limit: int | None
    options: Mapping[str, str]
    remarks: tuple[Remark, ...]

    def count(self, total: int) -> int:
        """How many listings the file will hold."""
        return total if self.limit is None else min(total, self.limit)


def read_export(
    format_: Format, raw: Mapping[str, Sequence[str]], polygon: Mapping[str, Any] | None = None
) -> ExportAsked:
    """The export of raw texts per name. Raises InvalidParameters, naming every wrong field."""
    errors: list[FieldError] = []
    own = {LIMIT.name, *(option.name for option in format_.options)}
    remarks = [
        Remark(name, "has no effect here; the whole answer is given")
        for name in NOT_HERE
        if name in raw
    ]
    criteria, limit = Criteria(), None
    try:
        others = {name: raw[name] for name in raw if name not in own and name not in NOT_HERE}
        criteria, told = read_parameters(others, polygon)
        remarks += told
    except InvalidParameters as error:
        errors += error.errors
    try:
        limit = _limit(last(raw, LIMIT.name), remarks)
    except ValueError as error:
        errors.append(FieldError(LIMIT.name, str(error)))
    options = {option.name: _option(option, raw, errors) for option in format_.options}
    if errors:
        raise InvalidParameters(errors)
    return ExportAsked(replace(criteria, page=1, facets=()), limit, options, tuple(remarks))


def parameters_of(format_: Format) -> tuple[Parameter, ...]:
    """Everything that an export in this format may be asked with."""
    shared = (one for one in PARAMETERS if one.name not in NOT_HERE)
    return (*format_.options, LIMIT, *shared)


def _limit(text: str, remarks: list[Remark]) -> int | None:
    if not text:
        return None
    return clamped(LIMIT.name, whole(text), (1, MAX_TOTAL_HITS), remarks)


def _option(option: Parameter, raw: Mapping[str, Sequence[str]], errors: list[FieldError]) -> str:
    allowed: list[str] = option.schema["enum"]
    value = last(raw, option.name) or allowed[0]
    if value not in allowed:
        errors.append(FieldError(option.name, f"expected {', '.join(allowed)}"))
    return value
