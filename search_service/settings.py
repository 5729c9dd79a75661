"""Settings from LAHELLA_* environment variables, read once when the app is made."""

import re
from datetime import datetime
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

    model_config = SettingsConfigDict(env_prefix="LAHELLA_", frozen=True, extra="ignore")

    data: Path = Field(default=Path(".lahella"), description="engine data, locks and records")
    boundaries: str | None = Field(
        default=None, description="file or URL of municipal boundaries; without: nearest centre"
    )
    now: AwareDatetime | None = Field(default=None, description="fixes the clock, for tests")
    base_url: str = Field(
        default="http://127.0.0.1:8000", description="public address of this service, for links"
    )
    frame_ancestors: str = Field(
        default="'none'", description="sites that may show our pages in a frame"
    )
    cors_origins: str = Field(
        default="*", description="sites whose pages may read the API and embed widgets"
    )
    contact: str = Field(default="", description="mail or web address of the operator")
    tiles_url: str = Field(
        default="", description="base tiles of the map, https://…/{z}/{x}/{y}.png; without: borders"
    )
    tiles_attribution: str = Field(default="", description="whom the base tiles are from")
    meili_url: str = Field(default="", validation_alias="MEILI_URL")
    meili_key: SecretStr = Field(default=SecretStr(""), validation_alias="MEILI_KEY")
    engine_timeout_s: float = Field(default=2.0, gt=0, description="longest wait for one search")
    refresh_s: float = Field(default=2.0, gt=0, description="how often the live build is looked up")

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

    def clock(self) -> datetime:
        """The time of asking, in Finnish time."""
        return (self.now or datetime.now(ZONE)).astimezone(ZONE)


def _all(pattern: re.Pattern[str], value: str) -> bool:
    """Whether there are words, and each is one of the pattern."""
    return bool(value.split()) and all(pattern.fullmatch(word) for word in value.split())
