"""Headers as they stand in an ASGI scope: raw pairs, read without making an object of them all."""

from starlette.types import Scope


def header(scope: Scope, name: bytes) -> str:
    """The first value of a header, "" when it is not there; `name` in small letters."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return ""
