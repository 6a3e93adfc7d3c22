"""From a question to its window: in the server's time zone, relative to the moment of asking."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from answer.time import foreign, setting
from answer.time.context import states_when
from answer.time.frames import mentions
from answer.time.tense import asks_now
from answer.time.types import Days, Mention, TimeReading, Unit, Way
from answer.time.wording import with_possessive, without_names
from index.types import Window

GRACE = timedelta(days=2)
"""A day's events are in the papers of that day and the next ones: over a weekend, of the one after next."""

DAY = timedelta(days=1)
REPORTED = (Way.CURRENT, Way.DATED, Way.DEICTIC, Way.BARE)


def read_time(text: str, *, asked_at: datetime, zone: tzinfo) -> TimeReading:
    """The window that a question states; never raises, and reads nothing where in doubt."""
    try:
        today = asked_at.astimezone(zone).date()
        searched = without_names(text)
        found = [*mentions(searched, today), *foreign.mentions(searched, today)]
        stated = [one for one in found[:2] if states_when(searched, one, today)]
        window = _window(searched, stated[0], today, zone) if stated and len(found) == 1 else Window()
    except (ValueError, OverflowError):  # at either end of the calendar
        return _nothing(text, now=False)
    if not window:
        return _nothing(text, now=asks_now(searched, found, today))
    mention = stated[0]
    return TimeReading(
        window=window,
        phrase=with_possessive(searched, mention.span),
        asks_now=asks_now(searched, found, today),
        year_said=mention.year_said,
        reports=bool(setting.REPORTS.search(searched)),
    )


def _nothing(text: str, *, now: bool) -> TimeReading:
    return TimeReading(window=Window(), phrase=None, asks_now=now)


def _window(text: str, mention: Mention, today: date, zone: tzinfo) -> Window:
    days = mention.days
    if days is None:
        return Window()
    first, after = days
    if first and after and mention.way in REPORTED and mention.unit is not Unit.LONGER:
        after = _reported_until(text, mention, Days(first, after), today)
    return Window(_start(first, zone), _start(after, zone))


def _reported_until(text: str, mention: Mention, days: Days, today: date) -> date:
    """Until when a day's events are reported, though not after today; a day of publication is that day alone."""
    assert days.after is not None
    if (
        setting.PUBLISHED_BEFORE.search(text[: mention.span.start])
        or with_possessive(text, mention.span) != mention.span
    ):
        return days.after
    return max(days.after, min(days.after + (GRACE if mention.unit is Unit.DAY else DAY), today + DAY))


def _start(day: date | None, zone: tzinfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone)
