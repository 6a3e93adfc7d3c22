"""Batches: one JSON object a line in, one out, in order and as it goes; a bad line costs only itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import click

from bot.cli.edge import CALLERS
from bot.cli.options import Scope, read_scope
from bot.errors import BadInput, explain

MAX_LINE = 1_000_000

Job = Callable[[str, Scope], dict[str, Any]]
"""Answers one question: its text and scope -> what to write."""


def run(place: str, job: Job, *, defaults: dict[str, str | None], zone: ZoneInfo) -> int:
    """Write one line for each line of `place` (`-`: standard input).

    Returns the exit code: the caller's mistake only where no line could be used.
    """
    good = bad = 0
    with _lines(place) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip("\ufeff\r\n\t "):
                written = _one(number, line, job, defaults, zone)
                failed = written.get("outcome") == "error"
                good, bad = good + (not failed), bad + failed
                click.echo(_dumped(written))
                sys.stdout.flush()
    return CALLERS if bad and not good else 0


def _one(number: int, line: str, job: Job, defaults: dict[str, str | None], zone: ZoneInfo) -> dict[str, Any]:
    id_: Any = None
    try:
        given = _read(number, line)
        id_ = given.get("id")
        values = {key: _text(given, key) or default for key, default in defaults.items()}
        question = _text(given, "question") or _text(given, "query") or ""
        return {"id": id_, **job(question, read_scope(**values, zone=zone))}
    except Exception as error:  # noqa: BLE001  # a bad line costs only itself; what is unknown is logged
        return {"id": id_, "outcome": "error", "error": explain(error), "line": number}


def _dumped(written: dict[str, Any]) -> str:
    """As strict JSON in UTF-8: no NaN, and no lone surrogate."""
    try:
        text = json.dumps(written, ensure_ascii=False, allow_nan=False)
    except ValueError:  # the caller's own id
        text = json.dumps({**written, "id": str(written["id"])}, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "replace").decode()


def _read(number: int, line: str) -> dict[str, Any]:
    try:
        given = json.loads(line.lstrip("\ufeff")) if len(line) <= MAX_LINE else None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise BadInput(f"Line {number} is not a JSON object with a question.")
    return given


def _text(given: dict[str, Any], key: str) -> str | None:
    value = given.get(key)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"“{key}” must be text.")
    return value.encode("utf-8", "replace").decode() if value else value


@contextmanager
def _lines(place: str) -> Iterator[TextIO]:
    if place == "-":
        if sys.stdin is None:
            raise BadInput("There is no standard input to read questions from.")
        yield sys.stdin
        return
    try:
        file = Path(place).open(encoding="utf-8", errors="replace")  # noqa: SIM115  # closed below
    except OSError as error:
        raise BadInput(f"The file {place} cannot be read ({error.strerror or 'no reason given'}).") from error
    with file:
        yield file
