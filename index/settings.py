"""Settings of the index, read from the environment and `.env` under the prefix `INDEX_`."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.embed.device import Device
from index.fetch.addresses import read_allowed

DEFAULT_MODEL = "all-MiniLM-L6-v2"


class IndexSettings(BaseSettings):
    """Where the index lives and what makes its vectors."""

    model_config = SettingsConfigDict(
        env_prefix="INDEX_", env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True
    )

    data_dir: Path = Field(default=Path("var"), description="Everything that Pullquote writes lies under this folder.")
    embedding_model: str = Field(
        default=DEFAULT_MODEL,
        description="A sentence-transformers model: a name or a folder. The default needs no network.",
    )
    device: Device = Field(
        default=Device.AUTO,
        description="Where many vectors are computed: auto (a GPU if there is one), cpu or cuda.",
    )
    lock_wait: float = Field(
        default=30.0, ge=0, description="Seconds that a change waits for another one to end before it gives up."
    )
    chroma_url: str = Field(default="", description="A Chroma server, such as http://localhost:8000. Empty: embedded.")
    chroma_token: SecretStr = Field(default=SecretStr(""), description="The Chroma server's bearer token, if it asks.")
    timezone: ZoneInfo = Field(default=ZoneInfo("UTC"), description="The zone of dates that name none.")
    keep_versions: int = Field(
        default=5,
        ge=0,
        description="Old versions of each article whose text is kept for answers that quote it; 0 keeps none.",
    )
    max_articles: int = Field(
        default=2_000,
        ge=1,
        description="Articles that one feed or sitemap may have, the newest ones; `index add --limit` says otherwise.",
    )
    contact: str = Field(
        default="",
        max_length=200,
        pattern=r"^[!-~]*$",
        description="An address of mail or web at which a site's owner can reach you; sent with each request.",
    )
    fetch_limit: int = Field(default=8, ge=1, le=100, description="Requests to the web at once, over all sites.")
    fetch_gap: float = Field(default=1.0, ge=0, description="Seconds between two requests to one site, at least.")
    fetch_allow: str = Field(
        default="",
        description="Private networks or addresses that may be fetched from, such as 10.1.0.0/16, 10.2.3.4:8080.",
    )

    @field_validator("fetch_allow")
    @classmethod
    def _can_be_read(cls, value: str) -> str:
        read_allowed(value)
        return value
