"""Settings of the bot, read from the environment and `.env` under the prefix `BOT_`; the token has its own name."""

from __future__ import annotations

from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

MEBIBYTE = 1024 * 1024


class BotSettings(BaseSettings):
    """How the bot reads dates, how much it lets editors upload, and how it signs in."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_", env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True, populate_by_name=True
    )

    discord_token: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="DISCORD_TOKEN",
        description="The bot's token, from https://discord.com/developers/applications. Only `run` needs it.",
    )
    timezone: ZoneInfo = Field(
        default=ZoneInfo("UTC"), description="The zone in which 'yesterday' and 'last week' are meant."
    )
    upload_mib: int = Field(default=10, ge=1, description="The largest attachment that /articles add takes, in MiB.")
    uploads_mib: int = Field(
        default=25, ge=1, description="The most that one /articles add takes over all its attachments, in MiB."
    )
    keep_answers_days: int = Field(
        default=90, ge=0, le=36_500, description="How many days answers are kept for their buttons; 0 is for ever."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged, to standard error. Questions and answers never are."
    )
