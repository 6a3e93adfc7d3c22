"""When a case's question is asked, and of which days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from index.types import Window


def scope_of(asked: Mapping[str, str], zone: ZoneInfo) -> tuple[datetime, Window]:
    """`as_of` (a day alone: its end; none: now), and the window `[since, until)`."""
    given = asked.get("as_of")
    asked_at = _moment(given, zone, end=True) if given else datetime.now(UTC)
    since, until = asked.get("since"), asked.get("until")
    window = Window(_moment(since, zone) if since else None, _moment(until, zone) if until else None)
    return asked_at, window


def _moment(text: str, zone: ZoneInfo, *, end: bool = False) -> datetime:
    moment = datetime.fromisoformat(text)
    if len(text) <= len("2026-05-19") and end:
        moment = datetime.combine(moment.date() + timedelta(days=1), time())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
