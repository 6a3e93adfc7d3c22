"""How dates, windows and numbers are said, the same in Discord and in the terminal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from index.types import Article, Coverage, DateOrigin, Window

INSTANT = timedelta(microseconds=1)
"""Steps back from a window's exclusive end into its last day."""

_GUESSES = {DateOrigin.FILE_TIME: "file date", DateOrigin.PDF: "date of the PDF"}


def day(moment: date) -> str:
    """`14 March 2026`; of a moment in its own zone: the date that the outlet printed."""
    return f"{moment.day} {moment:%B} {moment.year}"


def published(article: Article) -> str:
    """When an article appeared, saying so where that is a guess or unknown."""
    if article.published_at is None:
        return "undated" if article.updated_at is None else f"updated {day(article.updated_at)}"
    if guess := _GUESSES.get(article.published_from):
        return f"about {day(article.published_at)} ({guess})"
    first, last = day(article.published_at), article.updated_at and day(article.updated_at)
    return first if last is None or last == first else f"{first}, updated {last}"


def between(first: datetime, last: datetime) -> str:
    """`12 to 18 May 2026`: two days with nothing said twice."""
    if first.date() == last.date():
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def window_said(window: Window) -> str:
    """A window in words, its last day included; the time of day where a bound is within a day."""
    since, until = window.since, window.until
    if since is None:
        return "any date" if until is None else f"until {_until(until)}"
    if until is None:
        return f"since {_moment(since)}"
    if _midnight(since) and _midnight(until):
        return between(since, last_instant(until))
    return f"{_moment(since)} to {_until(until)}"


def last_instant(end: datetime) -> datetime:
    """The last moment before an exclusive end."""
    try:
        return end - INSTANT
    except OverflowError:  # the first moment of the year 1
        return end


def _midnight(moment: datetime) -> bool:
    return moment.time() == time()


def _moment(moment: datetime) -> str:
    return day(moment) if _midnight(moment) else f"{day(moment)} {moment:%H:%M}"


def _until(end: datetime) -> str:
    return day(last_instant(end)) if _midnight(end) else _moment(end)


def counted(number: int, word: str) -> str:
    """`1 article`, `1,204 articles`."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def covered(coverage: Coverage) -> str:
    """`24 articles, 3 January to 28 May 2026`."""
    said = counted(coverage.articles, "article")
    if coverage.oldest is None or coverage.newest is None:
        return said
    return f"{said}, {between(coverage.oldest, coverage.newest)}"


def joined(*parts: str | None) -> str:
    """The parts that there are, with commas."""
    return ", ".join(part for part in parts if part)
