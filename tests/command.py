"""Runs the command line in this process, as a person or a program would: arguments in, exit code and output out."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

from bot.cli.edge import guarded
from bot.cli.root import pullquote


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


def run(*arguments: str, stdin: str = "") -> Done:
    """`pullquote ARGUMENTS`, with `stdin` to read."""
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(stdin)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = guarded(lambda: pullquote.main(list(arguments), prog_name="pullquote", standalone_mode=False))
    finally:
        sys.stdin = before
    return Done(code, out.getvalue(), err.getvalue())
