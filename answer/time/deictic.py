"""Times that are counted from the day of asking: yesterday, last week, this year, the past 10 days, 5 days ago."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from answer.time import periods
from answer.time.dated import SEASON_MONTHS, latest
from answer.time.types import Days
from answer.time.vocabulary import (
    FULL_MONTH,
    MONTHS,
    NUMBER,
    SEASON,
    SEASONS,
    TIME_OF_DAY,
    WEEKDAY,
    WEEKDAYS,
    number,
)

FORTNIGHT = 2  # weeks
HOURS = 24
SATURDAY = 5

YESTERDAY = rf"(?:the day before )?yesterday{TIME_OF_DAY}|last (?:night|evening)"
NEAR = rf"today|tonight|this (?:morning|afternoon|evening)|{YESTERDAY}"
LAST = rf"(?P<which>last|this) (?P<what>week|month|year|quarter|{FULL_MONTH}|{SEASON})\b"
LAST_WEEKDAY = rf"(?:last|past) (?P<weekday>{WEEKDAY}){TIME_OF_DAY}"
WEEKEND = r"(?:the |last |this |(?:the |this )past |the last )weekend\b"
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|year)s?\b"
PAST = rf"(?:(?:the|this|these) )?(?:(?:last|past|previous) (?P<number>{NUMBER}) |past |(?<=the )last ){_UNIT}"
AGO = rf"(?P<number>{NUMBER}) {_UNIT} ago\b"


def near(match: re.Match[str], today: date) -> Days:
    """Today, tonight, this morning; yesterday, last night; the day before yesterday."""
    said = match[0].lower()
    back = 2 if said.startswith("the day before") else said.startswith(("yesterday", "last"))
    return periods.a_day(today - back * periods.DAY)


def last(match: re.Match[str], today: date) -> Days:
    """Last week, this year, last March, this summer, last quarter: of the calendar; a week begins on Monday."""
    before, what = match["which"].lower() == "last", match["what"].lower()
    match what:
        case "week":
            return periods.week(today, back=before)
        case "month":
            return periods.months(today.year, today.month - before)
        case "year":
            return periods.a_year(today.year - before)
        case "quarter":
            first = (today.month - 1) // periods.QUARTER * periods.QUARTER + 1
            return periods.months(today.year, first - before * periods.QUARTER, periods.QUARTER)
    return _latest(what, today, over=before)


def last_weekday(match: re.Match[str], today: date) -> Days:
    """Last Tuesday: the latest before today."""
    return periods.a_day(periods.weekday_before(today - periods.DAY, WEEKDAYS[match["weekday"].lower()]))


def weekend(match: re.Match[str], today: date) -> Days:
    """The latest weekend that has begun; the last one: that is over."""
    running = today.weekday() >= SATURDAY and "last" in match[0].lower()
    return periods.weekend(today - 2 * periods.DAY if running else today)


def past(match: re.Match[str], today: date) -> Days:
    """The past week, the last 10 days: whole days, with today."""
    count, unit = number(match["number"] or "one"), match["unit"].lower()
    if unit == "hour":
        first = today - ((count + HOURS - 1) // HOURS) * periods.DAY
    elif unit in ("month", "year"):
        first = periods.months_before(today, count * (periods.YEAR if unit == "year" else 1))
    else:
        first = today - count * _length(unit)
    return Days(first, today + periods.DAY)


def ago(match: re.Match[str], today: date) -> Days:
    """5 days ago: that day; two weeks, months or years ago: the calendar's."""
    count, unit = number(match["number"]), match["unit"].lower()
    match unit:
        case "hour":
            return periods.a_day(today - (count // HOURS) * periods.DAY)
        case "day":
            return periods.a_day(today - count * periods.DAY)
        case "month":
            return periods.months(today.year, today.month - count)
        case "year":
            return periods.a_year(today.year - count)
    return periods.week(today - count * _length(unit))


def _length(unit: str) -> timedelta:
    return {"day": periods.DAY, "week": periods.WEEK, "fortnight": FORTNIGHT * periods.WEEK}[unit]


def _latest(what: str, today: date, *, over: bool) -> Days:
    """The latest such month or season; `over`: that has ended."""
    first, count = (SEASONS[what], SEASON_MONTHS) if what in SEASONS else (MONTHS[what], 1)
    made: Callable[[int], Days] = lambda year: periods.months(year, first, count)  # noqa: E731
    days = latest(made, today)
    running = days.first is not None and days.after is not None and days.after > today
    return made(days.first.year - 1) if over and running and days.first else days
