"""Points the discord.py of this very process at the stand-in, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from standin.server import DiscordStandin


@contextmanager
def pointed_at(standin: DiscordStandin) -> Iterator[None]:
    """Class attributes, so it holds for all clients that start inside."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE
    Route.BASE = standin.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(standin.gateway_url)
    discord.Asset.BASE = standin.api_url.removesuffix("/api/v10")
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE = before
