"""Times of the calendar: 3 May 2026, March, mid-April, late 2024, Q3, the first half of 2025, summer, Tuesday."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from answer.time import periods
from answer.time.types import Days
from answer.time.vocabulary import (
    FULL_MONTH,
    MONTH,
    MONTHS,
    NTH,
    ORDINALS,
    PART,
    PARTS,
    SEASON,
    SEASONS,
    TIME_OF_DAY,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    one_of,
)

LEAP_CYCLE = 8  # years in which there is a 29 February, whatever the century
SEASON_MONTHS = 3

_OF_YEAR = rf"(?:,? (?:of )?(?P<year>{YEAR}))"

ISO = r"(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\w-])"
SLASHED = r"(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?!\w)"
DAY_MONTH = rf"(?:the )?(?P<day>{NTH})(?: of)? (?P<name>{MONTH}){_OF_YEAR}?"
MONTH_DAY = rf"(?P<name>{MONTH}) (?:the )?(?P<day>{NTH})(?![\w%]|[.,:]\d){_OF_YEAR}?"
IN_MONTH = rf"(?P<part>{PART})?(?P<name>{FULL_MONTH}){_OF_YEAR}?"
SHORT_MONTH = rf"(?P<part>{PART})?(?P<name>{MONTH}) (?P<year>{YEAR})"
IN_YEAR = rf"(?P<part>{PART})?(?:the year )?(?P<year>{YEAR})"
QUARTER = rf"(?:Q(?P<number>[1-4])|(?:the )?(?P<word>{one_of(ORDINALS)}) quarter){_OF_YEAR}?"
HALF = rf"(?:H(?P<number>[12]) |(?:the )?(?P<word>first|second) half of )(?P<year>{YEAR})"
IN_SEASON = rf"(?:the )?(?P<season>{SEASON}){_OF_YEAR}?"
ON_WEEKDAY = rf"(?P<weekday>{WEEKDAY}){TIME_OF_DAY}"


def latest(made: Callable[[int], Days], today: date) -> Days:
    """What a time without a year means: the latest one that has begun. Raises `ValueError` where there is none."""
    for year in range(today.year, today.year - LEAP_CYCLE - 1, -1):
        try:
            days = made(year)
        except ValueError:
            continue
        if days.first is not None and days.first <= today:
            return days
    raise ValueError("no such day")


def iso(match: re.Match[str], today: date) -> Days:
    """2026-05-12."""
    return periods.a_day(date(int(match["year"]), int(match["month"]), int(match["day"])))


def slashed(match: re.Match[str], today: date) -> Days:
    """25/12/2026, 12/25/2026, 3.5.2026; raises `ValueError` for 3/5/2026, which could be two dates."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if "." in match[0] or one == two or one > periods.YEAR:
        return periods.a_day(date(year, two, one))
    if two > periods.YEAR:
        return periods.a_day(date(year, one, two))
    raise ValueError("could be two dates")


def day_of_month(match: re.Match[str], today: date) -> Days:
    """3 May, May 3rd 2026."""
    month, day = _month(match), int(re.sub(r"\D", "", match["day"]))
    return _in_year(match, today, lambda year: periods.a_day(date(year, month, day)))


def month(match: re.Match[str], today: date) -> Days:
    """March, mid-April, late May 2026."""
    number, part = _month(match), _part(match)
    if part:
        return _in_year(match, today, lambda year: periods.part_of_month(year, number, part))
    return _in_year(match, today, lambda year: periods.months(year, number))


def year(match: re.Match[str], today: date) -> Days:
    """2024, early 2024."""
    said, part = int(match["year"]), _part(match)
    return periods.part_of_year(said, part) if part else periods.a_year(said)


def quarter(match: re.Match[str], today: date) -> Days:
    """Q3, the third quarter of 2025: of the calendar's year."""
    number = int(match["number"]) if match["number"] else ORDINALS[match["word"].lower()]
    first = 1 + (number - 1) * periods.QUARTER
    return _in_year(match, today, lambda year: periods.months(year, first, periods.QUARTER))


def half(match: re.Match[str], today: date) -> Days:
    """The first half of 2025."""
    second = match["number"] == "2" or (match["word"] or "").lower() == "second"
    return periods.months(int(match["year"]), 1 + second * periods.HALF, periods.HALF)


def season(match: re.Match[str], today: date) -> Days:
    """Summer, the summer of 2025; the winter of 2025 begins in December 2025."""
    first = SEASONS[match["season"].lower()]
    return _in_year(match, today, lambda year: periods.months(year, first, SEASON_MONTHS))


def weekday(match: re.Match[str], today: date) -> Days:
    """Tuesday: the latest, which may be today."""
    return periods.a_day(periods.weekday_before(today, WEEKDAYS[match["weekday"].lower()]))


def _in_year(match: re.Match[str], today: date, made: Callable[[int], Days]) -> Days:
    said = match["year"]
    return made(int(said)) if said else latest(made, today)


def _month(match: re.Match[str]) -> int:
    return MONTHS[match["name"].lower().rstrip(".")]


def _part(match: re.Match[str]) -> str | None:
    said = (match["part"] or "").lower().removeprefix("the ").rstrip(" -")
    return PARTS[said] if said else None
