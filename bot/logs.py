"""Where log lines go: to standard error, one line each, without what members write; errors to a file as well."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
ERRORS, ERRORS_BYTES = "errors.log", 1_000_000

FORESEEN = ("trafilatura", "htmldate", "chromadb", "httpx")
"""Libraries that log as errors what is caught and said here: no incidents."""


class ErrorsFile(RotatingFileHandler):
    """`errors.log` in the data folder: made by the first error, and only where the folder is there by then."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / ERRORS, maxBytes=ERRORS_BYTES, backupCount=1, delay=True, encoding="utf-8")
        self._folder = folder
        self.setLevel(logging.ERROR)
        self.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        try:
            there = self._folder.is_dir()
        except (OSError, ValueError):
            return
        if there:
            super().emit(record)


def set_up_logging(level: str) -> None:
    """Log from this level on; discord.py only warnings, since its debug lines hold whole messages."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)  # beside `errors.log`, which the command line opened
    root.setLevel(level)
    logging.getLogger("discord").setLevel(logging.WARNING)
    logging.getLogger("discord.client").setLevel(logging.ERROR)  # it warns that there is no voice: none is wanted


def errors_to_file(folder: Path) -> None:
    """Log what went wrong, with its traceback, to `errors.log` in the data folder; `run` also logs to standard error.

    Nothing is written before something goes wrong, nor where there is no data folder.
    """
    logging.raiseExceptions = False  # a log that cannot be written is no traceback in someone's terminal
    for name in FORESEEN:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger().addHandler(ErrorsFile(folder))
