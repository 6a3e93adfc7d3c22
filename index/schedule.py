"""When a source is due again: in its own rhythm, moved by chance so that not all come at once, later after errors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from index.errors import Mistake
from index.upkeep import Source, SourceKind

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=48)
"""More often is a burden to the site; less often is not level with it."""

SPREAD = 0.1
"""The share of an interval by which chance moves it, to either side."""

USUAL = {
    SourceKind.FEED: timedelta(hours=1),
    SourceKind.SITEMAP: timedelta(hours=6),
    SourceKind.PAGE: timedelta(hours=24),
}
"""Where nobody said how often. What lies on disk is synced by hand, unless somebody said."""

Chance = Callable[[], float]
"""A number from 0 to 1."""


def checked(every: timedelta) -> timedelta:
    """An interval that a person wished; raises `Mistake` where it is too short or too long."""
    if not SHORTEST <= every <= LONGEST:
        raise Mistake("A source is refreshed every 5 minutes to 48 hours.")
    return every


def interval(source: Source) -> timedelta | None:
    """How often a source is refreshed; None: by hand."""
    return source.every or USUAL.get(source.kind)


def spread(interval: timedelta, chance: Chance) -> timedelta:
    """An interval, moved by chance."""
    return interval * (1 - SPREAD + 2 * SPREAD * chance())


def after_success(source: Source, now: datetime, chance: Chance) -> datetime | None:
    """When a source that could be read is due again."""
    every = interval(source)
    return None if every is None else now + spread(every, chance)


def after_failure(
    source: Source, now: datetime, chance: Chance, *, retry_after: timedelta | None = None
) -> datetime | None:
    """When a source that could not be read is tried again: each failure doubles the wait, up to two days.

    `source` counts the failures before this one; `retry_after` is what the site asked for.
    """
    every = interval(source)
    if every is None:
        return None
    return now + max(spread(doubled(every, source.failures + 1), chance), min(retry_after or every, LONGEST))


def doubled(start: timedelta, times: int) -> timedelta:
    """An interval that was doubled so many times, up to two days."""
    steps = min(times, 20)  # a million times the shortest is far beyond two days
    return min(start * float(2**steps), LONGEST)
