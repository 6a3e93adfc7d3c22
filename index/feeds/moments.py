"""Dates in feeds: those of their standards with the zone that they state, then as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from index.parse.dates import MAX_WORDS, YEARS, read_date
from index.parse.errors import ImpossibleDate

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(words: object, zone: tzinfo, seconds: int | None = None) -> datetime | None:
    """The moment that `words` are; else the `seconds` that a parser made of them; else None."""
    said = " ".join(str(words).split())[:MAX_WORDS] if isinstance(words, str) else ""
    try:
        if found := read_date(said, zone) or _of_mail(said, zone):
            return found
    except ImpossibleDate:
        return None
    found = None if seconds is None else _EPOCH + timedelta(seconds=seconds)
    return found if found and found.year in YEARS else None


def _of_mail(words: str, zone: tzinfo) -> datetime | None:
    """`Sat, 14 Mar 26 18:05 EST`, as mail and RSS write it."""
    try:
        found = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if found.year not in YEARS:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)
