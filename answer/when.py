"""What a question's words about time do to its search and to its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from answer.time.reading import read_time
from answer.time.types import TimeReading
from answer.types import Question
from index.types import Article, Found, Window

NEARLY_COVERED = timedelta(days=366)
"""How long before the archive begins what is said to have happened may lie; what lies farther back is history."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the window that it states, if it does."""

    question: Question
    reading: TimeReading

    def at_any_date(self) -> Asked:
        """The same without the window that was read from its words."""
        return replace(self, question=replace(self.question, window=Window(), phrase=None))


def stated(question: Question, zone: tzinfo) -> Asked:
    """The window that a question states in words, unless one was given or all dates are asked for."""
    reading = read_time(question.text, asked_at=question.asked_at, zone=zone)
    if question.window or question.any_date or reading.phrase is None:
        return Asked(question, replace(reading, window=Window()))
    said = question.text[slice(*reading.phrase)].strip()
    return Asked(replace(question, window=reading.window, phrase=said), reading)


def is_history(asked: Asked, found: Found) -> bool:
    """Whether the window that was read holds nothing since the archive could not tell of that time when it was now.

    So it is where no article has a date, and where the archive begins only after a time whose year was named. But
    "what happened in December 2025?" asks for that month's articles, as long as the archive begins within a year of it.
    """
    if not asked.reading.window or found.searched.articles:
        return False
    oldest, until = found.archive.oldest, asked.reading.window.until
    if oldest is None or until is None or not asked.reading.year_said:
        return oldest is None
    return until <= oldest and (not asked.reading.reports or oldest - until > NEARLY_COVERED)


def stale(asked: Asked, newest: Article | None, after: timedelta) -> str | None:
    """A sentence for who asks about now, where the newest article on the subject is older than `after`."""
    if not asked.reading.asks_now or newest is None or newest.newest_date is None:
        return None
    age = asked.question.asked_at - newest.newest_date
    if age <= after:
        return None
    return f"The newest article on this is of {_day(newest.newest_date)}, {age.days:,} days before the question."


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B} {moment.year}"
