"""Settings from LAHELLA_* environment variables, read once when the app is made."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ZONE = ZoneInfo("Europe/Helsinki")


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
    meili_url: str = Field(default="", validation_alias="MEILI_URL")
    meili_key: SecretStr = Field(default=SecretStr(""), validation_alias="MEILI_KEY")
    engine_timeout_s: float = Field(
        default=1.5, gt=0, description="longest wait for the engine in one request"
    )
    refresh_s: float = Field(default=2.0, gt=0, description="how often the live build is looked up")

    def clock(self) -> datetime:
        """The time of asking, in Finnish time."""
        return (self.now or datetime.now(ZONE)).astimezone(ZONE)
