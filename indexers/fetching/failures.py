"""How a request fails, told without its address; `web` adds it and makes SourceErrors of them.

Failed       for good
+- Missing   nothing is at the address (404), or no longer (410)
+- Passing   may be over the next time: a lost connection, 429, 5xx, a body that breaks off
"""


class Failed(Exception):
    """A request that came to nothing; the text says why and holds nothing private."""


class Missing(Failed):
    """The server says that there is nothing."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


class Passing(Failed):
    """A failure that may be over soon."""

    def __init__(self, reason: str, wait_s: float | None = None) -> None:
        super().__init__(reason)
        self.wait_s = wait_s  # what the server asked for; None when it did not say


MEANINGS = {
    401: "the source wants credentials, or does not accept those given",
    403: "the source wants credentials, or does not accept those given",
    404: "nothing at this address",
    410: "what was at this address is gone",
}


def failure_of(status: int, wait_s: float | None) -> Failed:
    """What an answer other than 200 means."""
    meaning = f": {MEANINGS[status]}" if status in MEANINGS else " instead of 200"
    if status in (404, 410):
        return Missing(f"answered {status}{meaning}", status)
    if status == 429 or status >= 500:
        return Passing(f"answered {status}{meaning}", wait_s)
    return Failed(f"answered {status}{meaning}")
