"""What is read from a question's words about time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from index.types import Span, Window


class Days(NamedTuple):
    """Whole days `[first, after)`; None is an open end."""

    first: date | None
    after: date | None

    @property
    def length(self) -> int | None:
        """How many; None without both ends."""
        return None if self.first is None or self.after is None else (self.after - self.first).days


class Unit(Enum):
    """How long the time is that a phrase names."""

    DAY = auto()
    WEEKEND = auto()
    LONGER = auto()


class Way(Enum):
    """How a phrase leads to its days, which decides where it may stand and what may follow it."""

    DEICTIC = auto()  # today, yesterday, last week, 5 days ago: counted from the day of asking, needs no preposition
    CURRENT = auto()  # today, this week, on Friday, in March: a question about how things are does not mean a window
    DATED = auto()  # in March 2024, on 3 May 2026: stands for itself
    BARE = auto()  # 3 May, without a preposition: only at the edges of a question
    FROM = auto()  # from March, of 3 May: only after "news", "articles" and the like
    SINCE = auto()  # from a day on
    AFTER = auto()
    BEFORE = auto()
    UNTIL = auto()  # up to a day and with it: often what the question is about ("closed until April")


class Mention(NamedTuple):
    """A phrase about time; `days` is None where there is no such time (31 February)."""

    span: Span
    days: Days | None
    way: Way
    unit: Unit = Unit.LONGER
    year_said: bool = False
    quarterly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """The window that a question states in words, if it does.

    `phrase` is where the words stand in the question; `asks_now` is whether it asks how things are now. `year_said` and
    `reports` say what to make of a window before the archive's first article: a period whose year is named is history,
    unless the question asks what was reported.
    """

    window: Window
    phrase: Span | None
    asks_now: bool
    year_said: bool = False
    reports: bool = False
