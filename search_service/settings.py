"""Settings from LAHELLA_* environment variables, read once when the app is made."""

import re
from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ZONE = ZoneInfo("Europe/Helsinki")
READER = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?")
FRAMER = re.compile(r"'self'|https?://[A-Za-z0-9.*-]+(:\d+)?")


class Tiles(NamedTuple):
    """Base tiles of the map: their address with {z}, {x} and {y}, and who is to be named."""

    url: str
    attribution: str

    def wire(self) -> dict[str, str]:
        """The tiles as a page's map is told."""
        return self._asdict()

    @property
    def source(self) -> str:
        """Where they come from, as a Content-Security-Policy names it."""
        scheme, host = urlsplit(self.url)[:2]
        return f"{scheme}://{host.replace('{s}', '*')}"


class Settings(BaseSettings):
    """All settings of the API; each variable is the field's name in capitals after LAHELLA_."""

    model_config = SettingsConfigDict(
        env_prefix="LAHELLA_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    data: Path = Field(default=Path(".lahella"), description="engine data, locks and records")
    boundaries: str | None = Field(
        default=None, description="file or URL of municipal boundaries; without: nearest centre"
    )
    now: AwareDatetime | None = Field(default=None, description="fixes the clock, for tests")
    base_url: str = Field(
        default="http://127.0.0.1:8000", description="public address of this service, for links"
    )
    contact: str = Field(default="", description="mail or web address of the operator")
    frame_ancestors: str = Field(
        default="'none'", description="sites that may show our pages in a frame"
    )
    cors_origins: str = Field(
        default="*", description="sites whose pages may read the API and embed widgets"
    )
    tiles_url: str = Field(
        default="", description="base tiles of the map, https://…/{z}/{x}/{y}.png; without: borders"
    )
    tiles_attribution: str = Field(default="", description="whom the base tiles are from")
    operator_key: SecretStr = Field(
        default=SecretStr(""), description="opens what is administrative; without: open to all"
    )
    client_keys: SecretStr = Field(
        default=SecretStr(""), description="keys of clients with a rate limit of their own"
    )
    rate_per_minute: int = Field(default=0, ge=0, description="requests per client; 0: no limit")
    key_rate_per_minute: int = Field(default=0, ge=0, description="requests per key; 0: no limit")
    trusted_proxies: str = Field(
        default="", description="addresses and networks whose X-Forwarded-For is believed"
    )
    hosts: str = Field(default="", description="names under which the service may be asked")
    max_at_once: int = Field(default=256, gt=0, description="most requests answered at once")
    meili_url: str = Field(default="", validation_alias="MEILI_URL")
    meili_key: SecretStr = Field(default=SecretStr(""), validation_alias="MEILI_KEY")
    engine_timeout_s: float = Field(
        default=1.5, gt=0, description="longest wait for the engine in one request"
    )
    refresh_s: float = Field(default=2.0, gt=0, description="how often the live build is looked up")
    kept_mb: int = Field(
        default=0, ge=0, description="memory for popular answers, each kept for a minute at most"
    )
    drain_s: float = Field(
        default=0.0, ge=0, description="after SIGTERM, how long /readyz says 503 before we stop"
    )

    @field_validator("frame_ancestors")
    @classmethod
    def _names_framers(cls, value: str) -> str:
        if value == "'none'" or _all(FRAMER, value):
            return " ".join(value.split())
        raise ValueError("expected 'none', or 'self' and origins such as https://example.fi")

    @field_validator("cors_origins")
    @classmethod
    def _names_readers(cls, value: str) -> str:
        if value == "*" or _all(READER, value):
            return " ".join(value.split())
        raise ValueError("expected *, or origins such as https://example.fi with spaces between")

    @property
    def readers(self) -> tuple[str, ...]:
        """Origins whose pages may read the API: all ("*") or those named."""
        return tuple(self.cors_origins.split())

    @field_validator("tiles_url")
    @classmethod
    def _tiles(cls, url: str) -> str:
        """An address that a policy can name and Leaflet can fill in."""
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and parts.netloc
        if url and not (whole and all(f"{{{one}}}" in url for one in "zxy")):
            raise ValueError("expected an http(s) address with {z}, {x} and {y}")
        if set(parts.netloc) & set(" ;,'\""):
            raise ValueError("expected the name of a host in the address")
        return url

    @property
    def tiles(self) -> Tiles | None:
        """Base tiles, where they are set."""
        return Tiles(self.tiles_url, self.tiles_attribution) if self.tiles_url else None

    @field_validator("trusted_proxies")
    @classmethod
    def _names_proxies(cls, value: str) -> str:
        try:
            return " ".join(str(ip_network(one)) for one in value.replace(",", " ").split())
        except ValueError:
            raise ValueError("expected addresses or networks such as 10.0.0.0/24") from None

    def shown_keys(self) -> Iterator[tuple[str, str]]:
        """The keys that callers may show, each with the variable it came from."""
        for name, told in (("OPERATOR_KEY", self.operator_key), ("CLIENT_KEYS", self.client_keys)):
            yield from ((f"LAHELLA_{name}", key) for key in told.get_secret_value().split())

    def clock(self) -> datetime:
        """The time of asking, in Finnish time."""
        return (self.now or datetime.now(ZONE)).astimezone(ZONE)


def _all(pattern: re.Pattern[str], value: str) -> bool:
    """Whether there are words, and each is one of the pattern."""
    return bool(value.split()) and all(pattern.fullmatch(word) for word in value.split())
