"""Which libraries a server may ask, and which one it may change: its own and no other."""

from __future__ import annotations

from bot.errors import Refused
from bot.types import ServerSettings
from index.types import MAIN_LIBRARY

DIRECT_MESSAGE = ServerSettings()
"""Direct messages belong to no server: nothing was chosen there."""


def guild_library(guild: str) -> str:
    """The library that the editors of this server fill."""
    return f"guild:{guild}"


def askable(guild: str | None, settings: ServerSettings = DIRECT_MESSAGE) -> tuple[str, ...]:
    """The libraries that may be searched from this server, or (None) from direct messages."""
    if guild is None:
        return (MAIN_LIBRARY,)
    own = guild_library(guild)
    return (own, MAIN_LIBRARY) if settings.asks_main else (own,)


def editable(guild: str | None) -> str:
    """The one library that may be changed from this server."""
    if guild is None:
        raise Refused("Articles are managed in a server: use this command there.")
    return guild_library(guild)
