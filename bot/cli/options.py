"""Options that several commands take: the dates, outlet and moment of a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from bot.errors import BadInput
from index.iso import read_asked_at
from index.types import Window

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Scope:
    """When a question is asked, and of which articles."""

    asked_at: datetime
    window: Window
    outlet: str | None


def scope_options(command: F) -> F:
    """`--since`, `--until`, `--source` and `--as-of`."""
    for option in reversed(
        (
            click.option("--since", metavar="DATE", help="Only articles from this day on: 2026-05-12, “last week”."),
            click.option("--until", metavar="DATE", help="Only articles up to this day, which counts."),
            click.option("--source", metavar="OUTLET", help="Only articles of this outlet."),
            click.option("--as-of", metavar="DATE", help="The moment at which it is asked; now, if not given."),
        )
    ):
        command = option(command)
    return command


def read_scope(since: str | None, until: str | None, source: str | None, as_of: str | None, *, zone: ZoneInfo) -> Scope:
    """The scope that four options mean. Raises `BadInput`."""
    asked_at = read_moment(as_of, zone) if as_of else datetime.now(UTC)
    from bot.dates import read_window

    return Scope(asked_at, read_window(since, until, zone=zone, now=asked_at), source or None)


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """A moment in ISO 8601; a day alone is its end, as its articles have appeared by then."""
    try:
        return read_asked_at(text.strip(), zone)
    except ValueError:
        raise BadInput(f"“{text[:60]}” is not a moment; write it like 2026-05-19 or 2026-05-19T21:52+05:30.") from None
