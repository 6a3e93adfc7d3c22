"""Where log lines go: to standard error, one line each, without what members write."""

from __future__ import annotations

import logging

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def set_up_logging(level: str) -> None:
    """Log from this level on; discord.py only warnings, since its debug lines hold whole messages."""
    logging.basicConfig(level=level, format=FORMAT, force=True)  # the command line set up its own before
    logging.getLogger("discord").setLevel(logging.WARNING)
    logging.getLogger("discord.client").setLevel(logging.ERROR)  # it warns that there is no voice: none is wanted
