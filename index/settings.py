"""Settings of the index, read from the environment and `.env` under the prefix `INDEX_`."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

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
    chroma_url: str = Field(default="", description="A Chroma server, such as http://localhost:8000. Empty: embedded.")
    chroma_token: SecretStr = Field(default=SecretStr(""), description="The Chroma server's bearer token, if it asks.")
    timezone: ZoneInfo = Field(default=ZoneInfo("UTC"), description="The zone of dates that name none.")
    keep_versions: int = Field(
        default=5,
        ge=0,
        description="Old versions of each article whose text is kept for answers that quote it; 0 keeps none.",
    )
