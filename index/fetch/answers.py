"""What an HTTP answer means for us: the content, "as it was", another place, or one of our errors."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus

from index.fetch.decode import GZIP_MAGIC, unpacked
from index.fetch.errors import BadAnswer, Busy, FetchFailure, Gone, Missing, Refused, Unreachable
from index.fetch.exchange import Answer
from index.fetch.headers import content_type, kept, retry_after
from index.fetch.target import Target
from index.fetch.types import Fetched, NotModified

FOR_GOOD, FOR_NOW = frozenset({301, 308}), frozenset({302, 303, 307})
NOT_MODIFIED = 304
LOCKED = (401, 402, 403, 407, 451)
BUSY = (429, 503)
LOST = "it leads from one address to the next without an end"
SHORT_PAUSE = timedelta(minutes=1)  # after a 429 that does not say for how long


def next_place(answer: Answer) -> Target | None:
    """Where a redirect leads; None for any other answer. Raises `FetchFailure`."""
    if answer.status not in FOR_GOOD | FOR_NOW:
        return None
    location = answer.headers.get("location")
    if not location:
        raise BadAnswer("it leads elsewhere without saying where", status=answer.status)
    return answer.target.to(location)


def read_answer(answer: Answer, *, conditional: bool, moved: bool, most: int) -> Fetched | NotModified:
    """The value of an answer that is the last one. Raises `FetchFailure`."""
    if answer.status == NOT_MODIFIED and conditional:
        return NotModified(answer.target.url)
    if answer.status != HTTPStatus.OK:
        raise failure(answer.status)
    media_type, charset = content_type(answer.headers.get("content-type"))
    packed = answer.content.startswith(GZIP_MAGIC)
    return Fetched(
        url=answer.target.url,
        content=unpacked(answer.content, most),
        media_type="" if packed else media_type,
        charset=charset,
        etag=kept(answer.headers.get("etag")),
        last_modified=kept(answer.headers.get("last-modified")),
        moved=moved,
    )


def busy(answer: Answer, *, now: datetime) -> Busy | None:
    """The error where a host wants to be left alone: a 429 always, a 503 perhaps for a time that it says."""
    if answer.status not in BUSY:
        return None
    told = retry_after(answer.headers.get("retry-after"), now=now)
    wait = told or (SHORT_PAUSE if answer.status == 429 else None)
    return Busy(f"the site is busy ({answer.status})", status=answer.status, retry_after=wait)


def failure(status: int) -> FetchFailure:
    """The error that a status is."""
    match status:
        case 404:
            return Missing("there is nothing at this address (404)", status=status)
        case 410:
            return Gone("it was taken away for good (410)", status=status)
        case _ if status in LOCKED:
            return Refused(f"the site does not let us see it ({status})", status=status)
        case _ if status >= 500:
            return Unreachable(f"the site has trouble of its own ({status})", status=status)
    return BadAnswer(f"the site answered {status}, which is no page", status=status)
