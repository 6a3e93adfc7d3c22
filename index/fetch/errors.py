"""Why a fetch gave nothing, as a tree; `message` is one clause for people that fits behind "could not be fetched: ".

FetchFailure
├── Missing       404
├── Gone          410
├── Refused       by us (the address, its scheme, a way out of https) or by the site (robots.txt, 401, 403, 451)
├── Busy          429 and 503, or a host that said so before; `retry_after` where it said for how long (retryable)
├── Unreachable   no such host, no connection, a connection that broke, a server's error (retryable)
│   └── Ending    none of the above: Pullquote is stopping, which says nothing of the site
├── TooLarge      more than the limit, decompressed or on the wire
├── TooSlow       not there within the limit (retryable)
└── BadAnswer     no HTTP, no end of redirects, an encoding that does not decode, a status that we do not know
"""

from __future__ import annotations

from datetime import timedelta

from index.errors import IndexFailure


class FetchFailure(IndexFailure):
    """Base of all; `status` is the HTTP status, where there was one."""

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class Missing(FetchFailure):
    """There is nothing at this address (404)."""


class Gone(FetchFailure):
    """What was at this address was taken away for good (410)."""


class Refused(FetchFailure):
    """We may not, or must not, fetch this."""


class Busy(FetchFailure):
    """The site asks to be left alone for a while."""

    retryable = True

    def __init__(self, message: str, *, status: int | None = None, retry_after: timedelta | None = None) -> None:
        super().__init__(message, status=status)
        self.retry_after = retry_after


class Unreachable(FetchFailure):
    """The site did not answer, or not to the end."""

    retryable = True


class Ending(Unreachable):
    """The program is stopping."""


class TooLarge(FetchFailure):
    """More than the limit."""


class TooSlow(FetchFailure):
    """It took longer than the limit."""

    retryable = True


class BadAnswer(FetchFailure):
    """The answer makes no sense."""
