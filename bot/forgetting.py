"""Kept answers go after the days that the operator chose: once a day, in steps so small that nobody waits for them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.blocking import Offload
from bot.types import Journal
from index.errors import IndexFailure

log = logging.getLogger(__name__)

DAILY = 24 * 60 * 60.0
"""Seconds between two rounds; the first is at the start."""

PAUSE = 0.2
"""Seconds between two steps, in which others may write."""


async def forget_daily(
    journal: Journal, off: Offload, *, days: int, clock: Callable[[], datetime], every: float = DAILY
) -> None:
    """Forget answers older than `days` until cancelled; with 0, never. Whatever goes wrong, go on."""
    while days:
        try:
            while await off(journal.forget, clock() - timedelta(days=days)):  # noqa: ASYNC110  # no event tells it
                await asyncio.sleep(PAUSE)
        except IndexFailure as failure:  # tomorrow is early enough
            log.warning("%s", failure.message)
        except Exception:
            log.exception("old answers could not be forgotten")
        await asyncio.sleep(every)
