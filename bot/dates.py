"""What people write into `since` and `until`, as a window: ISO first, then words; whole days in the reader's zone."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo

from bot.errors import BadInput
from bot.wording import day, last_instant
from index.iso import DAY, Period, read_period
from index.types import Window

LONGEST = 60
"""Characters: no date is longer, and dateparser need not read essays."""

MOST_DAYS = 31

_PART_OF_YEAR = re.compile(r"(\d{4})(?:-(\d{2}))?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMBERS = re.compile(r"\d+-\d+-\d+")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_OF_MONTH = re.compile(
    rf"\b(\d{{2,3}})(?:st|nd|rd|th)?(?: of)?[ -]?{_MONTH}\b|\b{_MONTH}[ -]?(\d{{2,3}})(?!\d)", re.IGNORECASE
)
_TOO_LITTLE = re.compile(r"\W*\w{0,2}\W*|\d*")


def read_window(since: str | None, until: str | None, *, zone: tzinfo, now: datetime) -> Window:
    """The window from the first day of `since` to the last day of `until`, inclusive; raise `BadInput`."""
    start = _read(since, zone, now).start if since and since.strip() else None
    end = _read(until, zone, now).end if until and until.strip() else None
    if start is not None and end is not None and start >= end:
        raise BadInput(f"The window is empty: since {day(start)} is after until {day(last_instant(end))}.")
    return Window(start, end)


def _read(text: str, zone: tzinfo, now: datetime) -> Period:
    phrase = " ".join(text.split())
    try:
        if len(phrase) <= LONGEST and (days := _days(phrase, zone, now.astimezone(zone))):
            return days
    except (ValueError, OverflowError):
        pass
    shown = phrase if len(phrase) <= LONGEST else f"{phrase[:LONGEST]}…"
    raise BadInput(
        f"I cannot read “{shown}” as a date; write it like 2026-05-12, 3 May 2026, March 2026, yesterday or last week."
    )


def _days(phrase: str, zone: tzinfo, now: datetime) -> Period | None:
    if part := _PART_OF_YEAR.fullmatch(phrase):
        year, month = int(part[1]), part[2]
        return _month(year, int(month), zone) if month else _between(date(year, 1, 1), date(year + 1, 1, 1), zone)
    if found := _iso(phrase, zone):
        return found
    if named := _YEAR_FIRST.fullmatch(phrase):
        return _day(date(int(named[1]), int(named[2]), int(named[3])), zone)
    if _NUMBERS.match(phrase) or _no_such_day(phrase):
        return None  # an impossible date: dateparser would make some other of it
    return _calendar(phrase.lower(), zone, now.date()) or _worded(phrase, zone, now)


def _iso(phrase: str, zone: tzinfo) -> Period | None:
    try:
        return read_period(phrase, zone)
    except ValueError:
        return None


def _calendar(phrase: str, zone: tzinfo, today: date) -> Period | None:
    """Today and yesterday, and this or last week (from Monday), month and year."""
    match phrase:
        case "today" | "now":
            return _day(today, zone)
        case "yesterday":
            return _day(today - DAY, zone)
        case "this week" | "last week":
            monday = today - today.weekday() * DAY - (7 * DAY if phrase == "last week" else timedelta())
            return _between(monday, monday + 7 * DAY, zone)
        case "this month":
            return _month(today.year, today.month, zone)
        case "last month":
            last = today.replace(day=1) - DAY
            return _month(last.year, last.month, zone)
        case "this year" | "last year":
            year = today.year - (phrase == "last year")
            return _between(date(year, 1, 1), date(year + 1, 1, 1), zone)
    return None


def _worded(phrase: str, zone: tzinfo, now: datetime) -> Period | None:
    if _TOO_LITTLE.fullmatch(phrase) or _could_be_two_dates(phrase):
        return None
    from dateparser.date import DateDataParser  # 0.1 s to import, and only words need it

    settings = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "DMY",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(phrase)
    if found.date_obj is None:
        return None
    named: date = found.date_obj.date()
    relative = "ago" in phrase.lower().split()
    if found.period == "month" and not relative:
        return _month(named.year, named.month, zone)
    return _day(named, zone)


def _no_such_day(phrase: str) -> bool:
    """`32 May`, `May 32`."""
    named = _DAY_OF_MONTH.search(phrase)
    return named is not None and int(named[1] or named[2]) > MOST_DAYS


def _could_be_two_dates(phrase: str) -> bool:
    """`3/4/2026` is in March for some readers and in April for others."""
    slashed = _SLASHED.fullmatch(phrase)
    return slashed is not None and slashed[1] != slashed[2] and max(int(slashed[1]), int(slashed[2])) <= 12


def _day(first: date, zone: tzinfo) -> Period:
    return _between(first, first + DAY, zone)


def _month(year: int, month: int, zone: tzinfo) -> Period:
    first = date(year, month, 1)
    return _between(first, first + monthrange(year, month)[1] * DAY, zone)


def _between(first: date, after: date, zone: tzinfo) -> Period:
    return Period(datetime.combine(first, time(), zone), datetime.combine(after, time(), zone))
