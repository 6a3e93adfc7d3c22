"""The command line's edge: errors as one sentence on standard error; exit codes 0, 1 (ours), 2 (the caller's)."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path

import click

from answer.errors import BadQuestion
from bot.errors import BadInput, explain
from bot.escape import clean
from index.errors import Mistake

LOG = "errors.log"
LOG_BYTES = 1_000_000
OURS, CALLERS, INTERRUPTED = 1, 2, 130


def guarded(command: Callable[[], object]) -> int:
    """Run a command; return its exit code. No traceback reaches a person."""
    try:
        result = command()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return CALLERS
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went; so nothing more to say
        return 0
    except Exception as error:  # noqa: BLE001  # said in one sentence; logged where it is unknown
        click.echo(clean(explain(error)), err=True)
        return CALLERS if isinstance(error, Mistake | BadQuestion | BadInput) else OURS
    return result if isinstance(result, int) else 0


def errors_to_file(folder: Path) -> None:
    """Log what went wrong, with its traceback, to `errors.log` in the data folder; `run` also logs to standard error.

    Nothing is written before something goes wrong, nor where there is no data folder.
    """
    if folder.is_dir():
        handler = RotatingFileHandler(folder / LOG, maxBytes=LOG_BYTES, backupCount=1, delay=True, encoding="utf-8")
        handler.setLevel(logging.ERROR)
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(handler)
    logging.getLogger().addHandler(logging.NullHandler())
