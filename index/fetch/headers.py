"""What headers say, read so that nonsense in them does no harm."""

from __future__ import annotations

import codecs
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = 1000  # characters of a header that is kept, as an ETag is, and sent again
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(days=1)
DIGITS = 9  # of seconds, which are years
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.IGNORECASE)
NO_CHARSETS = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})  # Python's own


def plain(value: bytes) -> str:
    """A header as text: UTF-8 where it is, as some servers send in Location, else Latin-1."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def kept(value: str | None) -> str | None:
    """A header that may be sent again as it is, else None."""
    if not value or len(value) > LONGEST or not value.isascii() or not value.isprintable():
        return None
    return value


def content_type(value: str | None) -> tuple[str, str | None]:
    """The media type in lower case, "" where none is told, and the charset, if Python knows it."""
    said = value or ""
    found = CHARSET.search(said)
    return re.split(r"[;,]", said)[0].strip().lower()[:100], _charset(found[1]) if found else None


def retry_after(value: str | None, *, now: datetime) -> timedelta | None:
    """How long to wait: seconds or a date, between a second and a day; None where it is neither."""
    said = (value or "").strip()
    try:
        wait = timedelta(seconds=int(said[:DIGITS])) if said.isdecimal() else _moment(said) - now
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, SHORTEST_PAUSE), LONGEST_PAUSE)


def _moment(date: str) -> datetime:
    found = parsedate_to_datetime(date)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _charset(name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
        b"text".decode(known)
    except UnicodeDecodeError:
        pass  # one with more bytes to a character
    except (LookupError, ValueError):  # unknown, or from bytes to bytes
        return None
    return None if known.replace("-", "_") in NO_CHARSETS else name.lower()
