"""Reads settings for the command line: a value that makes no sense is one sentence, not a traceback."""

from __future__ import annotations

import os
from typing import TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings

from bot.errors import BadInput

S = TypeVar("S", bound=BaseSettings)


def load(kind: type[S]) -> S:
    """Settings from the environment and `.env`. Raises `BadInput`, naming the variable."""
    try:
        return kind()
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        prefix = str(kind.model_config.get("env_prefix", ""))
        name = field.upper() if field.isupper() else f"{prefix}{field}".upper()
        raise BadInput(f"The setting {name} cannot be used: {_reason(first['msg'])}.") from error
    except (UnicodeDecodeError, OSError) as error:
        raise BadInput("The file .env cannot be read as text; see .env.example.") from error


def quiet_libraries() -> None:
    """Keep libraries from phoning home or writing to the terminal, whatever the environment says."""
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["LANGSMITH_TRACING"] = os.environ["LANGCHAIN_TRACING_V2"] = "false"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.pop("LANGSMITH_GATEWAY", None)


def _reason(message: str) -> str:
    reason = message.removeprefix("Value error, ").rstrip(".")
    return reason[:1].lower() + reason[1:]
