"""How sources are fetched: limits, patience and pace, with defaults, or from the environment."""

from collections.abc import Mapping
from importlib.metadata import version

from pydantic import ByteSize, Field, ValidationError

from indexers.sources.source import SourceError
from indexers.value import Value


class FetchSettings(Value):
    """Seconds and bytes. A size may be written as 500MB or 1GiB."""

    contact: str = Field("", pattern=r"^[!-~]*$", description="mail or web address of the operator")
    allow_private: bool = False  # whether an origin's name may lead to a private address
    gap_s: float = Field(0.1, ge=0)  # from the end of a request to the next one, per host
    timeout_s: float = Field(30, gt=0)  # for a connection, and for the next bytes
    whole_s: float = Field(900, gt=0)  # for one whole answer; 1 GB at 10 Mbit/s takes 800 s
    retries: int = Field(4, ge=0)
    retry_s: float = Field(1, ge=0)  # before the first retry; twice as long before each further
    longest_wait_s: float = Field(120, ge=0)  # a server that asks for more is not waited for
    max_size: ByteSize = ByteSize(10**9)  # of one body; a file of the whole country is near 60 MB
    whole_size: ByteSize = ByteSize(2 * 10**8)  # of one body that is read into memory in one piece
    cache_size: ByteSize = ByteSize(2 * 10**8)  # of all bodies kept for conditional requests

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "FetchSettings":
        """The defaults, changed by the VARIABLES that are set. Raises SourceError."""
        given = {field: environ[name] for field, name in VARIABLES.items() if environ.get(name)}
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            first = error.errors()[0]
            name = VARIABLES[str(first["loc"][0])]
            raise SourceError(f"{name}: {first['msg']}, got {environ[name]}") from error

    @property
    def user_agent(self) -> str:
        """Our name, and whom to ask about us."""
        name = f"lahella-search/{version('lahella-search')}"
        return f"{name} (+{self.contact})" if self.contact else name


VARIABLES = {
    "contact": "LAHELLA_CONTACT",
    "allow_private": "LAHELLA_ALLOW_PRIVATE_SOURCES",
    "gap_s": "LAHELLA_FETCH_GAP_S",
    "timeout_s": "LAHELLA_FETCH_TIMEOUT_S",
    "whole_s": "LAHELLA_FETCH_WHOLE_S",
    "retries": "LAHELLA_FETCH_RETRIES",
    "retry_s": "LAHELLA_FETCH_RETRY_S",
    "max_size": "LAHELLA_FETCH_MAX_SIZE",
    "cache_size": "LAHELLA_FETCH_CACHE_SIZE",
}
