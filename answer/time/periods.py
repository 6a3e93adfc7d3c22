"""Days of weeks, months, quarters and years; weeks begin on Monday, a time without a year is the latest that began."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from answer.time.types import Days

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
EARLY, LATE = 10, 20  # the days of a month up to which it is early, and after which it is late
THIRD = 4  # months of an early, a middle and a late part of a year
QUARTER, HALF, YEAR = 3, 6, 12  # in months


def a_day(day: date) -> Days:
    """One day."""
    return Days(day, day + DAY)


def week(of: date, back: int = 0) -> Days:
    """Monday to Sunday, `back` weeks before the one of a day."""
    monday = of - of.weekday() * DAY - back * WEEK
    return Days(monday, monday + WEEK)


def weekend(of: date) -> Days:
    """The latest Saturday and Sunday that have begun."""
    saturday = of - ((of.weekday() - 5) % 7) * DAY
    return Days(saturday, saturday + 2 * DAY)


def months(year: int, month: int, count: int = 1) -> Days:
    """So many months from this one on; `month` may lie outside 1 to 12."""
    return Days(_first_of(year, month), _first_of(year, month + count))


def a_year(year: int) -> Days:
    """January to December."""
    return months(year, 1, YEAR)


def part_of_month(year: int, month: int, part: str) -> Days:
    """The `early`, `mid` or `late` third of a month."""
    first, after = date(year, month, 1), _first_of(year, month + 1)
    bounds = {"early": (0, EARLY), "mid": (EARLY, LATE), "late": (LATE, (after - first).days)}
    start, end = bounds[part]
    return Days(first + start * DAY, first + end * DAY)


def part_of_year(year: int, part: str) -> Days:
    """The `early`, `mid` or `late` third of a year."""
    return months(year, 1 + THIRD * ("early", "mid", "late").index(part), THIRD)


def months_before(day: date, count: int) -> date:
    """The same day so many months before, or that month's last."""
    first = _first_of(day.year, day.month - count)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def weekday_before(day: date, weekday: int) -> date:
    """The latest such weekday up to and with this day."""
    return day - ((day.weekday() - weekday) % 7) * DAY


def _first_of(year: int, month: int) -> date:
    return date(year + (month - 1) // YEAR, (month - 1) % YEAR + 1, 1)
