"""All single times of the grammar, and the days that a phrase means."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from answer.time import dated, deictic
from answer.time.types import Days, Unit


class Point(NamedTuple):
    """A way to write a time; `resolve` raises `ValueError` or `OverflowError` where there is no such time."""

    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], date], Days]
    unit: Unit = Unit.LONGER


def _point(pattern: str, resolve: Callable[[re.Match[str], date], Days], unit: Unit = Unit.LONGER) -> Point:
    return Point(re.compile(pattern, re.IGNORECASE), resolve, unit)


LONG = (
    _point(dated.IN_MONTH, dated.month),
    _point(dated.SHORT_MONTH, dated.month),
    _point(dated.QUARTER, dated.quarter),
    _point(dated.HALF, dated.half),
    _point(dated.IN_YEAR, dated.year),
    _point(dated.IN_SEASON, dated.season),
)
DAY = (
    _point(dated.ISO, dated.iso, Unit.DAY),
    _point(dated.SLASHED, dated.slashed, Unit.DAY),
    _point(dated.DAY_MONTH, dated.day_of_month, Unit.DAY),
    _point(dated.MONTH_DAY, dated.day_of_month, Unit.DAY),
)
WEEKDAY = (_point(dated.ON_WEEKDAY, dated.weekday, Unit.DAY),)
WEEKEND = (_point(deictic.WEEKEND, deictic.weekend, Unit.WEEKEND),)
DEICTIC = (
    _point(deictic.NEAR, deictic.near, Unit.DAY),
    _point(deictic.LAST, deictic.last),
    _point(deictic.LAST_WEEKDAY, deictic.last_weekday, Unit.DAY),
    _point(deictic.PAST, deictic.past),
    _point(deictic.AGO, deictic.ago, Unit.DAY),
)
EVERY = (*DEICTIC, *WEEKEND, *DAY, *WEEKDAY, *LONG)


class Meant(NamedTuple):
    """What a phrase means: `days` None where there is no such time."""

    days: Days | None
    unit: Unit
    year_said: bool


def pattern(points: Sequence[Point]) -> str:
    """One pattern for any of these, without groups, to stand in a longer one."""
    plain = (re.sub(r"\?P<\w+>", "?:", point.pattern.pattern) for point in points)
    return f"(?:{'|'.join(f'(?:{one})' for one in plain)})"


def meant(phrase: str, today: date) -> Meant:
    """The days that a phrase means which `pattern(EVERY)` matches as a whole."""
    for point in EVERY:
        match = point.pattern.fullmatch(phrase)
        if match is None:
            continue
        year_said = bool(match.groupdict().get("year"))
        try:
            days: Days | None = point.resolve(match, today)
        except (ValueError, OverflowError):
            days = None
        return Meant(days, _unit(point.unit, days), year_said)
    return Meant(None, Unit.LONGER, False)


def _unit(unit: Unit, days: Days | None) -> Unit:
    """A week ago is no day."""
    return Unit.LONGER if unit is Unit.DAY and days is not None and days.length != 1 else unit
