"""Settings on the command line: what cannot be used is one sentence that names the variable and what it takes."""

from __future__ import annotations

import pytest

from bot.cli.settings import load
from bot.errors import BadInput
from bot.settings import BotSettings


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("BOT_LOG_LEVEL", "loud", "input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("BOT_TIMEZONE", "Mars/Olympus", "invalid timezone: Mars/Olympus"),
        ("BOT_UPLOAD_MIB", "0", "input should be greater than or equal to 1"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadInput) as caught:
        load(BotSettings)
    assert caught.value.message == f"The setting {name} cannot be used: {reason}."
