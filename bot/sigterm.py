"""SIGTERM before the bot listens for it itself: starting is given up, and that is no failure."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

SERVING = ("run", "start")
"""The commands that a service manager starts, and stops with SIGTERM; every other one ends as the system ends it."""


class EarlyStop:
    """A handler that ends the process with 0; `told` stays, since some library may swallow the exit on its way up."""

    def __init__(self) -> None:
        self.told = False

    def __call__(self, _number: int, _frame: FrameType | None) -> NoReturn:
        self.told = True
        sys.exit(0)


def listen_early(arguments: Sequence[str]) -> None:
    """From now on, where these arguments of `pullquote` start the bot."""
    if arguments and arguments[0] in SERVING:
        signal.signal(signal.SIGTERM, EarlyStop())


def told_early() -> bool:
    """Whether SIGTERM came since then."""
    handler = signal.getsignal(signal.SIGTERM)
    return isinstance(handler, EarlyStop) and handler.told
