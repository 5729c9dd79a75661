"""A request that goes no further: the problem that answers it."""

from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Scope

# What a gate finds: None lets the request through.
Check = Callable[[Scope], Response | None]
