"""Finds phrases about time in a text: a time with the words before it that say how it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from answer.time import points, ranges
from answer.time.points import Meant, meant
from answer.time.types import Days, Mention, Way
from answer.time.vocabulary import may_hold_a_time
from index.types import Span

QUARTERLY = re.compile(r"\b(?:quarter|Q[1-4]|half|H[12])\b", re.IGNORECASE)
ENDS_NOW = re.compile(r"\b(?:today|tonight|this)\b(?! past)", re.IGNORECASE)


class Frame(NamedTuple):
    """A pattern whose group `a` is a time, and how that time is meant."""

    pattern: re.Pattern[str]
    way: Way


@cache
def frames() -> tuple[Frame, ...]:
    """Made when the first question is read: a pattern for each way to put a time."""
    every, days = points.pattern(points.EVERY), points.pattern((*points.DAY, *points.WEEKDAY))
    of_month = points.pattern(points.LONG)
    written = (
        (rf"(?:in|during|throughout|within)(?: the month of)? (?P<a>{of_month})", Way.CURRENT),
        (rf"on (?P<a>{days})", Way.CURRENT),
        (rf"(?:over |at |during |on )?(?P<a>{points.pattern(points.WEEKEND)})", Way.CURRENT),
        (rf"(?:(?:in|over|during|within|on|at) )?(?P<a>{points.pattern(points.DEICTIC)})", Way.DEICTIC),
        (rf"(?P<a>{points.pattern(points.DAY)})", Way.BARE),
        (rf"since (?:about )?(?P<a>{every})", Way.SINCE),
        (rf"from (?P<a>{every}) on(?:wards?)?", Way.SINCE),
        (rf"after (?P<a>{every})", Way.AFTER),
        (rf"before (?P<a>{every})", Way.BEFORE),
        (rf"(?:up )?(?:until|till|to) (?P<a>{every})", Way.UNTIL),
        (rf"(?:from|of|dated) (?P<a>{every})", Way.FROM),
    )
    return tuple(Frame(re.compile(rf"(?<![\w-]){one}(?!\w)", re.IGNORECASE), way) for one, way in written)


def mentions(text: str, today: date) -> list[Mention]:
    """The phrases about time, in order; of two that overlap the longer one."""
    if not may_hold_a_time(text):
        return []
    found = [*_framed(text, today), *ranges.mentions(text, today)]
    kept: list[Mention] = []
    for one in sorted(found, key=lambda mention: (mention.span.start - mention.span.end, mention.span.start)):
        if all(one.span.end <= other.span.start or other.span.end <= one.span.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda mention: mention.span.start)


def _framed(text: str, today: date) -> Iterator[Mention]:
    for frame in frames():
        for match in frame.pattern.finditer(text):
            said = meant(match["a"], today)
            way = _way(frame.way, match["a"], said)
            yield Mention(
                Span(*match.span()),
                _bounded(said.days, way),
                way,
                said.unit,
                said.year_said,
                bool(QUARTERLY.search(match["a"])),
            )


def _way(way: Way, phrase: str, said: Meant) -> Way:
    if way is Way.CURRENT and said.year_said:
        return Way.DATED
    return Way.CURRENT if way is Way.DEICTIC and ENDS_NOW.search(phrase) else way


def _bounded(days: Days | None, way: Way) -> Days | None:
    if days is None:
        return None
    match way:
        case Way.SINCE:
            return Days(days.first, None)
        case Way.AFTER:
            return Days(days.after, None)
        case Way.BEFORE:
            return Days(None, days.first)
        case Way.UNTIL:
            return Days(None, days.after)
    return days
