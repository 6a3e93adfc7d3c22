"""Days and times of day in a text; a missing year, a weekday or "yesterday" is read by the article's own date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS_BY_NUMBER = """january januar janvier enero jan jänner|february februar février febrero feb
|march märz mars marzo mar|april avril abril apr|may mai mayo|june juni juin junio jun|july juli juillet julio jul
|august août agosto aug|september septembre septiembre sept sep|october oktober octobre octubre oct okt
|november novembre noviembre nov|december dezember décembre diciembre dec dez"""
MONTHS = {name: number for number, names in enumerate(_MONTHS_BY_NUMBER.split("|"), 1) for name in names.split()}
WEEKDAYS = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
    )
    for number, name in enumerate(names.split())
}
_FULL_NAMES = (
    "January February March April May June July August September October November December "
    "Januar Februar März Mai Juni Juli Oktober Dezember"
).split()
_RELATIVE = {
    "yesterday": -1, "last night": -1, "gestern": -1, "hier": -1, "ayer": -1, "today": 0, "tonight": 0,
    "heute": 0, "aujourd’hui": 0, "hoy": 0, "tomorrow": 1, "morgen": 1, "demain": 1, "mañana": 1,
}  # fmt: skip
_YEARS = {"last year": -1, "next year": 1, "this year": 0}
_FROM_HERE = re.compile(rf"\b(?:{'|'.join([*_RELATIVE, *_YEARS])})\b", re.IGNORECASE)

_M = rf"(?-i:(?!may\b|march\b|mar\b))(?P<m>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_Y = r"(?P<y>(?:1[5-9]|20)\d\d)(?!\d)"
_D = r"(?<![\d.,:£$€])(?P<d>[0-3]?\d)(?:st|nd|rd|th|\.|º)?"
_DATE_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<y>\d{4})-(?P<m>[01]\d)-(?P<d>[0-3]\d)(?!\d)",
        rf"(?<![\d.,:£$€])(?P<first>[0-3]?\d)(?:st|nd|rd|th|\.)?\s?(?:-|–|—|to|and|until|bis|und|et)\s?{_D}\s+{_M}(?:,?\s+{_Y})?",
        rf"{_D}\s+(?:of\s+|de\s+)?{_M}(?:,?\s+(?:de\s+)?{_Y})?",
        rf"\b{_M}\s+(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|\s*(?:million|billion|thousand|per))(?:,?\s+{_Y})?",
        rf"\b{_M},?\s+(?:of\s+|de\s+)?{_Y}",
    )
]
_BARE_MONTH = re.compile(rf"\b(?P<m>{'|'.join(_FULL_NAMES)})\b(?!\s+[A-Z])")
_OPENING_MAY = re.compile(r"(?:^|[.!?:“\"„]\s*)(?:May|March)\b")
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d.,:£$€])(?P<h>[0-2]?\d)(?:[:.](?P<min>[0-5]\d))?\s?(?P<half>[ap]\.?\s?m\b\.?|Uhr\b|o[’']clock\b)"
    r"|(?<![\d.,:£$€])(?P<h24>[01]?\d|2[0-3]):(?P<min24>[0-5]\d)(?!\d)",
    re.IGNORECASE,
)
_NAMED_HOURS = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0, "mittag": 12 * 60, "mitternacht": 0}
HALF_DAY = 12 * 60


class Day(NamedTuple):
    """A date as far as it was said; `text` is how."""

    year: int | None
    month: int | None
    day: int | None
    text: str = ""

    def fits(self, known: Day, year: int | None) -> bool:
        """Whether a known date bears this one out; where that names no year, it is within one of the article's."""
        if self.year is not None and known.year is None:
            if year is not None and abs(self.year - year) > 1:
                return False
        elif self.year is not None and self.year != known.year:
            return False
        return (self.month is None or self.month == known.month) and (self.day is None or self.day == known.day)


class Clock(NamedTuple):
    """A time of day: every minute of the day that it may be."""

    text: str
    minutes: frozenset[int]


def days(text: str) -> Iterator[Day]:
    """The dates that a text names, each once."""
    for pattern in _DATE_PATTERNS:
        for match in pattern.finditer(text):
            yield from _days_of(match)
        text = pattern.sub(_blank, text)
    text = _OPENING_MAY.sub(_blank, text)
    for match in _BARE_MONTH.finditer(text):
        yield Day(None, MONTHS[match["m"].casefold()], None, match[0])


def _days_of(match: re.Match[str]) -> Iterator[Day]:
    parts = match.groupdict()
    month = parts["m"].casefold()
    number = int(month) if month.isdecimal() else MONTHS[month]
    year = int(parts["y"]) if parts.get("y") else None
    for name in ("d", "first"):
        if parts.get(name) or name == "d":
            yield Day(year, number, int(parts[name]) if parts.get(name) else None, match[0])


def clocks(text: str) -> Iterator[Clock]:
    """The times of day that a text names."""
    for match in _CLOCK.finditer(text):
        hour, minute = int(match["h"] or match["h24"]), int(match["min"] or match["min24"] or 0)
        yield Clock(match[0], frozenset(_minutes(hour, minute, (match["half"] or "").casefold())))
    folded = text.casefold()
    for name, minutes in _NAMED_HOURS.items():
        if re.search(rf"\b{name}\b", folded):
            yield Clock(name, frozenset({minutes}))


def _minutes(hour: int, minute: int, half: str) -> Iterator[int]:
    if half.startswith(("a", "p")):
        yield hour % 12 * 60 + minute + (HALF_DAY if half.startswith("p") else 0)
        return
    yield hour * 60 + minute
    if hour <= 12 and half.startswith("o"):
        yield (hour * 60 + minute + HALF_DAY) % (2 * HALF_DAY)


def weekdays(text: str) -> Iterator[tuple[str, int]]:
    """The weekdays that a text names, Monday as 0."""
    for match in _WEEKDAY.finditer(text):
        yield match[0], WEEKDAYS[match[0].casefold()]


def without_days(text: str) -> str:
    """The text with dates and times blanked out, so that their digits are not taken for numbers."""
    for pattern in (*_DATE_PATTERNS, _CLOCK):
        text = pattern.sub(_blank, text)
    return text


def said_by(text: str, written: date | None) -> Iterator[Day]:
    """The dates that a text means if it was written on that day."""
    yield from days(text)
    if written is None:
        return
    for match in _FROM_HERE.finditer(text):
        said = match[0].casefold()
        yield (
            of(written + timedelta(days=_RELATIVE[said]))
            if said in _RELATIVE
            else Day(written.year + _YEARS[said], None, None)
        )
    for _, weekday in weekdays(text):
        before = written - timedelta(days=(written.weekday() - weekday) % 7)
        yield from (of(before), of(before + timedelta(days=7)), of(before - timedelta(days=7)))


def of(day: date) -> Day:
    """A whole date."""
    return Day(day.year, day.month, day.day)


def weekday_of(day: Day, year: int | None) -> int | None:
    """The weekday of a date, in the article's year where it names none."""
    said = day.year or year
    if said is None or day.month is None or day.day is None:
        return None
    try:
        return date(said, day.month, day.day).weekday()
    except ValueError:
        return None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
