"""Settings of answering, read from the environment and `.env` under the prefix `ANSWER_`."""

from __future__ import annotations

import re

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

STALE_DAYS = 14  # two weeks: what a local paper has not written about for so long may have changed
PROVIDER_AND_MODEL = re.compile(r"[a-z][a-z0-9_]*:\S+")


class AnswerSettings(BaseSettings):
    """Which chat model writes answers, and how long and how often it is asked. None is needed."""

    model_config = SettingsConfigDict(env_prefix="ANSWER_", env_file=".env", extra="ignore", frozen=True)

    model: str = Field(
        "",
        description="A chat model as provider:model, such as openai:gpt-4o-mini. Empty: answers are quotes, no model.",
    )
    base_url: str = Field(
        "", description="Where the model is asked, such as http://localhost:8000/v1. Empty: the provider."
    )
    api_key: SecretStr = Field(
        SecretStr(""), description="The provider's key. Empty: the provider's own variable, such as OPENAI_API_KEY."
    )
    timeout: float = Field(
        30.0, gt=0, description="Seconds that an answer may take the model, retries included; then it is quoted."
    )
    max_tokens: int = Field(
        1000, ge=1, description="The longest reply; models that reason first need several thousand."
    )
    temperature: float | None = Field(
        0.0, ge=0, le=2, description="0 keeps closest to the articles. Empty: not sent, for models that refuse it."
    )
    stale_days: int = Field(
        STALE_DAYS,
        ge=1,
        description="Days after which the newest article is called old, where a question asks for now.",
    )
    max_retries: int = Field(2, ge=0, description="How often a request that failed is sent again, within the time-out.")

    @field_validator("model")
    @classmethod
    def _names_its_provider(cls, model: str) -> str:
        model = model.strip()
        if model and not PROVIDER_AND_MODEL.fullmatch(model):
            raise ValueError("write it as provider:model, such as openai:gpt-4o-mini")
        return model

    @field_validator("base_url")
    @classmethod
    def _is_a_url(cls, url: str) -> str:
        url = url.strip()
        if url and not re.fullmatch(r"https?://[^\s/]+\S*", url):
            raise ValueError("write it as a URL, such as http://localhost:8000/v1")
        return url

    @field_validator("temperature", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("timeout", "max_tokens", "max_retries", "stale_days", mode="before")
    @classmethod
    def _empty_is_the_default(cls, value: object, field: ValidationInfo) -> object:
        assert field.field_name is not None
        return cls.model_fields[field.field_name].default if value == "" else value
