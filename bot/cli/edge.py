"""The command line's edge: errors as one sentence on standard error; exit codes 0, 1 (ours), 2 (the caller's)."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable

import click

from answer.errors import BadQuestion
from bot.errors import BadInput, explain
from bot.escape import clean
from index.errors import Mistake

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


def quiet_logging() -> None:
    """Only what went wrong, and that without a traceback; `run` sets up its own."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s", handlers=[_OneLine()])


class _OneLine(logging.StreamHandler):  # type: ignore[type-arg]  # generic only to type checkers
    """A record's first line on standard error."""

    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0] if record.exc_info else None
        return f"{record.getMessage()}{f' ({kind.__name__})' if kind else ''}"
