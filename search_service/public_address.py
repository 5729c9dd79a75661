"""The address under which readers reach this service, for links that leave it."""

from fastapi import Request

from search_service.settings import Settings

DEFAULT_ADDRESS = Settings.model_fields["base_url"].default


def public_address(request: Request) -> str:
    """The public address that was set, or else the one that was asked; without a slash at its end.

    Nothing but scheme, host and port is taken from the request.
    """
    told: str = request.app.state.settings.base_url
    address = str(request.base_url) if told == DEFAULT_ADDRESS else told
    return address.rstrip("/")
