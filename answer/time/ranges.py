"""Two times that bound one: between 3 and 9 May, from April to June, 3-9 May 2026."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from answer.time import points
from answer.time.points import Meant, meant
from answer.time.types import Days, Mention, Unit, Way
from answer.time.vocabulary import MONTH, NTH, YEAR
from index.types import Span

_TO = r" ?(?:and|to|until|till|through|-|–) ?"  # the dash that people write between dates
_DASH = r" ?(?:to|-|–) ?"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Two whole times; two days of one month, before its name and after it."""
    every, in_year = points.pattern(points.EVERY), rf"(?:,? (?P<year>{YEAR}))?"
    written = (
        rf"(?:between|from) (?P<a>{every}){_TO}(?P<b>{every})",
        rf"(?:(?:between|from) (?:the )?(?P<a>{NTH}){_TO}|(?:on )?(?P<bare>{NTH}){_DASH})"
        rf"(?:the )?(?P<b>{NTH})(?: of)? (?P<month>{MONTH}){in_year}",
        rf"(?:(?:between|from|on) )?(?P<month>{MONTH}) (?P<bare>(?P<a>{NTH})){_DASH}(?P<b>{NTH}){in_year}",
    )
    first, second, third = (re.compile(rf"(?<![\w-]){one}(?![\w%])", re.IGNORECASE) for one in written)
    return first, second, third


def mentions(text: str, today: date) -> Iterator[Mention]:
    """The ranges in a text."""
    whole, *of_one_month = _patterns()
    for match in whole.finditer(text):
        a, b = meant(match["a"], today), meant(match["b"], today)
        yield Mention(Span(*match.span()), _from_to(a, b), Way.DATED, year_said=a.year_said or b.year_said)
    for pattern in of_one_month:
        for match in pattern.finditer(text):
            yield _in_one_month(match, today)


def _in_one_month(match: re.Match[str], today: date) -> Mention:
    said = match.groupdict()
    rest = f"{said['month']} {said['year']}" if said["year"] else said["month"]
    a, b = meant(f"{said['a'] or said['bare']} {rest}", today), meant(f"{said['b']} {rest}", today)
    bare = not re.match(r"between|from|on", match[0], re.IGNORECASE)
    way = Way.BARE if bare else Way.DATED
    return Mention(Span(*match.span()), _from_to(a, b), way, year_said=bool(said["year"]))


def _from_to(a: Meant, b: Meant) -> Days | None:
    """From the first day of one to the last day of the other; a year that only one of them names is that of both."""
    if a.days is None or b.days is None:
        return None
    first, after = a.days.first, b.days.after
    if first is None or after is None:
        return None
    if a.unit is b.unit is Unit.DAY and not (a.year_said or b.year_said) and first >= after:
        return None  # Friday to Sunday, asked on Saturday
    if not a.year_said and b.year_said:
        first = _in(first, after.year)
        first = first if first < after else _in(first, after.year - 1)
    elif not b.year_said and (a.year_said or first >= after):
        after = _next(after, first)
    return Days(first, after) if first < after else None


def _next(day: date, after: date) -> date:
    """The first such day of the calendar after another one."""
    same = _in(day, after.year)
    return same if same > after else _in(day, after.year + 1)


def _in(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)
