"""Dates in feeds: those of their standards with the zone that they state, then as people write them."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from time import struct_time

from index.parse.dates import MAX_WORDS, YEARS, read_date
from index.parse.errors import ImpossibleDate


def moment(words: object, zone: tzinfo, parsed: object = None) -> datetime | None:
    """The moment that `words` are; else `parsed`, which a parser made of them, in UTC; else None."""
    said = " ".join(str(words).split())[:MAX_WORDS] if isinstance(words, str) else ""
    try:
        if found := read_date(said, zone) or _of_mail(said, zone):
            return found
    except ImpossibleDate:
        return None
    if isinstance(parsed, struct_time) and parsed.tm_year in YEARS:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    return None


def _of_mail(words: str, zone: tzinfo) -> datetime | None:
    """`Sat, 14 Mar 26 18:05 EST`, as mail and RSS write it."""
    try:
        found = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if found.year not in YEARS:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)
