"""The settings of the bot."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.settings import BotSettings


def settings(**fields: Any) -> BotSettings:
    return BotSettings(**fields)


def test_settings_have_safe_defaults_and_a_description_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "hush")
    monkeypatch.setenv("BOT_TIMEZONE", "Europe/Berlin")
    read = settings()
    assert read.discord_token.get_secret_value() == "hush"
    assert "hush" not in repr(read)
    assert read.timezone == ZoneInfo("Europe/Berlin")
    assert all(known.description for known in BotSettings.model_fields.values())
