"""The command line's edge: errors as one sentence on standard error; exit codes 0, 1 (ours), 2 (the caller's)."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from answer.errors import BadQuestion
from bot.errors import BadInput, explain
from bot.escape import clean
from index.errors import Mistake

OURS, CALLERS, INTERRUPTED = 1, 2, 130
STOPPED = "Stopped. What was done so far is kept; run it again to go on."


class ReaderWent(Exception):
    """Nobody reads the output any more (`| head`): there is nothing more to say, and nothing went wrong."""


class Commands(click.Group):
    """A group that tells of a closed pipe; click itself would end the process with code 1."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        with _closed_pipe_told():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        with _closed_pipe_told():
            return super().invoke(ctx)


@contextmanager
def _closed_pipe_told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderWent from error


def guarded(command: Callable[[], object]) -> int:
    """Run a command; return its exit code. No traceback reaches a person."""
    try:
        result = command()
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        return _misused(error)
    except click.ClickException as error:
        error.show()
        return CALLERS
    except (click.Abort, KeyboardInterrupt):
        _say(STOPPED)
        return INTERRUPTED
    except (BrokenPipeError, ReaderWent):
        _drop_output()
        return 0
    except Exception as error:  # noqa: BLE001  # said in one sentence; logged where it is unknown
        return _failed(error)
    return result if isinstance(result, int) else 0


def _misused(error: click.UsageError) -> int:
    """Say in one sentence how the command was not to be used; without any arguments show how it is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
    else:
        command = error.ctx.command_path if error.ctx else "pullquote"
        _say(f"{error.format_message().rstrip('.')}; `{command} --help` tells what there is.")
    return CALLERS


def _failed(error: Exception) -> int:
    """Say what went wrong; return the exit code."""
    if isinstance(error, UnicodeError) and not _arguments_are_text():
        _say("An argument is not valid text (UTF-8).")
        return CALLERS
    if isinstance(error, OSError) and _is_full_output(error):
        _drop_output()
        _say("The output cannot be written.")
        return OURS
    _say(explain(error))
    return CALLERS if isinstance(error, Mistake | BadQuestion | BadInput) else OURS


def _say(sentence: str) -> None:
    with suppress(OSError, ValueError):
        click.echo(clean(sentence), err=True)


def _arguments_are_text() -> bool:
    return all(argument.isascii() or argument.encode("utf-8", "ignore").decode() == argument for argument in sys.argv)


def _is_full_output(error: OSError) -> bool:
    """Whether it is standard output that takes no more: a file would be named."""
    return error.errno == errno.ENOSPC and error.filename is None


def _drop_output() -> None:
    """Have what is still to be written go nowhere: Python would try again at its end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
