"""Days and moments in ISO 8601, read by every room alike: a day is all of it, in the reader's zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from typing import NamedTuple

from index.types import Window

DAY = timedelta(days=1)


class Period(NamedTuple):
    """A span `[start, end)`, both with a zone; of a moment both are the same."""

    start: datetime
    end: datetime


def read_period(text: str, zone: tzinfo) -> Period:
    """A day, from midnight to midnight, or a moment; raises `ValueError` where it is neither."""
    moment = datetime.fromisoformat(text)
    if ":" in text:
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return Period(moment, moment)
    first = moment.date()
    return Period(datetime.combine(first, time(), zone), datetime.combine(first + DAY, time(), zone))


def read_asked_at(text: str, zone: tzinfo) -> datetime:
    """The moment at which something is asked; a day is its last second, as its articles have appeared by then.

    Raises `ValueError`.
    """
    if ":" in text:
        return read_period(text, zone).start
    return datetime.combine(datetime.fromisoformat(text).date(), time(23, 59, 59), zone)


def read_days(since: str | None, until: str | None, zone: tzinfo) -> Window:
    """From the beginning of `since` to the end of `until`, each a day or a moment; raises `ValueError`."""
    return Window(
        read_period(since, zone).start if since else None,
        read_period(until, zone).end if until else None,
    )
