"""How much: the length of an address and of a body, and how long a body may take to come."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.types import Message, Receive, Scope

from search_service.errors import FieldError, TooLarge, TooSlow, problem
from search_service.gate.headers import header

# 50 codes in every parameter fit in half of it; what is longer can be posted.
MAX_ADDRESS = 32_768
MAX_BODY = 1_000_000  # bytes; a polygon of a whole region's outline is a tenth of it
PIECE_S = 10.0  # longest wait for the next piece of a body
WHOLE_S = 30.0  # longest time for a whole body
BODY_EXPECTED = f"expected at most {MAX_BODY} bytes"


def check_sizes(scope: Scope) -> Response | None:
    """Return a problem for an address or a told length of a body that is too long."""
    if len(scope["raw_path"]) + len(scope["query_string"]) > MAX_ADDRESS:
        detail = f"The address is longer than {MAX_ADDRESS} bytes. POST the search as JSON."
        return problem(414, detail)
    told = header(scope, b"content-length")
    if told.isdecimal() and int(told[:20]) > MAX_BODY:
        return problem(413, f"The body: {BODY_EXPECTED}.", [FieldError("body", BODY_EXPECTED)])
    return None


def has_body(scope: Scope) -> bool:
    """Whether a body is announced."""
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


def measured(receive: Receive) -> Receive:
    """Receive that passes pieces on as they come, until they are too many or too slow.

    Raises TooLarge, TooSlow.
    """
    ends = asyncio.get_running_loop().time() + WHOLE_S
    size, complete = 0, False

    async def receive_measured() -> Message:
        nonlocal size, complete
        if complete:  # what comes now is only the news that the client has gone
            return await receive()
        message = await _in_time(receive, ends)
        size += len(message.get("body", b""))
        complete = not message.get("more_body", False)
        if size > MAX_BODY:
            raise TooLarge(f"The body: {BODY_EXPECTED}.", [FieldError("body", BODY_EXPECTED)])
        return message

    return receive_measured


async def _in_time(receive: Callable[[], Awaitable[Message]], ends: float) -> Message:
    left = ends - asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout(min(PIECE_S, left)):
            return await receive()
    except TimeoutError as error:
        raise TooSlow("The body did not come in time.") from error
