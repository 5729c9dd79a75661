"""What is administrative asks for the operator's key; reading is open to everybody."""

from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer

from search_service.errors import KeyNeeded
from search_service.gate.clients import bearer, matching

SCHEME = HTTPBearer(auto_error=False, description="the operator's key (LAHELLA_OPERATOR_KEY)")


def operator_only(request: Request, _: Annotated[object, Security(SCHEME)]) -> None:
    """Let the operator in; without a key in the settings everybody is. Raises KeyNeeded."""
    key = request.app.state.settings.operator_key.get_secret_value().encode()
    if key and matching(bearer(request.scope), [key]) is None:
        raise KeyNeeded("The operator's key is needed: Authorization: Bearer KEY.")


OPERATOR = Depends(operator_only)
