"""Waiting without polling: whoever changes the stand-in says so, whoever waits looks again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class NoAnswer(AssertionError):
    """What a test waited for did not come in time."""


class Changes:
    """A bell that wakes all who wait each time that something changed."""

    def __init__(self) -> None:
        self.background: Callable[[], str] = str
        self._bell = asyncio.Event()

    def ring(self) -> None:
        self._bell.set()
        self._bell = asyncio.Event()

    async def until(self, probe: Callable[[], Found | None], within: float, what: Callable[[], str]) -> Found:
        """The first value of `probe` that is neither None nor False; NoAnswer after `within` seconds."""
        try:
            async with asyncio.timeout(within):
                while True:
                    bell = self._bell
                    found = probe()
                    if found is not None and found is not False:
                        return found
                    await bell.wait()
        except TimeoutError:
            raise NoAnswer(f"not within {within} s: {what()}; {self.background()}") from None
