"""The root of every model that crosses a module border in this package."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value; an unknown field is an error, so that nothing is lost silently."""

    model_config = ConfigDict(frozen=True, extra="forbid")
