"""Dates as writers write them. Only words that have the form of a date are read; nothing is completed from today.

A date without a time is its first minute. A date without a zone is in the zone given. 03/04/2026 is the third of
April, unless a zone or a language of the United States stands by it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from index.parse.errors import ImpossibleDate
from index.parse.zones import MONTH_FIRST, ZONE, zone_named

MAX_WORDS = 100
"""Characters. No date is longer, and nothing longer is looked at."""

YEARS = range(1000, 2201)

_ENGLISH = "january february march april may june july august september october november december".split()
_LANGUAGES = "de fr es it pt nl sv da nb fi pl cs hu ro ru uk tr el id".split()

_FILLERS = r"(?:[^\W\d_]{1,12}\.?,?\s+){0,2}"
_WORD = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DAYS = [
    re.compile(_FILLERS + pattern)
    for pattern in (
        r"(?P<year>\d{4})[-/.年]\s?(?P<number>\d{1,2})[-/.月]\s?(?P<day>\d{1,2})日?(?!\d)",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?(?:\s+of|\s+de)?[\s-]+{_WORD},?(?:\s+del?|\s*-)?\s*{_YEAR}",
        rf"{_WORD}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?P<first>\d{{1,2}})[./-]\s?(?P<second>\d{{1,2}})[./-]\s?{_YEAR}",
    )
]
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?)?(?!\d)"
    r"(?P<mark>\s?(?:[ap]\.?\s?m\b\.?|h\b|Uhr\b|Z\b))*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,|·–—-]*(?:(?:at|um|à|a las|às|as|alle|ore|om|kl\.?|klo|,)\s+|T(?=\d))?", re.IGNORECASE)


class Phrase(NamedTuple):
    """A date found in a text, and where its words end."""

    moment: datetime
    end: int


class _Day(NamedTuple):
    words: re.Match[str]
    end: int


class _Clock(NamedTuple):
    hour: int
    minute: int
    second: int
    zone: tzinfo | None
    end: int


def read_date(words: str, zone: tzinfo, *, month_first: bool = False) -> datetime | None:
    """The moment that `words` are, with a fixed offset; None if they are no date.

    Raises `ImpossibleDate` for what has the form of a date and is none, such as 2026-02-31.
    """
    words = " ".join(words.split())
    if not words or len(words) > MAX_WORDS:
        return None
    if moment := _written_by_machine(words):
        return _settled(moment, zone, words)
    phrase = match_phrase(words, 0, zone, month_first=month_first)
    return phrase.moment if phrase and not words[phrase.end :].strip(" .") else None


def match_phrase(text: str, at: int, zone: tzinfo, *, month_first: bool = False) -> Phrase | None:
    """The date that starts at `at`: day, or day and time, or time and day, each with or without a zone."""
    clock = _clock(text, at)
    day = _day(text, _skip_between(text, clock.end)) if clock else None
    if day is None:
        day = _day(text, at)
        clock = _clock(text, _skip_between(text, day.end)) if day else None
    if day is None:
        return None
    end = max(day.end, clock.end if clock else 0)
    zone_here, end = (clock.zone, end) if clock and clock.zone else _zone(text, end)
    month_first = month_first or MONTH_FIRST.search(text, day.end, end) is not None
    moment = _moment(day.words, clock, text[at:end], month_first)
    return Phrase(_settled(moment, zone_here or zone, text[at:end]), end) if moment else None


def _written_by_machine(words: str) -> datetime | None:
    """ISO 8601, or the seconds (milliseconds) since 1970."""
    try:
        if words.isascii() and words.isdigit() and len(words) in (10, 13):
            return datetime.fromtimestamp(int(words) / (1 if len(words) == 10 else 1000), UTC)
        return datetime.fromisoformat(words)
    except ValueError:
        return None


def _settled(moment: datetime, zone: tzinfo, words: str) -> datetime:
    if moment.year not in YEARS:
        raise ImpossibleDate(words)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return moment.replace(tzinfo=timezone(offset)) if (offset := moment.utcoffset()) is not None else moment


def _day(text: str, at: int) -> _Day | None:
    for pattern in _DAYS:
        if match := pattern.match(text, at, at + MAX_WORDS):
            return _Day(match, match.end())
    return None


def _clock(text: str, at: int) -> _Clock | None:
    match = _CLOCK.match(text, at, at + MAX_WORDS)
    if not match or not (match["minute"] or match["mark"]):
        return None
    half = (match[0].lower().replace(".", "").replace(" ", ""))[-2:]
    hour = int(match["hour"])
    hour = hour % 12 + 12 * (half == "pm") if half in ("am", "pm") and hour <= 12 else hour
    zone, end = (zone_named("Z"), match.end()) if match[0].endswith("Z") else _zone(text, match.end())
    return _Clock(hour, int(match["minute"] or 0), int(match["second"] or 0), zone, end)


def _zone(text: str, at: int) -> tuple[tzinfo | None, int]:
    match = ZONE.match(text, at, at + MAX_WORDS)
    zone = zone_named(match["name"].strip()) if match else None
    return (zone, match.end()) if match and zone else (None, at)


def _skip_between(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at, at + MAX_WORDS)
    return match.end() if match else at


def _moment(day: re.Match[str], clock: _Clock | None, words: str, month_first: bool) -> datetime | None:
    parts = _parts(day.groupdict(), month_first)
    if parts is None:
        return None
    try:
        at = time(clock.hour, clock.minute, clock.second) if clock else time()
        return datetime.combine(date(*parts), at)
    except ValueError as error:
        raise ImpossibleDate(words) from error


def _parts(found: dict[str, str], month_first: bool) -> tuple[int, int, int] | None:
    year = int(found["year"])
    if "first" in found:
        first, second = int(found["first"]), int(found["second"])
        swap = second > 12 or (month_first and first <= 12)
        return (year, first, second) if swap else (year, second, first)
    month = int(found["number"]) if "number" in found else _month(found["month"].lower())
    return (year, month, int(found["day"])) if month is not None else None


@lru_cache(maxsize=256)
def _month(word: str) -> int | None:
    for number, name in enumerate(_ENGLISH, start=1):
        if name.startswith(word) or word == "sept" == name[:4]:
            return number
    import dateparser  # here, since it is slow to load and most dates are English or numbers

    found = dateparser.parse(
        f"1 {word} 2000",
        languages=_LANGUAGES,
        settings={"PARSERS": ["absolute-time"], "STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]},
    )
    return found.month if found and found.year == 2000 else None
